"""repeated-column: see repeated-column.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Location
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.source.table import cell_spans


def repeated_column(plan: Plan) -> Iterator[Hit]:
    """Hits at the second title and those after it, where a figure names the title."""
    for name, sheet in plan.sheets.items():
        header = sheet.data.header if sheet.data else ()
        shown = {title for figure in plan.figures.values() if figure.data == name for title in (figure.x, *figure.series)}
        repeated = [at for at, title in enumerate(header) if title in shown and title in header[:at]]
        spans = cell_spans(plan.texts[sheet.path])[0] if repeated else ()
        yield from (hit(Location(sheet.path, spans[at]), Hint("name-columns-apart", {}), name=header[at]) for at in repeated)
