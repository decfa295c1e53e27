"""What looks like a heading or a list and is not marked as one: bold paragraphs in a document without headings, and bullets that were typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planverk.importing.foreign import Block, Heading, List, Paragraph

_BULLET = re.compile(r"[•▪●◦‣∙■□➢✓\uf0b7\uf0a7]\s*|[-–*]\s+(?=\S)")
_ENDED = re.compile(r"[.:;,!?]\s*\Z")
_LONGEST = 14
"""Words of a heading that nothing but its looks tells."""


def by_looks(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with headings and lists where the source only made paragraphs look so."""
    lacks_headings = not any(isinstance(block, Heading) for block in blocks)
    items: list[tuple[Block, ...]] = []
    for block in blocks:
        bullet = _BULLET.match(block.text.plain) if isinstance(block, Paragraph) else None
        if bullet and isinstance(block, Paragraph):
            items.append((Paragraph(block.text.cut(bullet.end())),))
            continue
        if items:
            yield List(tuple(items))
            items = []
        yield Heading(1, block.text) if lacks_headings and isinstance(block, Paragraph) and _looks_like_heading(block) else block
    if items:
        yield List(tuple(items))


def _looks_like_heading(block: Paragraph) -> bool:
    text = block.text.plain.strip()
    bold = all(run.bold for run in block.text.runs if run.text.strip())
    return bold and not block.role and not _ENDED.search(text) and len(text.split()) <= _LONGEST and any(char.isalpha() for char in text)
