"""What a measure may be found by: goal, national goals, functions, level, deadline, how far it has come."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.document.context import Context
from planverk.document.facts import goal_label, national_goal_title
from planverk.document.progress_counts import TALLIED, UNREPORTED, last_record
from planverk.document.records import Facet
from planverk.document.typography import sort_key, typeset
from planverk.model.prose_entries import Measure

LEVELS = ("universal", "selective", "indicated")


def facets_of(context: Context, measure: Measure) -> tuple[Facet, ...]:
    """The facets in the order of FACETS; what the measure does not declare has none."""
    return (*_goal(context, measure), *_national_goals(context, measure), *_functions(context, measure), *_when_and_how_far(context, measure))


def _goal(context: Context, measure: Measure) -> Iterator[Facet]:
    """The measure's goals and those above them, so that who chooses one of them finds all that stands below."""
    plan = context.plan
    goals = {each.id: each for home in plan.goals_of(measure) for each in (home, *reversed(plan.goals_above(home)))}
    for goal in goals.values():
        numbers = [each.number or 99_999 for each in (*plan.goals_above(goal), goal)]
        yield Facet("goal", goal.id, typeset(f"{goal_label(context, goal)}: {goal.title}"), ".".join(f"{number:05}" for number in numbers))


def _national_goals(context: Context, measure: Measure) -> Iterator[Facet]:
    plans = list(context.plan.plans)
    for part in context.plan.national_goals_of(measure):
        goals = [goal.id for goal in context.plan.plans[part.plan].goals]
        place = goals.index(part.part) if part.part in goals else len(goals)
        rank = f"{plans.index(part.plan):05}-{place:05}"
        yield Facet("national-goal", f"{part.plan}.{part.part}", national_goal_title(context, part.plan, part.part), rank)


def _functions(context: Context, measure: Measure) -> Iterator[Facet]:
    """The responsible function, then those that take part."""
    for name in dict.fromkeys((*measure.responsible, *measure.participants)):
        function = context.plan.functions.get(name)
        if function:
            yield Facet("function", name, typeset(function.title or name), " ".join(sort_key(function.title or name)))


def _when_and_how_far(context: Context, measure: Measure) -> Iterator[Facet]:
    if measure.level:
        yield Facet("level", measure.level, context.words[f"level-{measure.level}"], str(LEVELS.index(measure.level)))
    if due := measure.due:
        year = str(due.end.year) if due.end else due.text
        yield Facet("deadline", year, year if due.end else context.when(due), due.order.isoformat())
    record = last_record(context, measure)
    degree = record.degree if record else UNREPORTED
    yield Facet("progress", degree, context.words[f"degree-{degree}"], str(TALLIED.index(degree)))
