"""What figures show of data files, and what a spreadsheet would make of their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from planverk.diagnostics import Hint, Location, Position, Replacement, Span, did_you_mean
from planverk.ids import nearest
from planverk.model.data_entries import Figure
from planverk.model.plan import Plan, Sheet
from planverk.rules.hits import Hit, hit
from planverk.rules.shown_cells import shown_cells
from planverk.source.numbers import MISSING, MOST_DIGITS, is_number, readings
from planverk.source.table import Data, cell_spans
from planverk.source.yaml import Route


def missing_data_file(plan: Plan) -> Iterator[Hit]:
    """Hits at `data` where it is not the name of a file in plan/data."""
    for figure in plan.figures.values():
        if figure.data and figure.sound("data") and figure.data not in plan.sheets:
            near = did_you_mean(nearest(figure.data.rsplit("/", 1)[-1], plan.sheets))
            yield hit(figure.at("data"), *(near or (Hint("add-data-file", {}),)), name=figure.data)


def missing_column(plan: Plan) -> Iterator[Hit]:
    """Hits at `x` and at items of `series` that are no title in the header of the data file."""
    for figure in plan.figures.values():
        sheet = plan.sheets.get(figure.data or "")
        if sheet and sheet.data and figure.sound("data"):
            for route, name in _columns(figure):
                if name not in sheet.data.header:
                    yield hit(figure.at(*route), *_remedies(name, sheet, sheet.data.header), name=name, path=sheet.path)


def _columns(figure: Figure) -> Iterator[tuple[Route, str]]:
    if figure.x:
        yield ("x",), figure.x
    yield from ((("series", index), name) for index, name in enumerate(figure.series))


def _remedies(name: str, sheet: Sheet, header: tuple[str, ...]) -> tuple[Hint, ...]:
    near = did_you_mean(nearest(name, header))
    return near or (Hint("columns-are", {"columns": ", ".join(f"«{title}»" for title in header)}),)


def repeated_column(plan: Plan) -> Iterator[Hit]:
    """Hits at the second title and those after it, where a figure names the title."""
    for name, sheet in plan.sheets.items():
        header = sheet.data.header if sheet.data else ()
        shown = {title for figure in plan.figures.values() if figure.data == name for title in (figure.x, *figure.series)}
        repeated = [at for at, title in enumerate(header) if title in shown and title in header[:at]]
        spans = cell_spans(plan.texts[sheet.path])[0] if repeated else ()
        yield from (hit(Location(sheet.path, spans[at]), Hint("name-columns-apart", {}), name=header[at]) for at in repeated)


def chart_without_numbers(plan: Plan) -> Iterator[Hit]:
    """Hits at the data of lines and bars whose columns are there and say everywhere that a number is missing."""
    for figure in plan.figures.values():
        sheet = plan.sheets.get(figure.data or "")
        if sheet and sheet.data and figure.kind_of in ("line", "bar") and figure.sound("data", "series") and _is_empty(figure, sheet.data):
            yield hit(figure.at("data"), Hint("numbers-or-why", {"path": sheet.path}), path=sheet.path)


def _is_empty(figure: Figure, data: Data) -> bool:
    shown = [name for name in figure.series if name in data.header]
    return len(shown) == len(figure.series) > 0 and all(cell in MISSING for name in shown for cell in data.column(name))


_SHORTENED = re.compile(r"[-+−]?[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+")
_DIGITS = re.compile(r"[-+−]?[0-9\s]+(?:[.,][0-9]+)?")
_GROUPED = re.compile(r"[-+−]?[0-9]{1,3}(?:[.,'’][0-9]{3})+(?:[.,][0-9]+)?")


def not_a_number(plan: Plan) -> Iterator[Hit]:
    """Hits at the cells, of columns that are a series of some figure, that hold no number."""
    language = plan.head.language
    for shown in shown_cells(plan, lambda cell: not is_number(cell, language) and not readings(cell, language)):
        yield hit(shown.location, _remedy(shown.text, language), value=shown.text, column=shown.column)


def _remedy(cell: str, language: str) -> Hint:
    if _SHORTENED.fullmatch(cell):
        return Hint("number-in-full", {})
    if _GROUPED.fullmatch(cell):
        whole, mark, decimals = cell.rpartition("." if language == "en" else ",")
        thousands = re.sub("[.,'’]", " ", whole) + mark + decimals if len(decimals) != 3 and whole else re.sub("[.,'’]", " ", cell)
        return Hint("write-so", {"better": thousands})
    if len(cell) > MOST_DIGITS and _DIGITS.fullmatch(cell):
        return Hint("fewer-digits", {"digits": str(MOST_DIGITS)})
    return Hint("write-number", {})


def ambiguous_number(plan: Plan) -> Iterator[Hit]:
    """Hits at the cells, of columns that are a series of some figure, whose mark may part thousands or decimals."""
    language = plan.head.language
    for shown in shown_cells(plan, lambda cell: readings(cell, language) is not None):
        first, second = readings(shown.text, language) or ("", "")
        yield hit(shown.location, Hint("write-either", {"first": first, "second": second}), value=shown.text, first=first, second=second)


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
