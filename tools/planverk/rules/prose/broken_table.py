"""Lines look like the rows of a table, and make none.

A table begins with a row of headings, and under it stands a line of hyphens for each column. Without them, and without an empty line above, the rows
are printed as they are typed, in one paragraph. So is a table that was pasted from a word processor or a spreadsheet, with tabs between its cells.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse).

    | 2020 | 21 |  # <-
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

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint, Location, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import typed_paragraphs

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "disse linjene blir ikke en tabell",
    "nn": "desse linjene blir ikkje ein tabell",
    "en": "these lines do not become a table",
}
_ROWS = re.compile(r"^[ \t]*(?P<row>\|[^\n]*\|)[ \t]*$|^(?P<tabs>[^\n\t]+\t[^\n]*\S)[ \t]*\n[^\n\t]+\t[^\n]*\S", re.MULTILINE)


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the first such line of each paragraph."""
    for entry in plan.entries:
        for start, text in typed_paragraphs(entry):
            if found := _ROWS.search(text):
                row = "row" if found["row"] else "tabs"
                yield hit(Location(entry.path, entry.prose.lines.span(start + found.start(row), start + found.end(row))), Hint("table-form", {}))
