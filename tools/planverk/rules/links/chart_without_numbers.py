"""The columns that a chart shows hold no number at all.

A line or a bar needs a number to be drawn from. Where all of them are missing, the figure says so instead: ``data_missing`` tells why, and is printed
in the place of the chart.

Bad ``plan/data/ensomme.csv``::

    År,Kommunen
    2020,–
    2022,:

Bad ``plan/figures/ensomme.yaml``::

    title: Andel som sier at de er ensomme
    kind: bar
    data: ensomme.csv  # <-
    x: År
    series:
      - Kommunen
    unit: prosent
    alternative: Andelen går fra 21 prosent i 2020 til 24 prosent i 2024.

Good ``plan/figures/ensomme.yaml``::

    title: Andel som sier at de er ensomme
    kind: bar
    data_missing: Tallene blir lagt fram våren 2027.
    alternative: Andelen går fra 21 prosent i 2020 til 24 prosent i 2024.
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.data_entries import Figure
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.source.numbers import MISSING
from planverk.source.table import Data

SEVERITY = Severity.ERROR
LOSS = True
MESSAGES = {
    "nb": "figuren har ingen tall å tegne: alle rutene i {path} sier at tallet mangler",
    "nn": "figuren har ingen tal å teikne: alle rutene i {path} seier at talet manglar",
    "en": "the chart has no number to draw: all cells of {path} say that there is none",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the data of lines and bars whose columns are there and say everywhere that a number is missing."""
    for figure in plan.figures.values():
        sheet = plan.sheets.get(figure.data or "")
        if sheet and sheet.data and figure.kind_of in ("line", "bar") and figure.sound("data", "series") and _is_empty(figure, sheet.data):
            yield hit(figure.at("data"), Hint("numbers-or-why", {"path": sheet.path}), path=sheet.path)


def _is_empty(figure: Figure, data: Data) -> bool:
    shown = [name for name in figure.series if name in data.header]
    return len(shown) == len(figure.series) > 0 and all(cell in MISSING for name in shown for cell in data.column(name))
