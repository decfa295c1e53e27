"""goal-without-measure: see goal-without-measure.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit


def goal_without_measure(plan: Plan) -> Iterator[Hit]:
    """Hits at goals that no measure names; none while a measure's goal is itself in doubt, since that measure may belong here."""
    if any(not measure.sound("goal") or measure.goal not in plan.goals for measure in plan.measures.values()):
        return
    answered = {measure.goal for measure in plan.measures.values() if measure.withdrawn is None}
    for goal in plan.goals_in_order:
        if goal.id not in answered and goal.sound("title"):
            yield hit(goal.at_top(), Hint("goal-needs-measure", {"name": goal.id}), goal=goal.title or goal.id)
