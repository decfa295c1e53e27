"""A table has more columns than a page, or a telephone, has room for.

On paper the words break after a few letters, and on a small screen a reader scrolls sideways and loses the row. Turn the table, part it in two, or
show the most important columns.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse).

    | Tjeneste | 2018 | 2019 | 2020 | 2021 | 2022 | 2023 | 2024 |  # <-
    | --- | --- | --- | --- | --- | --- | --- | --- |
    | Legevakt | 21 | 22 | 23 | 23 | 23 | 24 | 24 |

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse).

    | År | Legevakt |
    | --- | --- |
    | 2018 | 21 |
    | 2024 | 24 |
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import block_location
from planverk.source.prose import Table

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "tabellen har {count} kolonner, og det er plass til {most}",
    "nn": "tabellen har {count} kolonnar, og det er plass til {most}",
    "en": "the table has {count} columns, and there is room for {most}",
}
MOST_COLUMNS = 7


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at tables, in prose and of figures, with more than MOST_COLUMNS columns."""
    for entry in plan.entries:
        for node in entry.prose.walk():
            if isinstance(node, Table) and len(node.header) > MOST_COLUMNS:
                yield hit(block_location(entry, node), Hint("narrow-table", {}), count=str(len(node.header)), most=str(MOST_COLUMNS))
    for figure in plan.figures.values():
        columns = 1 + len(figure.series)
        if figure.kind_of == "table" and columns > MOST_COLUMNS:
            yield hit(figure.at_key("series"), Hint("narrow-table", {}), count=str(columns), most=str(MOST_COLUMNS))
