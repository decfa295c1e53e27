"""ambiguous-number: see ambiguous-number.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.shown_cells import shown_cells
from planverk.source.numbers import readings


def ambiguous_number(plan: Plan) -> Iterator[Hit]:
    """Hits at the cells, of columns that are a series of some figure, whose mark may part thousands or decimals."""
    language = plan.head.language
    for shown in shown_cells(plan, lambda cell: readings(cell, language) is not None):
        first, second = readings(shown.text, language) or ("", "")
        yield hit(shown.location, Hint("write-either", {"first": first, "second": second}), value=shown.text, first=first, second=second)
