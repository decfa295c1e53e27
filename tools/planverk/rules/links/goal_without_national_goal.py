"""goal-without-national-goal: see goal-without-national-goal.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.model.prose_entries import Goal
from planverk.rules.hits import Hit, hit
from planverk.rules.parts import all_certain, example_of_national_goal, untold


def goal_without_national_goal(plan: Plan) -> Iterator[Hit]:
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
