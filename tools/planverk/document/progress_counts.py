"""How far the measures have come, counted: for the plan as a whole and for each goal."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planverk.document.context import Context
from planverk.document.records import Degree, Tally
from planverk.model.data_entries import Record
from planverk.model.prose_entries import Measure

DEGREES = ("done", "mostly-done", "started", "planned", "not-started", "stopped")
"""The degrees of progress, the furthest first."""

UNREPORTED = "unreported"
"""The degree of a measure of which no progress is reported."""

TALLIED = (*DEGREES, UNREPORTED)
"""All that measures are counted by, in order."""


def tallies(context: Context) -> dict[str, Tally]:
    """Under "" the tally of all measures, under a goal's anchor that of its own; none for a plan without measures."""
    plan = context.plan
    if not plan.measures:
        return {}
    goals = {context.anchor("goal", goal.id): tally(context, plan.measures_below(goal)) for goal in plan.goals_in_order}
    return {"": tally(context, plan.measures_in_order), **goals}


def tally(context: Context, measures: Sequence[Measure]) -> Tally:
    """The measures by how far they have come; those without a record are counted apart."""
    standing = [measure for measure in measures if not measure.withdrawn]
    last = [last_record(context, measure) for measure in standing]
    found = [record.degree if record else UNREPORTED for record in last]
    counted = tuple(Degree(key, context.words[f"degree-{key}"], found.count(key)) for key in TALLIED if key in found)
    return Tally(_line(context, counted, len(standing)), len(standing), counted)


def last_record(context: Context, measure: Measure) -> Record | None:
    """The newest record of a measure's progress."""
    progress = context.plan.progress.get(measure.id)
    return progress.newest_first[0] if progress and progress.records else None


def measure_count(context: Context, total: int) -> str:
    """«1 tiltak», «11 tiltak»."""
    return context.say("measures-one" if total == 1 else "measures-many", total=total)


def _line(context: Context, degrees: tuple[Degree, ...], total: int) -> str:
    if not any(degree.key != UNREPORTED for degree in degrees):
        return context.say("tally-none", measures=measure_count(context, total)) if total else context.say("tally-empty")
    return tally_line(context.say, degrees, measure_count(context, total))


def tally_line(say: Callable[..., str], degrees: Sequence[Degree], measures: str) -> str:
    """«Av 20 tiltak: 3 gjennomført og 17 ikke meldt.», in what `say` makes of the words of documents."""
    parts = [say("tally-part", count=degree.count, degree=degree.text[:1].lower() + degree.text[1:]) for degree in degrees]
    joined = f" {say('and')} ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
    return say("tally-some", measures=measures, parts=joined)
