"""The canonical form of prose: blocks and inlines without places, texts that stand side by side as one, footnotes by the order of their calls."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any, assert_never
from unicodedata import normalize

from planverk.source.prose import (
    Block,
    Citation,
    Emphasis,
    FigurePlace,
    FootnoteCall,
    Foreign,
    HardBreak,
    Heading,
    Inline,
    Link,
    List,
    Paragraph,
    Prose,
    Quote,
    Strong,
    Table,
    Text,
)

_SPACE = re.compile(r"[ \t\n]+")


def prose_form(prose: Prose) -> dict[str, Any]:
    """`prose`, and `footnotes` where any is called; neither for prose without a block. A footnote that nothing calls is not part of it."""
    writer = _Writer(prose)
    blocks = writer.blocks(prose.blocks)
    notes: list[Any] = []
    while len(notes) < len(writer.called):  # a footnote may call another, and itself
        label = list(writer.called)[len(notes)]
        notes.append(writer.blocks(prose.footnotes[label].blocks) if label in prose.footnotes else [])
    return ({"prose": blocks} if blocks else {}) | ({"footnotes": notes} if notes else {})


class _Writer:
    """Writes forms; `called` holds the labels of footnotes in the order of their first call, each with its number."""

    def __init__(self, prose: Prose) -> None:
        self.prose = prose
        self.called: dict[str, int] = {}

    def blocks(self, blocks: Iterable[Block]) -> list[Any]:
        return [self.block(block) for block in blocks]

    def block(self, block: Block) -> dict[str, Any]:
        match block:
            case Paragraph():
                return {"type": "paragraph", "children": self.inlines(block.children)}
            case Heading():
                return {"type": "heading", "level": block.level, "children": self.inlines(block.children)}
            case List():
                items = [self.blocks(item) for item in block.items]
                return {"type": "list", "items": items} if block.first is None else {"type": "list", "first": block.first, "items": items}
            case Quote():
                return {"type": "quote", "blocks": self.blocks(block.blocks)}
            case Table():
                rows = [[self.inlines(cell) for cell in row] for row in block.rows]
                return {"type": "table", "header": [self.inlines(cell) for cell in block.header], "rows": rows, "aligned": list(block.aligned)}
            case FigurePlace():
                return {"type": "figure", "figure": block.figure}
            case _:
                assert_never(block)

    def inlines(self, inlines: Iterable[Inline]) -> list[Any]:
        found: list[Any] = []
        for is_text, run in groupby(inlines, key=lambda inline: isinstance(inline, Text)):
            if is_text:
                text = "".join(inline.text for inline in run if isinstance(inline, Text))
                found.append({"type": "text", "text": _SPACE.sub(" ", normalize("NFC", text))})
            else:
                found += [self.inline(inline) for inline in run]
        return found

    def inline(self, inline: Inline) -> dict[str, Any]:
        match inline:
            case Text():
                return {"type": "text", "text": inline.text}
            case Emphasis():
                return {"type": "emphasis", "children": self.inlines(inline.children)}
            case Strong():
                return {"type": "strong", "children": self.inlines(inline.children)}
            case Foreign():
                return {"type": "foreign", "language": inline.language, "children": self.inlines(inline.children)}
            case HardBreak():
                return {"type": "break"}
            case Link():
                return {"type": "link", "target": normalize("NFC", inline.target), "children": self.inlines(inline.children)}
            case Citation():
                return {"type": "citation", "source": inline.source}
            case FootnoteCall():
                return {"type": "footnote", "number": self.called.setdefault(inline.label, len(self.called) + 1)}
            case _:
                assert_never(inline)
