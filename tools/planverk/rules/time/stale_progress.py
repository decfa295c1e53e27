"""The last record of a measure's progress is older than its reporting allows.

``reporting.interval_months`` promises how often the measure is reported on. A measure that is done, stopped or withdrawn needs no more records.

Bad ``plan/progress/felles-rutine.yaml``::

    records:
      - date: 2025-03-01  # <-
        degree: started
        note: Arbeidet er i gang.
        reported_by: koordinator

Good ``plan/progress/felles-rutine.yaml``::

    records:
      - date: 2025-03-01
        degree: started
        note: Arbeidet er i gang.
        reported_by: koordinator
      - date: 2026-03-02
        degree: mostly-done
        note: Rutinen er prøvd ut.
        reported_by: koordinator
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.dates import months_after
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "siste rapport er fra {date}, men tiltaket skal rapporteres hver {months}. måned",
    "nn": "siste rapport er frå {date}, men tiltaket skal rapporterast kvar {months}. månad",
    "en": "the last report is from {date}, but the measure is to be reported on every {months} months",
}


def check_on(plan: Plan, day: date) -> Iterator[Hit]:
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
