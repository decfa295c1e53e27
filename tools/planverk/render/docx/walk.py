"""Walks a document in reading order, the order in which Word's body holds its tables and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from planverk.document.blocks import (
    Block,
    Blocks,
    BulletList,
    Card,
    CrossReference,
    DefinitionList,
    Document,
    Emphasis,
    Figure,
    Inlines,
    LineBreak,
    Link,
    Note,
    NumberedList,
    Paragraph,
    Quote,
    Section,
    Strong,
    Table,
    Text,
)


def document_sections(document: Document) -> Iterator[Section]:
    """Every section, the colophon first."""
    for top in (document.colophon, *document.sections):
        yield from sections(top)


def sections(section: Section) -> Iterator[Section]:
    """The section, then all below it."""
    yield section
    for below in section.sections:
        yield from sections(below)


def document_blocks(document: Document) -> Iterator[tuple[str, Block]]:
    """Every block but those inside notes, each before the blocks that it holds, with the plain text of the heading or title it stands under."""
    yield from _of_section(document.colophon)
    if document.help:
        for block in blocks((document.help,)):
            yield plain(document.help.title), block
    for section in document.sections:
        yield from _of_section(section)


def _of_section(top: Section) -> Iterator[tuple[str, Block]]:
    for section in sections(top):
        for block in blocks(section.blocks):
            yield plain(section.heading), block


def blocks(given: Blocks) -> Iterator[Block]:
    """The blocks and those within them, each before what it holds."""
    for block in given:
        yield block
        for inner in _inside(block):
            yield from blocks(inner)


def _inside(block: Block) -> Iterator[Blocks]:
    match block:
        case Paragraph():
            pass
        case BulletList(items=items) | NumberedList(items=items):
            yield from items
        case DefinitionList(items=definitions):
            yield from (definition.blocks for definition in definitions)
        case Quote(blocks=inner) | Card(blocks=inner):
            yield inner
        case Table(rows=rows):
            yield from (cell for row in rows for cell in row.cells)
        case Figure():
            yield (block.table,) if block.table else ()
            yield block.notes
        case _:
            assert_never(block)


def plain(inlines: Inlines) -> str:
    """The characters of the inlines, without notes; a line break counts as a space."""
    return "".join(_plain(inlines))


def _plain(inlines: Inlines) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Text(text=text):
                yield text
            case Emphasis(children=children) | Strong(children=children) | Link(children=children) | CrossReference(children=children):
                yield from _plain(children)
            case LineBreak():
                yield " "
            case Note():
                pass
            case _:
                assert_never(inline)
