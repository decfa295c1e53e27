"""A web address stands in a text and leads nowhere.

It can be read and not clicked, and a screen reader spells it. A link has a name that says where it leads.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse). Les mer på https://www.helsenorge.no/ om helse.  # <-

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse). Les mer om helse på [helsenorge.no](https://www.helsenorge.no/).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint, Location, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.source.prose import Link, Text, walk_inlines

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "adressen «{address}» er ikke en lenke",
    "nn": "adressa «{address}» er ikkje ei lenkje",
    "en": "the address “{address}” is no link",
}
_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>()\[\]«»\"]*[^\s<>()\[\]«»\".,;:!?]")

_BROKEN_LINK = re.compile(r"(?:\][ \t]*\(|\)\[)\Z")
"""What stands before the address of a link that is none; broken-markup says it."""


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at web addresses in prose that stand in no link."""
    for entry in plan.entries:
        nodes = list(entry.prose.walk())
        linked = {below.start for node in nodes if isinstance(node, Link) for below in walk_inlines(node.children) if isinstance(below, Text)}
        for node in nodes:
            if isinstance(node, Text) and node.start not in linked and len(node.text) == node.end - node.start:
                for found in _ADDRESS.finditer(node.text):
                    if _BROKEN_LINK.search(entry.prose.lines.text, max(0, node.start + found.start() - 20), node.start + found.start()):
                        continue
                    place = Location(entry.path, entry.prose.lines.span(node.start + found.start(), node.start + found.end()))
                    address = found[0] if found[0].startswith("http") else f"https://{found[0]}"
                    yield hit(place, Hint("name-the-address", {"address": address}), address=found[0])
