"""not-a-number: see not-a-number.md beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.shown_cells import shown_cells
from planverk.source.numbers import MOST_DIGITS, is_number, readings

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
