"""What is due or late: deadlines, progress, and what is to be gone through again."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.model.prose_entries import Measure
from planverk.model.review_stamps import suspects
from planverk.rules.hits import Hit, hit
from planverk.source.yaml import Route


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the month's last day where it has no such day; at most the last day that a date can hold."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def deadline_outside_period(plan: Plan) -> Iterator[Hit]:
    """Hits at the dates of measures in force that lie in no year of the plan."""
    period = plan.head.period
    if period is None:
        return
    facts = {"begins": str(period.from_), "ends": str(period.to)}
    for measure in plan.measures.values():
        for route, text, day in _dates(measure):
            if day and not period.from_ <= day.year <= period.to:
                yield Hit(measure.at(*route), {"date": text, **facts}, (Hint("move-date", {}),))


def _dates(measure: Measure) -> Iterator[tuple[Route, str, date | None]]:
    """The end of the deadline, and the begin and the end of the period, as typed and as days; None for what goes on."""
    if measure.withdrawn:
        return
    if measure.deadline:
        yield ("deadline",), measure.deadline.text, measure.deadline.end
    if measure.period:
        yield ("period", "from"), measure.period.from_.text, measure.period.from_.begin
        yield ("period", "to"), measure.period.to.text, measure.period.to.end


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


def stale_progress(plan: Plan, day: date) -> Iterator[Hit]:
    """Hits at the date of the last record of measures in force whose next report was due before the day."""
    for progress in plan.progress.values():
        measure = plan.measures.get(progress.id)
        if not (measure and measure.reporting and progress.records) or measure.withdrawn:
            continue
        last = progress.newest_first[0]
        if plan.head.period and last.date.year < plan.head.period.from_:
            continue  # progress-outside-period says it
        months = measure.reporting.interval_months
        if last.degree not in ("done", "stopped") and months_after(last.date, months) < day:
            place = progress.at("records", progress.records.index(last), "date")
            yield hit(place, Hint("add-record", {}), date=last.date.isoformat(), months=str(months))


MONTHS = 12


def helpline_unchecked(plan: Plan, day: date) -> Iterator[Hit]:
    """A hit at `checked` where it lies more than MONTHS before the day."""
    if plan.help and plan.help.checked and months_after(plan.help.checked, MONTHS) < day:
        yield hit(plan.help.at("checked"), Hint("check-helplines", {}), date=plan.help.checked.isoformat())


def review_overdue(plan: Plan, day: date) -> Iterator[Hit]:
    """A hit where an adopted plan's review or end lies in an earlier year than the day: at the interval, or at the period's last year."""
    head = plan.head
    if head.status != "adopted" or head.period is None:
        return
    review = head.period.from_ + head.review.interval_years - 1 if head.review else head.period.to
    due, route = min((review, ("review", "interval_years")), (head.period.to, ("period", "to")))
    if day.year > due:
        yield hit(head.at(*route), Hint("revise-plan", {}), year=str(due))


MOST_NAMES = 5
"""Entries that a hint names."""


def suspect_since_review(plan: Plan) -> Iterator[Hit]:
    """A hit at the top of every entry whose review stamp no longer holds."""
    for suspect in suspects(plan):
        review, names = suspect.review, suspect.others
        listed = ", ".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")
        hints = (*((Hint("leans-on", {"names": listed}),) if names else ()), Hint("read-again", {"name": suspect.entry.key, "by": review.by}))
        why = "text-differs" if suspect.itself else "what-it-leans-on"
        day = review.date.isoformat() if review.date else ""
        yield hit(suspect.entry.at_top(), *hints, name=suspect.entry.key, why=why, by=review.by, date=day)
