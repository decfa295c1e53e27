"""A data file has two columns with the same title, and a figure shows the title.

Nobody can tell which of the two is meant, and the one that is not taken would be printed nowhere.

Bad ``plan/data/ensomme.csv``::

    År,Kommunen,Kommunen  # <-
    2020,21,19
    2022,23,20
    2024,24,22

Good ``plan/data/ensomme.csv``::

    År,Kommunen,Kommunen i fjor
    2020,21,19
    2022,23,20
    2024,24,22
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Location, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.source.table import cell_spans

SEVERITY = Severity.ERROR
LOSS = True
MESSAGES = {
    "nb": "to kolonner heter «{name}», og en figur viser kolonnen",
    "nn": "to kolonnar heiter «{name}», og ein figur viser kolonnen",
    "en": "two columns are called “{name}”, and a figure shows the column",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the second title and those after it, where a figure names the title."""
    for name, sheet in plan.sheets.items():
        header = sheet.data.header if sheet.data else ()
        shown = {title for figure in plan.figures.values() if figure.data == name for title in (figure.x, *figure.series)}
        repeated = [at for at, title in enumerate(header) if title in shown and title in header[:at]]
        spans = cell_spans(plan.texts[sheet.path])[0] if repeated else ()
        yield from (hit(Location(sheet.path, spans[at]), Hint("name-columns-apart", {}), name=header[at]) for at in repeated)
