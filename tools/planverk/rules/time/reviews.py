"""What is to be gone through again: helplines, entries and the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.model.reading_states import suspects
from planverk.rules.dates import months_after
from planverk.rules.hits import Hit, hit

# --- helpline-unchecked ---


MONTHS = 12


def helpline_unchecked(plan: Plan, day: date) -> Iterator[Hit]:
    """A hit at `checked` where it lies more than MONTHS before the day."""
    if plan.help and plan.help.checked and months_after(plan.help.checked, MONTHS) < day:
        yield hit(plan.help.at("checked"), Hint("check-helplines", {}), date=plan.help.checked.isoformat())


# --- review-overdue ---


def review_overdue(plan: Plan, day: date) -> Iterator[Hit]:
    """A hit where an adopted plan's review or end lies in an earlier year than the day: at the interval, or at the period's last year."""
    head = plan.head
    if head.status != "adopted" or head.period is None:
        return
    review = head.period.from_ + head.review.interval_years - 1 if head.review else head.period.to
    due, route = min((review, ("review", "interval_years")), (head.period.to, ("period", "to")))
    if day.year > due:
        yield hit(head.at(*route), Hint("revise-plan", {}), year=str(due))


# --- suspect-since-review ---


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
