"""broken-table: see broken-table.md beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint, Location
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import typed_paragraphs

_ROWS = re.compile(r"^[ \t]*(?P<row>\|[^\n]*\|)[ \t]*$|^(?P<tabs>[^\n\t]+\t[^\n]*\S)[ \t]*\n[^\n\t]+\t[^\n]*\S", re.MULTILINE)


def broken_table(plan: Plan) -> Iterator[Hit]:
    """Hits at the first such line of each paragraph."""
    for entry in plan.entries:
        for start, text in typed_paragraphs(entry):
            if found := _ROWS.search(text):
                row = "row" if found["row"] else "tabs"
                yield hit(Location(entry.path, entry.prose.lines.span(start + found.start(row), start + found.end(row))), Hint("table-form", {}))
