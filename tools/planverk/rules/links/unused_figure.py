"""unused-figure: see unused-figure.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.parts import uses_are_known
from planverk.source.prose import FigurePlace


def unused_figure(plan: Plan) -> Iterator[Hit]:
    """Hits at figures that no prose has a place for."""
    placed = {node.figure for entry in plan.entries for node in entry.prose.walk() if isinstance(node, FigurePlace)}
    for figure in plan.figures.values() if uses_are_known(plan) else ():
        if figure.id not in placed:
            yield hit(figure.at_top(), Hint("place-figure", {"name": figure.id}), title=figure.title or figure.id)
