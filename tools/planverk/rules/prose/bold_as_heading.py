"""A line of bold type stands alone, like a heading that is none.

It looks like a heading and is a paragraph: it is missing in the contents and in the bookmarks, and who moves from heading to heading with a screen
reader passes it by.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    **Bakgrunn**  # <-

    Planen bygger på [folkehelsemeldingen](plan:folkehelse).

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    ## Bakgrunn

    Planen bygger på [folkehelsemeldingen](plan:folkehelse).
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import block_location
from planverk.source.prose import Paragraph, Strong, plain

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "«{text}» ser ut som en overskrift, men er et avsnitt med halvfet skrift",
    "nn": "«{text}» ser ut som ei overskrift, men er eit avsnitt med halvfeit skrift",
    "en": "“{text}” looks like a heading, and is a paragraph in bold type",
}
_LONGEST = 80
"""Characters; a heading has fewer, and a warning in bold type may have more."""


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at paragraphs of a body's own, outside lists and quotations, that are one short bold text without a full stop."""
    for entry in plan.entries:
        for block in entry.prose.blocks:
            if isinstance(block, Paragraph) and len(block.children) == 1 and isinstance(block.children[0], Strong):
                text = plain(block.children)
                if len(text) <= _LONGEST and text.strip() and text.strip()[-1] not in ".!?:;,":
                    yield hit(block_location(entry, block), Hint("heading-mark", {}), text=text)
