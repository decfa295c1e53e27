"""What goals, measures and other entries still lack."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.resolved import untold


def goal_without_measure(plan: Plan) -> Iterator[Hit]:
    """Hits at goals that no measure names and that no goal stands under, in plans with measures; none while a measure's goal is itself in doubt,
    since that measure may belong here. In an adopted plan whose measures were withdrawn it is a fact: nobody may give the goal another measure before
    the plan is revised."""
    if not plan.measures or any(not measure.sound("goal") or not plan.goals.keys() >= {*measure.goal} for measure in plan.measures.values()):
        return
    answered = {goal for measure in plan.measures.values() if measure.withdrawn is None for goal in measure.goal}
    withdrawn = {goal for measure in plan.measures.values() for goal in measure.goal} - answered if plan.head.status == "adopted" else frozenset()
    for goal in plan.goals_in_order:
        if goal.id not in answered and not plan.goals_below(goal) and goal.sound("title"):
            settled = goal.id in withdrawn
            remedy = Hint("goal-lost-measures", {}) if settled else Hint("goal-needs-measure", {"name": goal.id})
            yield Hit(goal.at_top(), {"goal": goal.title or goal.id}, (remedy,), severity=Severity.INFO if settled else None)


def measure_without_responsible(plan: Plan) -> Iterator[Hit]:
    """Hits at the top of measures in force that name nobody, in plans that say of anybody what the function is."""
    for measure in plan.measures.values() if plan.functions else ():
        if not measure.responsible and measure.sound("responsible") and not measure.withdrawn and not untold(measure):
            yield hit(measure.at_top(), Hint("name-a-function", {}))


def proposed_responsible(plan: Plan) -> Iterator[Hit]:
    """Hits at `assignment` of measures in force whose function is there and proposed."""
    for measure in plan.measures.values():
        names = [plan.functions[name].title or name for name in measure.responsible if name in plan.functions]
        if measure.assignment == "proposed" and names and not measure.withdrawn:
            yield hit(measure.at("assignment"), Hint("confirm-responsible", {}), function=", ".join(names))


def incomplete_entry(plan: Plan) -> Iterator[Hit]:
    """Hits at the field that says so."""
    for entry in plan.entries:
        if entry.incomplete:
            yield hit(entry.at("incomplete"))
