"""The cells of data files that figures show as numbers, with their places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from planverk.diagnostics import Location
from planverk.model.data_entries import Figure
from planverk.model.plan import Plan
from planverk.source.table import cell_spans


class ShownCell(NamedTuple):
    """A cell: what it holds, the title of its column, and its place."""

    text: str
    column: str
    location: Location


def shown_cells(plan: Plan, wanted: Callable[[str], bool], figures: Callable[[Figure], bool] = bool) -> Iterator[ShownCell]:
    """The cells with a text that is wanted, of the columns that are a series of a figure of those kinds."""
    for name, sheet in plan.sheets.items():
        shown = {title for figure in plan.figures.values() if figure.data == name and figures(figure) for title in figure.series}
        if sheet.data and shown:
            header = sheet.data.header
            found = [
                (row, column, cell)
                for row, cells in enumerate(sheet.data.rows, start=1)
                for column, cell in enumerate(cells)
                if header[column] in shown and wanted(cell)
            ]
            spans = cell_spans(plan.texts[sheet.path]) if found else ()
            yield from (ShownCell(cell, header[column], Location(sheet.path, spans[row][column])) for row, column, cell in found)
