"""deadline-outside-period: see deadline-outside-period.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.model.prose_entries import Measure
from planverk.rules.hits import Hit
from planverk.source.yaml import Route


def deadline_outside_period(plan: Plan) -> Iterator[Hit]:
    """Hits at the dates of measures in force that lie in no year of the plan."""
    period = plan.head.period
    if period is None:
        return
    facts = {"begins": str(period.from_), "ends": str(period.to)}
    for measure in plan.measures.values():
        for route, day in _dates(measure):
            if not period.from_ <= day.year <= period.to:
                yield Hit(measure.at(*route), {"date": day.isoformat(), **facts}, (Hint("move-date", {}),))


def _dates(measure: Measure) -> Iterator[tuple[Route, date]]:
    if measure.withdrawn:
        return
    if measure.deadline:
        yield ("deadline",), measure.deadline
    if measure.period:
        yield ("period", "from"), measure.period.from_
        yield ("period", "to"), measure.period.to
