"""bold-as-heading: see bold-as-heading.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import block_location
from planverk.source.prose import Paragraph, Strong, plain

_LONGEST = 80
"""Characters; a heading has fewer, and a warning in bold type may have more."""


def bold_as_heading(plan: Plan) -> Iterator[Hit]:
    """Hits at paragraphs of a body's own, outside lists and quotations, that are one short bold text without a full stop."""
    for entry in plan.entries:
        for block in entry.prose.blocks:
            if isinstance(block, Paragraph) and len(block.children) == 1 and isinstance(block.children[0], Strong):
                text = plain(block.children)
                if len(text) <= _LONGEST and text.strip() and text.strip()[-1] not in ".!?:;,":
                    yield hit(block_location(entry, block), Hint("heading-mark", {}), text=text)
