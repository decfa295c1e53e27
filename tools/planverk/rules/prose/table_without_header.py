"""A column of a table has no heading.

A screen reader reads a cell together with the heading of its column; without one the cell is a bare word or number (WCAG 2.1, 1.3.1). The first
column may go without where its cells are the headings of the rows.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse).

    |  |  |  # <-
    | --- | --- |
    | 2020 | 21 |
    | 2024 | 24 |

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse).

    | År | Prosent |
    | --- | --- |
    | 2020 | 21 |
    | 2024 | 24 |
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import block_location
from planverk.source.prose import Table, plain

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "tabellen mangler overskrift på kolonne {columns}",
    "nn": "tabellen manglar overskrift på kolonne {columns}",
    "en": "the table lacks a heading on column {columns}",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at tables in prose with an empty heading in another column than the first."""
    for entry in plan.entries:
        for node in entry.prose.walk():
            if isinstance(node, Table):
                empty = [str(number) for number, cell in enumerate(node.header, start=1) if number > 1 and not plain(cell).strip()]
                if empty:
                    yield hit(block_location(entry, node), Hint("head-columns", {}), columns=", ".join(empty))
