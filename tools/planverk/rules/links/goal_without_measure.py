"""A goal has no measure.

A goal that nobody does anything for is a wish. Either a measure is missing, or one names another goal by mistake.

Bad ``plan/goals/god-kompetanse.md``::

    ---  # <-
    number: 2
    title: God kompetanse
    related:
      - folkehelse#fellesskap
    ---

    De ansatte skal ha god kompetanse.

Good ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    ---

    Tjenestene lager en felles rutine.
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "målet «{goal}» har ingen tiltak",
    "nn": "målet «{goal}» har ingen tiltak",
    "en": "the goal “{goal}” has no measure",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at goals that no measure names; none while a measure's goal is itself in doubt, since that measure may belong here."""
    if any(not measure.sound("goal") or measure.goal not in plan.goals for measure in plan.measures.values()):
        return
    answered = {measure.goal for measure in plan.measures.values() if measure.withdrawn is None}
    for goal in plan.goals_in_order:
        if goal.id not in answered and goal.sound("title"):
            yield hit(goal.at_top(), Hint("goal-needs-measure", {"name": goal.id}), goal=goal.title or goal.id)
