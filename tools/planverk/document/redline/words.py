"""The words of blocks, rows, terms and sections, by which those are matched that have no name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from planverk.document.blocks import Block, Blocks, CrossReference, Definition, Note, Paragraph, Row
from planverk.document.document import Section
from planverk.document.walk import every_inline, every_line, plain
from planverk.text_diff import likeness, words_of

T = TypeVar("T")


def alike(words: Callable[[T], list[str]]) -> Callable[[T, T], float]:
    """How alike two things are by their words, from 0 to 1."""
    return lambda one, other: likeness(words(one), words(other))


def block_words(block: Block | Section) -> list[str]:
    """The words of a block or a section, without those of notes."""
    return _split(map(plain, every_line((block,))))


def blocks_words(blocks: Blocks) -> list[str]:
    return _split(map(plain, every_line(blocks)))


def definition_words(item: Definition) -> list[str]:
    return [*_split([plain(item.term)]), *blocks_words(item.blocks)]


def row_words(row: Row) -> list[str]:
    return [word for cell in row.cells for word in blocks_words(cell)]


def note_words(note: Note) -> list[str]:
    return blocks_words(note.blocks)


def reference_of(blocks: Blocks) -> str:
    """The anchor that a cell of one paragraph refers to, "" where it refers to none or to several."""
    match blocks:
        case (Paragraph(children=children),):
            found = {inline.anchor for inline in every_inline(children) if isinstance(inline, CrossReference)}
            return found.pop() if len(found) == 1 else ""
        case _:
            return ""


def _split(texts: Iterable[str]) -> list[str]:
    return [word.strip() for text in texts for word in words_of(text) if word.strip()]
