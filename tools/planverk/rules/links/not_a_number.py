"""A cell that a figure shows holds no number.

A chart cannot draw it, and a reader cannot compare it. Numbers may be written with decimal comma or point and with spaces between thousands; the unit
stands in the figure, not in the cells. Where a number is missing the cell stays empty or holds a dash.

Bad ``plan/data/ensomme.csv``::

    År,Kommunen
    2020,21
    2022,23 %  # <-
    2024,24

Good ``plan/data/ensomme.csv``::

    År,Kommunen
    2020,"21,5"
    2022,–
    2024,24
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Location, Severity
from planverk.model.plan import Plan, Sheet
from planverk.rules.cell_values import is_number
from planverk.rules.hits import Hit, hit
from planverk.source.cells import cell_spans

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "«{value}» er ikke et tall, men en figur viser kolonnen «{column}»",
    "nn": "«{value}» er ikkje eit tal, men ein figur viser kolonnen «{column}»",
    "en": "“{value}” is not a number, but a figure shows the column “{column}”",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the cells, of columns that are a series of some figure, that hold no number."""
    for name, sheet in plan.sheets.items():
        shown = {title for figure in plan.figures.values() if figure.data == name for title in figure.series}
        if sheet.data and shown:
            yield from _cells(plan, sheet, shown)


def _cells(plan: Plan, sheet: Sheet, shown: set[str]) -> Iterator[Hit]:
    assert sheet.data is not None
    wrong = [
        (row, column, cell)
        for row, cells in enumerate(sheet.data.rows, start=1)
        for column, cell in enumerate(cells)
        if sheet.data.header[column] in shown and not is_number(cell)
    ]
    spans = cell_spans(plan.texts[sheet.path]) if wrong else ()
    for row, column, cell in wrong:
        yield hit(Location(sheet.path, spans[row][column]), Hint("write-number", {}), value=cell, column=sheet.data.header[column])
