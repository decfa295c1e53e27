"""formula-in-cell: see formula-in-cell.md beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from planverk.diagnostics import Hint, Location, Position, Replacement, Span
from planverk.model.plan import Plan, Sheet
from planverk.rules.hits import Hit, hit
from planverk.source.numbers import MISSING
from planverk.source.table import cell_spans

_SIGNS = tuple("=+-@＝＋－＠")
"""With the wide forms, which some spreadsheets read alike."""
_SEPARATOR = re.compile(r"[,;\t\r\n]")
_AMOUNT = re.compile(r"[-+]?[0-9\s.,]+%?")


def formula_in_cell(plan: Plan) -> Iterator[Hit]:
    """Hits at the cells, headers among them, that a spreadsheet would compute; what should be a number has a finding of its own (not-a-number)."""
    for name, sheet in plan.sheets.items():
        shown = {title for figure in plan.figures.values() if figure.data == name for title in figure.series}
        if sheet.data:
            numbers = {column for column, title in enumerate(sheet.data.header) if title in shown}
            yield from _cells(plan, sheet, (sheet.data.header, *sheet.data.rows), numbers)


def _cells(plan: Plan, sheet: Sheet, rows: tuple[tuple[str, ...], ...], numbers: Set[int]) -> Iterator[Hit]:
    wrong = [
        (at, column, cell)
        for at, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if _is_computed(cell) and not (at and column in numbers)
    ]
    spans = cell_spans(plan.texts[sheet.path]) if wrong else ()
    for at, column, cell in wrong:
        span = spans[at][column]
        if cell.startswith("-"):
            yield hit(Location(sheet.path, span), Hint("write-dash", {}), fix=_dash(sheet.path, span) if at else None, value=cell)
        else:
            yield hit(Location(sheet.path, span), Hint("begin-with-letter", {}), value=cell)


def _is_computed(cell: str) -> bool:
    if _is_amount(cell):
        return False
    pieces = (piece.strip(" \u00a0\"'") for piece in _SEPARATOR.split(cell))
    return any(piece.startswith(_SIGNS) and not _is_amount(piece) for piece in pieces)


def _is_amount(text: str) -> bool:
    return text in MISSING or _AMOUNT.fullmatch(text) is not None


def _dash(path: str, span: Span) -> Replacement:
    """A dash in place of the hyphen, once the author says so. A header is left to its author: figures name it."""
    line, column = span.start
    return Replacement(Location(path, Span(Position(line, column), Position(line, column + 1))), "-", "–", asked=True)
