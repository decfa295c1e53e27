"""A cell that a figure shows holds no number.

A chart cannot draw it, and a reader cannot compare it. Numbers may be written with decimal comma or point and with spaces between thousands; the unit
stands in the figure, not in the cells. Where a number is missing the cell stays empty or holds a dash. A number that has become ``1,2E+10`` was
shortened by the spreadsheet: its digits are not in the file.

Bad ``plan/data/ensomme.csv``::

    År,Kommunen
    2020,21
    2022,23 %  # <-
    2023,1.250.000  # <-
    2024,"2,4E+10"  # <-

Good ``plan/data/ensomme.csv``::

    År,Kommunen
    2020,"21,5"
    2022,–
    2023,1 250 000
    2024,24000000000
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.shown_cells import shown_cells
from planverk.source.numbers import MOST_DIGITS, is_number, readings

SEVERITY = Severity.ERROR
LOSS = True
MESSAGES = {
    "nb": "«{value}» er ikke et tall, men en figur viser kolonnen «{column}»",
    "nn": "«{value}» er ikkje eit tal, men ein figur viser kolonnen «{column}»",
    "en": "“{value}” is not a number, but a figure shows the column “{column}”",
}
_SHORTENED = re.compile(r"[-+−]?[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+")
_DIGITS = re.compile(r"[-+−]?[0-9\s]+(?:[.,][0-9]+)?")
_GROUPED = re.compile(r"[-+−]?[0-9]{1,3}(?:[.,'’][0-9]{3})+(?:[.,][0-9]+)?")


def check(plan: Plan) -> Iterator[Hit]:
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
