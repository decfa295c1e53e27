"""review-overdue: see review-overdue.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit


def review_overdue(plan: Plan, day: date) -> Iterator[Hit]:
    """A hit where an adopted plan's review or end lies in an earlier year than the day: at the interval, or at the period's last year."""
    head = plan.head
    if head.status != "adopted" or head.period is None:
        return
    review = head.period.from_ + head.review.interval_years - 1 if head.review else head.period.to
    due, route = min((review, ("review", "interval_years")), (head.period.to, ("period", "to")))
    if day.year > due:
        yield hit(head.at(*route), Hint("revise-plan", {}), year=str(due))
