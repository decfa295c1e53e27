"""Deadlines and progress, against the period of the plan and the reporting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.model.prose_entries import Measure
from planverk.rules.dates import months_after
from planverk.rules.hits import Hit, hit
from planverk.source.yaml import Route

# --- deadline-outside-period ---


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


# --- progress-outside-period ---


def progress_outside_period(plan: Plan) -> Iterator[Hit]:
    """Hits at the dates of records before the plan's first year or later than the year after its last."""
    period = plan.head.period
    if period is None:
        return
    for progress in plan.progress.values():
        for index, record in enumerate(progress.records):
            if not period.from_ <= record.date.year <= period.to + 1:
                facts = {"date": record.date.isoformat(), "begins": str(period.from_), "ends": str(period.to)}
                yield Hit(progress.at("records", index, "date"), facts, (Hint("right-date", {}),))


# --- stale-progress ---


def stale_progress(plan: Plan, day: date) -> Iterator[Hit]:
    """Hits at the date of the last record of measures in force whose next report was due before the day."""
    for progress in plan.progress.values():
        measure = plan.measures.get(progress.id)
        if not (measure and measure.reporting and progress.records) or measure.withdrawn:
            continue
        index, last = max(enumerate(progress.records), key=lambda record: record[1].date)
        if plan.head.period and last.date.year < plan.head.period.from_:
            continue  # progress-outside-period says it
        months = measure.reporting.interval_months
        if last.degree not in ("done", "stopped") and months_after(last.date, months) < day:
            place = progress.at("records", index, "date")
            yield hit(place, Hint("add-record", {}), date=last.date.isoformat(), months=str(months))
