"""adoption-missing: see adoption-missing.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit


def adoption_missing(plan: Plan) -> Iterator[Hit]:
    """A hit at `status` where it is adopted and there is no `adoption`."""
    head = plan.head
    if head.status == "adopted" and head.adoption is None and head.sound("status", "adoption"):
        yield hit(head.at("status"), Hint("write-adoption", {}))
