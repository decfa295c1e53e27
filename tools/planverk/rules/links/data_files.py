"""What figures show of data files, and what a spreadsheet would make of their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint, Location, Position, Replacement, Span, did_you_mean
from planverk.ids import nearest
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import cells
from planverk.source.numbers import MISSING, MOST_DIGITS, is_computed, is_number, readings
from planverk.source.table import cell_spans
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
            header = sheet.data.header
            named: list[tuple[Route, str]] = [(("x",), figure.x or ""), *((("series", index), name) for index, name in enumerate(figure.series))]
            for route, name in named:
                if name and name not in header:
                    remedies = did_you_mean(nearest(name, header)) or (Hint("columns-are", {"columns": ", ".join(f"«{title}»" for title in header)}),)
                    yield hit(figure.at(*route), *remedies, name=name, path=sheet.path)


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
        if sheet and sheet.data and figure.kind_of in ("line", "bar") and figure.sound("data", "series"):
            shown = [sheet.data.column(name) for name in figure.series if name in sheet.data.header]
            if len(shown) == len(figure.series) > 0 and all(MISSING.issuperset(column) for column in shown):
                yield hit(figure.at("data"), Hint("numbers-or-why", {"path": sheet.path}), path=sheet.path)


_SHORTENED = re.compile(r"[-+−]?[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+")
_DIGITS = re.compile(r"[-+−]?[0-9\s]+(?:[.,][0-9]+)?")
_MARK = re.compile("[.,'’]")
_GROUPED = re.compile(r"[-+−]?[0-9]{1,3}(?:[.,'’][0-9]{3})+(?:[.,][0-9]+)?")


def not_a_number(plan: Plan) -> Iterator[Hit]:
    """Hits at the cells, of columns that are a series of some figure, that hold no number."""
    language = plan.head.language
    for cell in cells(plan, lambda text, shown: shown and not is_number(text, language) and not readings(text, language)):
        yield hit(cell.location, _remedy(cell.text, language), value=cell.text, column=cell.column)


def _remedy(cell: str, language: str) -> Hint:
    if _SHORTENED.fullmatch(cell):
        return Hint("number-in-full", {})
    if _GROUPED.fullmatch(cell):
        *whole, last = _MARK.split(cell)
        marks = _MARK.findall(cell)
        is_fraction = len(last) != 3 or marks[-1] != marks[0]  # two marks that differ: the last one is the decimals'
        better = " ".join(whole) + ("." if language == "en" else ",") + last if is_fraction else " ".join((*whole, last))
        return Hint("write-so", {"better": better})
    if len(cell) > MOST_DIGITS and _DIGITS.fullmatch(cell):
        return Hint("fewer-digits", {"digits": str(MOST_DIGITS)})
    return Hint("write-number", {})


def ambiguous_number(plan: Plan) -> Iterator[Hit]:
    """Hits at the cells, of columns that are a series of some figure, whose mark may part thousands or decimals."""
    language = plan.head.language
    for cell in cells(plan, lambda text, shown: shown and readings(text, language) is not None):
        first, second = readings(cell.text, language) or ("", "")
        yield hit(cell.location, Hint("write-either", {"first": first, "second": second}), value=cell.text, first=first, second=second)


def formula_in_cell(plan: Plan) -> Iterator[Hit]:
    """Hits at the cells, headers among them, that a spreadsheet would compute; what should be a number has a finding of its own (not-a-number)."""
    for text, row, _, place in cells(plan, lambda text, shown: not shown and is_computed(text)):
        if text.startswith("-"):
            line, column = place.span.start
            sign = Location(place.path, Span(place.span.start, Position(line, column + 1)))
            fix = Replacement(sign, "-", "–", asked=True) if row else None  # a header is left to its author: figures name it
            yield hit(place, Hint("write-dash", {}), fix=fix, value=text)
        else:
            yield hit(place, Hint("begin-with-letter", {}), value=text)
