"""referenced-plan-superseded: see referenced-plan-superseded.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planverk.diagnostics import Hint, Location
from planverk.model.plan import Plan
from planverk.rules.hits import Hit


def referenced_plan_superseded(plan: Plan, day: date) -> Iterator[Hit]:
    """Hits at `successor` of plans that something still refers to, once the successor's period has begun."""
    for referenced in plan.plans.values():
        successor = plan.plans.get(referenced.successor or "")
        users = [found for found in plan.referrers.get(("plan", referenced.id), ()) if found.entry.kind != "plan"]
        if successor and users and (successor.period is None or successor.period.from_ <= day.year):
            facts = {"successor": successor.title or successor.id, "times": str(len(users))}
            yield Hit(referenced.at("successor"), facts, (Hint("refer-to-successor", {"place": _place(users[0].location)}),))


def _place(location: Location) -> str:
    return f"{location.path}:{location.span.start.line}"
