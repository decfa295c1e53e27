"""figure-placed-twice: see figure-placed-twice.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Location
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.source.prose import FigurePlace


def figure_placed_twice(plan: Plan) -> Iterator[Hit]:
    """Hits at the second and later places of a figure, in the order in which entries are read."""
    seen: dict[str, Location] = {}
    for entry in plan.entries:
        for node in entry.prose.walk():
            if isinstance(node, FigurePlace):
                here = entry.within(node)
                first = seen.setdefault(node.figure, here)
                if first is not here:
                    place = f"{first.path}:{first.span.start.line}"
                    yield hit(here, Hint("link-to-figure", {"name": node.figure}), name=node.figure, place=place)
