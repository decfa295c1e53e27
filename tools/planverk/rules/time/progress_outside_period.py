"""A record of progress is dated outside the plan's years.

Before the plan began there was nothing to report on, and the last report comes at latest in the year after it ended. Most often the year is a slip.

Bad ``plan/progress/felles-rutine.yaml``::

    records:
      - date: 2023-09-01  # <-
        degree: started
        note: Arbeidet er i gang.
        reported_by: koordinator

Good ``plan/progress/felles-rutine.yaml``::

    records:
      - date: 2026-09-01
        degree: started
        note: Arbeidet er i gang.
        reported_by: koordinator
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "{date} er utenfor årene da planen gjelder, {begins}–{ends}",
    "nn": "{date} er utanfor åra då planen gjeld, {begins}–{ends}",
    "en": "{date} is outside the years of the plan, {begins}–{ends}",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the dates of records before the plan's first year or later than the year after its last."""
    period = plan.head.period
    if period is None:
        return
    for progress in plan.progress.values():
        for index, record in enumerate(progress.records):
            if not period.from_ <= record.date.year <= period.to + 1:
                facts = {"date": record.date.isoformat(), "begins": str(period.from_), "ends": str(period.to)}
                yield Hit(progress.at("records", index, "date"), facts, (Hint("right-date", {}),))
