"""Whether the plan answers the national goals that it refers to."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.ids import PartReference, nearest, parse_part
from planverk.model.data_entries import ReferencedPlan
from planverk.model.plan import Plan
from planverk.model.prose_entries import Measure
from planverk.rules.hits import Hit, hit
from planverk.rules.resolved import all_certain, example_of_national_goal, goal_names, untold


def goal_without_national_goal(plan: Plan) -> Iterator[Hit]:
    """Hits at `related` of goals that name no goal of a national plan; none where a name leads nowhere, since it may be the national one."""
    for goal in plan.goals.values():
        read = goal.sound("related") and not untold(goal)
        if read and all_certain(plan, goal.related) and not plan.national_goals_of(goal):
            example = example_of_national_goal(plan)
            remedy = Hint("relate-national-goal", {"example": example}) if example else Hint("add-national-plan", {})
            yield hit(goal.at_key("related"), remedy)


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


def national_goal_unanswered(plan: Plan) -> Iterator[Hit]:
    """Hits at the goals of national plans that nothing names, and that no wrong reference can have meant.

    Only of plans of which some goal is named: another is background, or new, and referenced-plan-superseded or unused-referenced-plan reports it.

    None at all while a goal has no national goal at all, or has a fault where it names them: what it lacks may be the answer.
    """
    if _in_doubt(plan):
        return
    names = _names(plan)
    for referenced in plan.plans.values():
        answered = _answered(plan, referenced, names)
        if referenced.level == "national" and not answered.isdisjoint(goal_names(referenced)):
            yield from _unanswered(referenced, answered)


def _in_doubt(plan: Plan) -> bool:
    if not all(measure.sound("national_goals") for measure in plan.measures.values()):
        return True
    if any(parse_part(name) is None for goal in plan.goals.values() for name in goal.related):
        return True
    goals = [goal for goal in plan.goals.values() if not untold(goal)]
    return any(not goal.sound("related") or (all_certain(plan, goal.related) and not plan.national_goals_of(goal)) for goal in goals)


def _names(plan: Plan) -> list[PartReference]:
    """What goals and measures in force name."""
    names = [name for goal in plan.goals.values() for name in goal.related]
    names += [name for measure in plan.measures.values() if measure.withdrawn is None for name in measure.national_goals]
    return [part for part in map(parse_part, names) if part]


def _answered(plan: Plan, referenced: ReferencedPlan, names: list[PartReference]) -> set[str]:
    """The goals that are named, and those that a misspelt name is nearest to."""
    named = {part.part for part in names if part.plan == referenced.id or part.plan not in plan.plans}
    known = goal_names(referenced)
    return named | {near for name in named - known for near in nearest(name, known)}


def _unanswered(referenced: ReferencedPlan, answered: set[str]) -> Iterator[Hit]:
    for index, goal in enumerate(referenced.goals):
        if goal.id not in answered:
            name = f"{referenced.id}#{goal.id}"
            yield hit(referenced.at("goals", index, "id"), Hint("answer-national-goal", {"name": name}), goal=goal.title)
