"""chart-without-numbers: see chart-without-numbers.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.data_entries import Figure
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.source.numbers import MISSING
from planverk.source.table import Data


def chart_without_numbers(plan: Plan) -> Iterator[Hit]:
    """Hits at the data of lines and bars whose columns are there and say everywhere that a number is missing."""
    for figure in plan.figures.values():
        sheet = plan.sheets.get(figure.data or "")
        if sheet and sheet.data and figure.kind_of in ("line", "bar") and figure.sound("data", "series") and _is_empty(figure, sheet.data):
            yield hit(figure.at("data"), Hint("numbers-or-why", {"path": sheet.path}), path=sheet.path)


def _is_empty(figure: Figure, data: Data) -> bool:
    shown = [name for name in figure.series if name in data.header]
    return len(shown) == len(figure.series) > 0 and all(cell in MISSING for name in shown for cell in data.column(name))
