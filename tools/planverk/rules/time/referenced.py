"""Functions and plans that no longer hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planverk.diagnostics import Hint, Severity, did_you_mean
from planverk.model.plan import Plan
from planverk.model.prose_entries import Measure
from planverk.rules.hits import Hit, hit, line_of


def function_no_longer_valid(plan: Plan, day: date) -> Iterator[Hit]:
    """Hits where a measure in force names a function, as responsible or as participant, that ended before the day."""
    for reference in plan.references:
        function = plan.functions.get(reference.name) if reference.kind == "function" and reference.route else None
        if function is None or not isinstance(reference.entry, Measure) or reference.entry.withdrawn:
            continue
        if function.valid and function.valid.to and function.valid.to < day:
            known = did_you_mean((str(function.successor),)) if function.successor in plan.functions else (Hint("name-function-of-today", {}),)
            yield hit(reference.location, *known, title=function.title or function.id, date=function.valid.to.isoformat())


def referenced_plan_expires(plan: Plan) -> Iterator[Hit]:
    """Hits at the last year of referenced plans that name no successor and end before this plan; information alone where it only draws on them."""
    if plan.head.period is None:
        return
    end = plan.head.period.to
    for referenced in plan.plans.values():
        if referenced.period and referenced.period.to < end and referenced.successor is None and referenced.sound("successor"):
            facts = {"title": referenced.title or referenced.id, "year": str(referenced.period.to), "end": str(end)}
            severity = None if referenced.follows else Severity.INFO
            yield Hit(referenced.at("period", "to"), facts, (Hint("look-for-successor", {}),), severity=severity)


def referenced_plan_superseded(plan: Plan, day: date) -> Iterator[Hit]:
    """Hits at `successor` of plans that something still refers to, once the successor's period has begun."""
    for referenced in plan.plans.values():
        successor = plan.plans.get(referenced.successor or "")
        users = [found for found in plan.referrers.get(("plan", referenced.id), ()) if found.entry.kind != "plan"]
        if successor and users and (successor.period is None or successor.period.from_ <= day.year):
            facts = {"successor": successor.title or successor.id, "times": str(len(users))}
            yield Hit(referenced.at("successor"), facts, (Hint("refer-to-successor", {"place": line_of(users[0].location)}),))
