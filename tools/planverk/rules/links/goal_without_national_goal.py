"""A goal is related to no national goal.

The plan builds on a national one, and its readers ask which national goal each of its own goals follows up. Its measures take their national goals
from here.

Bad ``plan/goals/felles-innsats.md``::

    ---
    number: 1
    title: Felles innsats
    related: []  # <-
    ---

    Tjenestene skal arbeide sammen.

Good ``plan/goals/felles-innsats.md``::

    ---
    number: 1
    title: Felles innsats
    related:
      - folkehelse#fellesskap
      - folkehelse#oversyn
    ---

    Tjenestene skal arbeide sammen.
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.model.prose_entries import Goal
from planverk.rules.hits import Hit, hit
from planverk.rules.parts import all_certain, example_of_national_goal, untold

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "målet er ikke knyttet til noe nasjonalt mål",
    "nn": "målet er ikkje knytt til noko nasjonalt mål",
    "en": "the goal is related to no national goal",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at `related` of goals that name no goal of a national plan; none where a name leads nowhere, since it may be the national one."""
    for goal in plan.goals.values():
        if _unrelated(plan, goal):
            example = example_of_national_goal(plan)
            remedy = Hint("relate-national-goal", {"example": example}) if example else Hint("add-national-plan", {})
            yield hit(goal.at_key("related"), remedy)


def _unrelated(plan: Plan, goal: Goal) -> bool:
    if untold(goal) or not goal.sound("related"):
        return False
    return all_certain(plan, goal.related) and not plan.national_goals_of(goal)
