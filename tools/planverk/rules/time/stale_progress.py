"""stale-progress: see stale-progress.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.dates import months_after
from planverk.rules.hits import Hit, hit


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
