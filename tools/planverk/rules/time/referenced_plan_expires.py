"""referenced-plan-expires: see referenced-plan-expires.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit


def referenced_plan_expires(plan: Plan) -> Iterator[Hit]:
    """Hits at the last year of referenced plans that name no successor and end before this plan."""
    if plan.head.period is None:
        return
    end = plan.head.period.to
    for referenced in plan.plans.values():
        if referenced.period and referenced.period.to < end and referenced.successor is None and referenced.sound("successor"):
            facts = {"title": referenced.title or referenced.id, "year": str(referenced.period.to), "end": str(end)}
            yield Hit(referenced.at("period", "to"), facts, (Hint("look-for-successor", {}),))
