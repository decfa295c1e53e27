"""A figure stands in more than one place.

A figure or table has one number and one place. Where it is spoken of again, link to it: ``[tabell 1](figure:ensomme)``.

Bad ``plan/chapters/kunnskap.md``::

    ---
    title: Det vi vet
    ---

    Flere sier at de er ensomme [@undersokelse].

    ![](figure:ensomme)

    ![](figure:ensomme)  # <-

Good ``plan/chapters/kunnskap.md``::

    ---
    title: Det vi vet
    ---

    Flere sier at de er ensomme [@undersokelse].

    ![](figure:ensomme)

    Se også [figuren](figure:ensomme).
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Location, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.source.prose import FigurePlace

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "figuren «{name}» er allerede plassert i {place}",
    "nn": "figuren «{name}» er alt plassert i {place}",
    "en": "the figure “{name}” has been placed already, in {place}",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the second and later places of a figure, in the order in which entries are read."""
    seen: dict[str, Location] = {}
    for entry in plan.entries:
        for node in entry.prose.walk():
            if isinstance(node, FigurePlace):
                here = entry.within(node)
                first = seen.setdefault(node.figure, here)
                if first is not here:
                    place = f"{first.path}:{first.span.start.line}"
                    yield hit(here, Hint("link-to-figure", {"name": node.figure}), name=node.figure, place=place)
