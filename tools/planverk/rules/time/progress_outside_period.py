"""progress-outside-period: see progress-outside-period.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit


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
