"""measure-without-national-goal: see measure-without-national-goal.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.model.prose_entries import Measure
from planverk.rules.hits import Hit, hit
from planverk.rules.parts import all_certain, example_of_national_goal, untold


def measure_without_national_goal(plan: Plan) -> Iterator[Hit]:
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
