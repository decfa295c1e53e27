"""Whether the plan answers the national goals that it refers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planverk.diagnostics import Hint
from planverk.ids import nearest, parse_part
from planverk.model.plan import Plan
from planverk.model.prose_entries import Goal, Measure
from planverk.rules.hits import Hit, hit
from planverk.rules.resolved import all_certain, untold


def goal_without_national_goal(plan: Plan) -> Iterator[Hit]:
    """Hits at `related` of goals that name no goal of a national plan, in plans that follow one; none where a name leads nowhere, since it may be the
    national one."""
    for goal in plan.goals.values() if plan.followed else ():
        if goal.sound("related") and not untold(goal) and _names_none(plan, goal, goal.related):
            yield hit(goal.at_key("related"), _remedy(plan, "relate-national-goal"))


def measure_without_national_goal(plan: Plan) -> Iterator[Hit]:
    """Hits at the national goals that a measure names where none is one, in plans that follow a national plan.

    A measure that names none takes those of its goal, and a goal without any is goal-without-national-goal: one fault, said once.
    """
    for measure in plan.measures.values() if plan.followed else ():
        named = measure.national_goals if measure.sound("national_goals") and not measure.withdrawn and not untold(measure) else ()
        if named and _names_none(plan, measure, named):
            yield hit(measure.at_key("national_goals"), _remedy(plan, "name-national-goal"))


def _names_none(plan: Plan, entry: Goal | Measure, names: Iterable[str]) -> bool:
    """True where the names all lead somewhere, and none to a national goal."""
    return all_certain(plan, names) and not plan.national_goals_of(entry)


def _remedy(plan: Plan, key: str) -> Hint:
    """The hint of the key, with the first national goal of the plans that are followed as an example."""
    names = (f"{referenced.id}#{goal.id}" for referenced in plan.followed for goal in referenced.goals)
    return Hint(key, {"example": next(names, f"{plan.followed[0].id}#…")})


def national_goal_unanswered(plan: Plan) -> Iterator[Hit]:
    """Hits at the goals of national plans that are followed, that nothing names, and that no wrong reference can have meant.

    Only of plans of which some goal is named: another is background, or new, and referenced-plan-superseded or unused-referenced-plan reports it.

    None at all while a goal has no national goal at all, or has a fault where it names them: what it lacks may be the answer.
    """
    if _in_doubt(plan):
        return
    names = [name for goal in plan.goals.values() for name in goal.related]
    names += [name for measure in plan.measures.values() if measure.withdrawn is None for name in measure.national_goals]
    parts = [part for part in map(parse_part, names) if part]
    for referenced in plan.followed:
        known = referenced.goal_names
        named = {part.part for part in parts if part.plan == referenced.id or part.plan not in plan.plans}
        answered = named | {near for name in named - known for near in nearest(name, known)}  # a misspelt name is meant for the nearest
        for index, goal in enumerate(referenced.goals if answered & known else ()):
            if goal.id not in answered:
                name = f"{referenced.id}#{goal.id}"
                yield hit(referenced.at("goals", index, "id"), Hint("answer-national-goal", {"name": name}), goal=goal.title)


def _in_doubt(plan: Plan) -> bool:
    if not all(measure.sound("national_goals") for measure in plan.measures.values()):
        return True
    if any(parse_part(name) is None for goal in plan.goals.values() for name in goal.related):
        return True
    return any(not goal.sound("related") or _names_none(plan, goal, goal.related) for goal in plan.goals.values() if not untold(goal))
