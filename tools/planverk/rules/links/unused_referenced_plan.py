"""unused-referenced-plan: see unused-referenced-plan.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.parts import uses_are_known


def unused_referenced_plan(plan: Plan) -> Iterator[Hit]:
    """Hits at referenced plans of which nothing names the plan, a goal or a measure."""
    for referenced in plan.plans.values() if uses_are_known(plan) else ():
        users = plan.referrers.get(("plan", referenced.id), ())
        if not any(found.entry is not referenced for found in users):
            yield hit(referenced.at_top(), title=referenced.title or referenced.id)
