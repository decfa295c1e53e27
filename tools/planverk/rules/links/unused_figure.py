"""A figure stands nowhere in the text, so no edition of the plan prints it.

A figure stands where ``![](figure:ID)`` stands alone in a paragraph. A link to it does not put it there.

Bad ``plan/figures/tabell.yaml``::

    title: Andel ensomme i kommunen  # <-
    kind: table
    data: ensomme.csv
    x: År
    series:
      - Kommunen
    unit: prosent
    alternative: Tabellen viser at andelen har gått fra 21 til 24 prosent.

Good ``plan/chapters/kunnskap.md``::

    ---
    title: Det vi vet
    ---

    Flere sier at de er ensomme [@undersokelse].

    ![](figure:ensomme)
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.parts import uses_are_known
from planverk.source.prose import FigurePlace

SEVERITY = Severity.INFO
LOSS = True
MESSAGES = {
    "nb": "figuren «{title}» står ikke noe sted i teksten",
    "nn": "figuren «{title}» står ikkje nokon stad i teksten",
    "en": "the figure “{title}” stands nowhere in the text",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at figures that no prose has a place for."""
    placed = {node.figure for entry in plan.entries for node in entry.prose.walk() if isinstance(node, FigurePlace)}
    for figure in plan.figures.values() if uses_are_known(plan) else ():
        if figure.id not in placed:
            yield hit(figure.at_top(), Hint("place-figure", {"name": figure.id}), title=figure.title or figure.id)
