"""unused-source: see unused-source.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.parts import uses_are_known


def unused_source(plan: Plan) -> Iterator[Hit]:
    """Hits at sources that no citation and no field names."""
    for source in plan.sources.values() if uses_are_known(plan) else ():
        if ("source", source.id) not in plan.referrers:
            yield hit(source.at_top(), Hint("cite-source", {"name": source.id}), title=source.title or source.id)
