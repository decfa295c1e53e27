"""The paragraphs of a Document, as those of its Word file are read: to see what an edit prints without a Word file being made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, assert_never

from planverk.document.blocks import (
    Block,
    Blocks,
    BulletList,
    Card,
    Definition,
    DefinitionList,
    Figure,
    Inlines,
    LineBreak,
    Note,
    NumberedList,
    Paragraph,
    Quote,
    Revised,
    Table,
    Text,
)
from planverk.document.document import Document, Section
from planverk.document.walk import every_inline, is_blank
from planverk.review_import.changes import plain
from planverk.word.tracked_document import OBJECT


class ComposedLine(NamedTuple):
    """What a paragraph says, and what it is: a heading of a level from 1, an item of a list, or neither; and whether it stands in a note."""

    text: str
    level: int = 0
    item: bool = False
    note: bool = False


def composed_lines(document: Document) -> list[ComposedLine]:
    """The paragraphs of cover, colophon, help and sections, then those of the notes."""
    cover = (document.publisher, document.title, document.period, document.cover_line, document.status.line)
    lines = [
        *((ComposedLine(OBJECT),) if document.look.logo else ()),
        *(line for text in cover for line in _line((Text(text),))),
        *_section(document.colophon),
        *(_block(document.help) if document.help else ()),
        *(line for section in document.sections for line in _section(section)),
    ]
    return sorted(lines, key=lambda line: line.note)


def _section(section: Section) -> Iterator[ComposedLine]:
    yield from _line(section.heading, section.level)
    yield from _blocks(section.blocks)
    for below in section.sections:
        yield from _section(below)


def _blocks(blocks: Blocks, narrow: bool = False) -> Iterator[ComposedLine]:
    for block in blocks:
        yield from _block(block, narrow)


def _block(block: Block, narrow: bool = False, item: bool = False) -> Iterator[ComposedLine]:
    """The lines of a block; in `narrow` places a term and its meaning have no tab between them."""
    match block:
        case Paragraph(children=children):
            yield from _line(children, item=item)
        case BulletList(items=items) | NumberedList(items=items):
            for blocks in items:
                yield from (line for number, below in enumerate(blocks) for line in _block(below, True, not number))
        case DefinitionList(items=definitions):
            for definition in definitions:
                yield from _fact(definition, narrow) if block.role == "facts" else _under(definition.term, definition.blocks, narrow)
        case Quote(blocks=blocks):
            yield from _blocks(blocks, True)
        case Revised(blocks=blocks):
            yield from _blocks(blocks, narrow)
        case Card(title=title, blocks=blocks):
            yield from _under(title, blocks, narrow)
        case Table(columns=columns, rows=rows):
            yield from (line for title in (block.heading, *(column.title for column in columns)) for line in _line(title))
            yield from (line for row in rows for cell in row.cells for line in _blocks(cell, True))
        case Figure(table=table, notes=notes):
            yield from _line(block.heading)
            yield from (ComposedLine(OBJECT),) if block.chart else _line((Text(block.alternative),))
            yield from _blocks((*((table,) if table else ()), *notes), narrow)
        case _:
            assert_never(block)


def _under(title: Inlines, blocks: Blocks, narrow: bool) -> Iterator[ComposedLine]:
    yield from _line(title)
    yield from _blocks(blocks, narrow)


def _fact(fact: Definition, narrow: bool) -> Iterator[ComposedLine]:
    """A term with the first paragraph of its meaning on one line."""
    first = fact.blocks[0] if fact.blocks else None
    if isinstance(first, Paragraph) and not is_blank(first.children):
        yield from _under((*fact.term, Text(": " if narrow else "\t"), *first.children), fact.blocks[1:], narrow)
    else:
        yield from _under(fact.term, fact.blocks, narrow)


def _line(inlines: Inlines, level: int = 0, item: bool = False) -> Iterator[ComposedLine]:
    if is_blank(inlines):
        return
    text, notes = "", list[Note]()
    for inline in every_inline(inlines):
        if isinstance(inline, Note):
            notes.append(inline)
        text += inline.text if isinstance(inline, Text) else "\n" if isinstance(inline, LineBreak) else OBJECT if isinstance(inline, Note) else ""
    yield ComposedLine(plain(text), level, item)
    yield from (line._replace(note=True) for note in notes for line in _blocks(note.blocks, True))
