"""superseded-without-successor: see superseded-without-successor.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit


def superseded_without_successor(plan: Plan) -> Iterator[Hit]:
    """A hit at `status` where it is superseded and there is no `successor`."""
    head = plan.head
    if head.status == "superseded" and head.successor is None and head.sound("status", "successor"):
        yield hit(head.at("status"), Hint("write-successor", {}))
