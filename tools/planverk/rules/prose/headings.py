"""Headings: empty, out of order, or bold text in place of one."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import Passage, block_location, prose_passages
from planverk.source.prose import Heading, Paragraph, Strong, plain


def empty_heading(plan: Plan) -> Iterator[Hit]:
    """Hits at headings without a visible character."""
    for entry in plan.entries:
        for passage in prose_passages(entry):
            if isinstance(passage.block, Heading) and not passage.text.strip():
                yield hit(passage.at(0, passage.block.level), Hint("write-heading", {}))


def heading_skips_level(plan: Plan) -> Iterator[Hit]:
    """Hits at headings more than one level below the one before; the first counts against the highest of its text. Where a text begins at ``##``,
    what is at ``#`` further down is the odd one.
    """
    for entry in plan.entries:
        headings = [(passage, passage.block.level) for passage in prose_passages(entry) if isinstance(passage.block, Heading)]
        top = 2 if headings and headings[0][1] > 1 else 1
        highest = min((max(top, level) for _, level in headings), default=0)
        before = highest - 1
        for passage, level in headings:
            if level < top:
                yield _hit(passage, level, top, "level-above")
            elif level > before + 1:
                yield _hit(passage, level, before + 1, "level-skipped")
            before = max(top, level)


def _hit(passage: Passage, level: int, better: int, why: str) -> Hit:
    return hit(passage.at(0, max(1, len(passage.text))), Hint("mend-level", {"marks": "#" * better, "now": "#" * level}), why=why)


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
