"""incomplete-entry: see incomplete-entry.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit


def incomplete_entry(plan: Plan) -> Iterator[Hit]:
    """Hits at the field that says so."""
    for entry in plan.entries:
        if entry.incomplete:
            yield hit(entry.at("incomplete"))
