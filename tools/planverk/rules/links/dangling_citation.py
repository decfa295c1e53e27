"""dangling-citation: see dangling-citation.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, did_you_mean
from planverk.ids import nearest
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit, near_fix


def dangling_citation(plan: Plan) -> Iterator[Hit]:
    """Hits at every citation in prose whose source is not there."""
    for reference in plan.references:
        if reference.kind == "source" and not reference.route and reference.name not in plan.sources:
            near = did_you_mean(nearest(reference.name, plan.sources))
            remedies = near or (Hint("add-source", {"name": reference.name}),)
            yield hit(reference.location, *remedies, fix=near_fix(reference.location, reference.name, near), name=reference.name)
