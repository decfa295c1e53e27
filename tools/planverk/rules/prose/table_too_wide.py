"""table-too-wide: see table-too-wide.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import block_location
from planverk.source.prose import Table

MOST_COLUMNS = 7


def table_too_wide(plan: Plan) -> Iterator[Hit]:
    """Hits at tables, in prose and of figures, with more than MOST_COLUMNS columns."""
    for entry in plan.entries:
        for node in entry.prose.walk():
            if isinstance(node, Table) and len(node.header) > MOST_COLUMNS:
                yield hit(block_location(entry, node), Hint("narrow-table", {}), count=str(len(node.header)), most=str(MOST_COLUMNS))
    for figure in plan.figures.values():
        columns = 1 + len(figure.series)
        if figure.kind_of == "table" and columns > MOST_COLUMNS:
            yield hit(figure.at_key("series"), Hint("narrow-table", {}), count=str(columns), most=str(MOST_COLUMNS))
