"""Tables without a header, without their line of hyphens, or too wide to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint, Location
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import block_location, typed_paragraphs
from planverk.source.prose import Table, plain


def table_without_header(plan: Plan) -> Iterator[Hit]:
    """Hits at tables in prose with an empty heading in another column than the first."""
    for entry in plan.entries:
        for node in entry.prose.walk():
            if isinstance(node, Table):
                empty = [str(number) for number, cell in enumerate(node.header, start=1) if number > 1 and not plain(cell).strip()]
                if empty:
                    yield hit(block_location(entry, node), Hint("head-columns", {}), columns=", ".join(empty))


_ROWS = re.compile(r"^[ \t]*(?P<row>\|[^\n]*\|)[ \t]*$|^(?P<tabs>[^\n\t]+\t[^\n]*\S)[ \t]*\n[^\n\t]+\t[^\n]*\S", re.MULTILINE)


def broken_table(plan: Plan) -> Iterator[Hit]:
    """Hits at the first such line of each paragraph."""
    for entry in plan.entries:
        for start, text in typed_paragraphs(entry):
            if found := _ROWS.search(text):
                row = "row" if found["row"] else "tabs"
                yield hit(Location(entry.path, entry.prose.lines.span(start + found.start(row), start + found.end(row))), Hint("table-form", {}))


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
