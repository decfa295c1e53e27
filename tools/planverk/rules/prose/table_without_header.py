"""table-without-header: see table-without-header.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import block_location
from planverk.source.prose import Table, plain


def table_without_header(plan: Plan) -> Iterator[Hit]:
    """Hits at tables in prose with an empty heading in another column than the first."""
    for entry in plan.entries:
        for node in entry.prose.walk():
            if isinstance(node, Table):
                empty = [str(number) for number, cell in enumerate(node.header, start=1) if number > 1 and not plain(cell).strip()]
                if empty:
                    yield hit(block_location(entry, node), Hint("head-columns", {}), columns=", ".join(empty))
