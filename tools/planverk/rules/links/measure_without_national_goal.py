"""A measure answers no national goal.

A municipal plan shows how it follows up the national one, and a table of the plan gathers the measures by national goal. A measure takes the national
goals that its goal is related to; where it names its own under ``national_goals``, those hold instead, so at least one of them must be a goal of a
national plan.

Bad ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    national_goals:  # <-
      - folkehelse#measure-7
    responsible: koordinator
    assignment: adopted
    deadline: 2027-06-30
    financing: Innenfor gjeldende ramme
    ---

    Tjenestene lager en felles rutine.

Good ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    national_goals:
      - folkehelse#fellesskap
    responsible: koordinator
    assignment: adopted
    deadline: 2027-06-30
    financing: Innenfor gjeldende ramme
    ---

    Tjenestene lager en felles rutine.
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.model.prose_entries import Measure
from planverk.rules.hits import Hit, hit
from planverk.rules.parts import all_certain, example_of_national_goal, untold

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "tiltaket svarer ikke på noe nasjonalt mål",
    "nn": "tiltaket svarer ikkje på noko nasjonalt mål",
    "en": "the measure answers no national goal",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the national goals that a measure names where none is one.

    A measure that names none takes those of its goal, and a goal without any is goal-without-national-goal: one fault, said once.
    """
    for measure in plan.measures.values():
        if _named_wrong(plan, measure):
            example = example_of_national_goal(plan)
            remedy = Hint("name-national-goal", {"example": example}) if example else Hint("add-national-plan", {})
            yield hit(measure.at_key("national_goals"), remedy)


def _named_wrong(plan: Plan, measure: Measure) -> bool:
    if measure.withdrawn or untold(measure) or not measure.national_goals or not measure.sound("national_goals"):
        return False
    return all_certain(plan, measure.national_goals) and not plan.national_goals_of(measure)
