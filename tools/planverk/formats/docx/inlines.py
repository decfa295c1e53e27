"""Inlines as pandoc's AST."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, assert_never

from planverk.document.blocks import (
    Blocks,
    CrossReference,
    Deleted,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    Mark,
    Note,
    Strong,
    Text,
)
from planverk.formats.clean import clean, clean_address
from planverk.formats.docx.ooxml import bookmark
from planverk.formats.pandoc import NO_ATTRIBUTES, Node, text

LABEL, MISSING = "Planverk Label", "Planverk Missing Text"
MARKS: dict[Mark, str] = {"inserted": "Planverk_Inserted", "deleted": "Planverk_Deleted"}
ROW_MARKS: dict[Mark, str] = {"inserted": "Planverk_Row_Inserted", "deleted": "Planverk_Row_Deleted"}
"""Bookmarks by which the emitter tells the finishing what came in or went out whole. No anchor's bookmark begins with a capital."""


def span(style: str, *children: Node) -> Node:
    """A run of characters in a style of its own."""
    return {"t": "Span", "c": [["", [], [["custom-style", style]]], list(children)]}


def mark_of(mark: Mark | Literal[""]) -> list[Node]:
    """What tells, at the beginning of a paragraph and until it is finished, that the whole of it came in or went out; nothing where it did not."""
    return [_place(MARKS[mark])] if mark else []


def mark_of_row(mark: Mark) -> list[Node]:
    """The same of a row, in a paragraph of its own."""
    return [_place(ROW_MARKS[mark])]


def _place(name: str) -> Node:
    return {"t": "Span", "c": [[name, [], []], []]}


def _changed(kind: str, children: list[Node]) -> Node:
    """Pandoc's insertion or deletion, whose author and date are put in afterwards."""
    return {"t": "Span", "c": [["", [kind], [["author", ""], ["date", ""]]], children]}


def inlines(given: Inlines, note: Callable[[Blocks], list[Node]]) -> list[Node]:
    """The inlines as nodes; `note` emits what stands in a note."""
    return [_inline(each, note) for each in given]


def _inline(inline: Inline, note: Callable[[Blocks], list[Node]]) -> Node:
    match inline:
        case Text(text=characters):
            return text(clean(characters))
        case Emphasis(children=children):
            return {"t": "Emph", "c": inlines(children, note)}
        case Strong(children=children):
            return {"t": "Strong", "c": inlines(children, note)}
        case Inserted(children=children):
            return _changed("insertion", inlines(children, note))
        case Deleted(children=children):
            return _changed("deletion", inlines(children, note))
        case Foreign(language=language, children=children):
            return {"t": "Span", "c": [["", [], [["lang", language]]], inlines(children, note)]}
        case LineBreak():
            return {"t": "LineBreak"}
        case Link(address=target, children=children):
            return {"t": "Link", "c": [NO_ATTRIBUTES, inlines(children, note), [clean_address(target), ""]]}
        case CrossReference(anchor=anchor, children=children):
            return {"t": "Link", "c": [NO_ATTRIBUTES, inlines(children, note), [f"#{bookmark(anchor)}", ""]]}
        case Note(blocks=blocks):
            return {"t": "Note", "c": note(blocks)}
        case _:
            assert_never(inline)
