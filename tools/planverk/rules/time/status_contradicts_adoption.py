"""status-contradicts-adoption: see status-contradicts-adoption.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit


def status_contradicts_adoption(plan: Plan) -> Iterator[Hit]:
    """A hit at `status` where it is draft or hearing and there is an `adoption`."""
    head = plan.head
    if head.adoption and head.status in ("draft", "hearing"):
        yield hit(head.at("status"), Hint("settle-status", {}), status=head.status, date=head.adoption.date.isoformat())
