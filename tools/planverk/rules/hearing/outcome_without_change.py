"""outcome-without-change: see outcome-without-change.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit


def outcome_without_change(plan: Plan) -> Iterator[Hit]:
    """A hit at `outcome` where it is accepted or partly and there is no `change`."""
    for statement in plan.statements.values():
        if statement.outcome in ("accepted", "partly") and not statement.change and statement.sound("organisation", "change"):
            yield hit(statement.at("outcome"), Hint("write-change", {}), organisation=statement.organisation or statement.id)
