"""listed-twice: see listed-twice.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.data_entries import Figure
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.model.planfile import PlanFile
from planverk.rules.hits import Hit, hit
from planverk.source.yaml import Route


def listed_twice(plan: Plan) -> Iterator[Hit]:
    """Hits at the second and later of equal items in `contents`, in the lists of references, and in a figure's series."""
    for entry in plan.entries:
        seen: dict[tuple[Route, str], int] = {}
        for route, name in _items(entry):
            line = entry.at(*route).span.start.line
            first = seen.setdefault((route[:-1], name), line)
            if first != line:
                yield hit(entry.at(*route), Hint("remove-one", {}), name=name, line=str(first))


def _items(entry: Entry) -> Iterator[tuple[Route, str]]:
    for route, _, name in entry.named():
        if isinstance(route[-1], int):
            yield route, name
    if isinstance(entry, PlanFile):
        yield from ((("contents", index), name) for index, name in enumerate(entry.contents))
    elif isinstance(entry, Figure):
        yield from ((("series", index), name) for index, name in enumerate(entry.series))
