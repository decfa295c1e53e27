"""A footnote calls another footnote.

No output has notes within notes: the call would stand as it is typed, and the second note would be printed nowhere. What it says belongs in the
text of the first one. A citation in a footnote is no call: it is printed in brackets.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen gjelder fra 2025 og bygger på [folkehelsemeldingen](plan:folkehelse).[^1]

    [^1]: Kommunen spør innbyggerne.[^2]  # <-

    [^2]: Annethvert år.

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen gjelder fra 2025 og bygger på [folkehelsemeldingen](plan:folkehelse).[^1]

    [^1]: Kommunen spør innbyggerne (annethvert år).
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.source.prose import FootnoteCall, walk_blocks

SEVERITY = Severity.ERROR
LOSS = True
MESSAGES = {
    "nb": "en fotnote kan ikke vise til en annen fotnote («{name}»)",
    "nn": "ein fotnote kan ikkje vise til ein annan fotnote («{name}»)",
    "en": "a footnote cannot call another footnote (“{name}”)",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at every call that stands in a footnote and leads to one."""
    for entry in plan.entries:
        notes = entry.prose.footnotes
        for node in (node for note in notes.values() for node in walk_blocks(note.blocks)):
            if isinstance(node, FootnoteCall) and node.label in notes:
                yield hit(entry.within(node), Hint("note-in-brackets", {}), name=node.label)
