"""A heading stands more than one level below the one before it.

Screen readers jump from heading to heading by level; where one is skipped, a reader believes that something is missing (WCAG 2.1, 1.3.1). The title
in the front matter is the first level, so headings in the text begin at ``##``, and ``###`` stands below a ``##``.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen gjelder fra 2025 og bygger på [folkehelsemeldingen](plan:folkehelse).

    ## Bakgrunn

    #### Spørsmål til innbyggerne  # <-

    Kommunen spør innbyggerne annethvert år.

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen gjelder fra 2025 og bygger på [folkehelsemeldingen](plan:folkehelse).

    ## Bakgrunn

    ### Spørsmål til innbyggerne

    Kommunen spør innbyggerne annethvert år.
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import Passage, prose_passages
from planverk.source.prose import Heading

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "overskriften hopper over et nivå",
    "nn": "overskrifta hoppar over eit nivå",
    "en": "the heading skips a level",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at headings more than one level below the one before; the first counts against the highest of its text."""
    for entry in plan.entries:
        headings = _headings(entry)
        before = min((level for _, level in headings), default=0)
        for passage, level in headings:
            if level > before + 1 or (passage is headings[0][0] and level > before):
                yield hit(passage.at(0, max(1, len(passage.text))), Hint("mend-level", {"marks": "#" * (before + 1)}))
            before = level


def _headings(entry: Entry) -> list[tuple[Passage, int]]:
    return [(passage, passage.block.level) for passage in prose_passages(entry) if isinstance(passage.block, Heading)]
