"""The text calls a footnote that the file does not hold.

``[^1]`` calls the footnote that begins with ``[^1]:`` in the same file. Without it the mark leads nowhere.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen gjelder fra 2025 og bygger på [folkehelsemeldingen](plan:folkehelse).[^1]
    Kommunen spør innbyggerne annethvert år.[^2]  # <-

    [^1]: Meldingen kom i 2023.

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen gjelder fra 2025 og bygger på [folkehelsemeldingen](plan:folkehelse).[^1]

    [^1]: Meldingen kom i 2023.
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.source.prose import FootnoteCall

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "fotnoten «{name}» finnes ikke i denne filen",
    "nn": "fotnoten «{name}» finst ikkje i denne fila",
    "en": "this file holds no footnote “{name}”",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at every call whose label no footnote of the file has."""
    for entry in plan.entries:
        for node in entry.prose.walk():
            if isinstance(node, FootnoteCall) and node.label not in entry.prose.footnotes:
                yield hit(entry.within(node), Hint("write-footnote", {"name": node.label}), name=node.label)
