"""A cell of a data file is a formula to the spreadsheet that opens the file.

The numbers behind figures are offered for download on the site. A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a
formula, unless it is a number: at best it shows ``#NAME?`` in place of the text, at worst it runs what somebody put there. This goes for what follows
a comma or a semicolon inside a cell as well, since spreadsheets differ in what they part cells by.

Bad ``plan/data/ensomme.csv``::

    År,Kommunen,Merknad
    2020,21,
    2022,23,- uten studenter  # <-
    2024,24,"=HYPERLINK(""https://example.com"")"  # <-

Good ``plan/data/ensomme.csv``::

    År,Kommunen,Merknad
    2020,-21,
    2022,23,– uten studenter
    2024,24,-
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from planverk.diagnostics import Hint, Location, Position, Replacement, Severity, Span
from planverk.model.plan import Plan, Sheet
from planverk.rules.hits import Hit, hit
from planverk.source.numbers import MISSING
from planverk.source.table import cell_spans

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "et regneark leser «{value}» som en formel, og filen kan lastes ned fra nettstedet",
    "nn": "eit rekneark les «{value}» som ein formel, og fila kan lastast ned frå nettstaden",
    "en": "a spreadsheet reads “{value}” as a formula, and the file can be downloaded from the site",
}
_SIGNS = tuple("=+-@＝＋－＠")
"""With the wide forms, which some spreadsheets read alike."""
_SEPARATOR = re.compile(r"[,;\t\r\n]")
_AMOUNT = re.compile(r"[-+]?[0-9\s.,]+%?")


def check(plan: Plan) -> Iterator[Hit]:
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
