"""A cell that a figure shows may mean two numbers.

To a Norwegian Excel and to accountants ``1.024`` is a thousand and twenty-four; to most programs that save numbers it is a little more than one. A
figure that took one for the other would be wrong by a thousand, and nobody would see it. In an English plan the same goes for ``1,024``.

Bad ``plan/data/ensomme.csv``::

    År,Kommunen
    2020,980
    2022,1.024  # <-
    2024,-2.500  # <-

Good ``plan/data/ensomme.csv``::

    År,Kommunen
    2020,980
    2022,1 024
    2024,-2500
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.shown_cells import shown_cells
from planverk.source.numbers import readings

SEVERITY = Severity.ERROR
LOSS = True
MESSAGES = {
    "nb": "«{value}» kan leses som to ulike tall: {first} og {second}",
    "nn": "«{value}» kan lesast som to ulike tal: {first} og {second}",
    "en": "“{value}” can be read as two different numbers: {first} and {second}",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the cells, of columns that are a series of some figure, whose mark may part thousands or decimals."""
    language = plan.head.language
    for shown in shown_cells(plan, lambda cell: readings(cell, language) is not None):
        first, second = readings(shown.text, language) or ("", "")
        yield hit(shown.location, Hint("write-either", {"first": first, "second": second}), value=shown.text, first=first, second=second)
