"""Walks a Document's blocks: what stands directly in each, and its plain text."""

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
    Deleted,
    Emphasis,
    Figure,
    Foreign,
    Inline,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    Note,
    NumberedList,
    Paragraph,
    Quote,
    Revised,
    Strong,
    Table,
    Text,
)
from planverk.document.document import Section


def below(block: Block) -> Iterator[Blocks]:
    """The runs of blocks that stand directly in a block, in reading order."""
    match block:
        case Paragraph():
            pass
        case BulletList(items=items) | NumberedList(items=items):
            yield from items
        case DefinitionList(items=definitions):
            for definition in definitions:
                yield definition.blocks
        case Table(rows=rows):
            for row in rows:
                yield from row.cells
        case Figure(table=table, notes=notes):
            yield (table,) if table else ()
            yield notes
        case Quote(blocks=blocks) | Card(blocks=blocks) | Revised(blocks=blocks):
            yield blocks
        case _:
            assert_never(block)


def lines(block: Block) -> Iterator[Inlines]:
    """The runs of inlines that stand directly in a block: a paragraph's text, a list's terms, a table's heading and columns."""
    match block:
        case Paragraph(children=children):
            yield children
        case DefinitionList(items=definitions):
            for definition in definitions:
                yield definition.term
        case Table():
            yield block.heading
            for row in block.head:
                yield from (cell.title for cell in row)
        case Figure():
            yield block.heading
        case Card(title=title):
            yield title
        case BulletList() | NumberedList() | Quote() | Revised():
            pass
        case _:
            assert_never(block)


def parts(part: Block | Section) -> Iterator[Inlines | Block | Section]:
    """What stands directly in a block or a section, in reading order: runs of inlines, and blocks and sections that have parts of their own."""
    match part:
        case Section(heading=heading, blocks=blocks, sections=sections):
            yield from (heading, *blocks, *sections)
        case DefinitionList(items=definitions):
            for definition in definitions:
                yield from (definition.term, *definition.blocks)
        case Figure(chart=chart, alternative=alternative, table=table, notes=notes):
            yield part.heading
            yield from () if chart else ((Text(alternative),),)
            yield from (*((table,) if table else ()), *notes)
        case _:
            yield from lines(part)
            for run in below(part):
                yield from run


def every_block(blocks: Blocks) -> Iterator[Block]:
    """All blocks at any depth, each before what stands in it."""
    for block in blocks:
        yield block
        for run in below(block):
            yield from every_block(run)


def on_page(section: Section) -> Iterator[Section]:
    """The section itself and those under it that stand on the same page."""
    yield section
    for child in section.sections:
        if not child.page:
            yield from on_page(child)


def within(inline: Inline) -> Inlines:
    """The inlines that stand directly in an inline; none for a note, which holds blocks."""
    match inline:
        case (
            Emphasis(children=children)
            | Strong(children=children)
            | Foreign(children=children)
            | Link(children=children)
            | CrossReference(children=children)
            | Inserted(children=children)
            | Deleted(children=children)
        ):
            return children
        case Text() | LineBreak() | Note():
            return ()
        case _:
            assert_never(inline)


def every_inline(inlines: Inlines) -> Iterator[Inline]:
    """All inlines at any depth, each before what stands in it; not those inside notes."""
    for inline in inlines:
        yield inline
        yield from every_inline(within(inline))


def plain(inlines: Inlines) -> str:
    """The text of inlines without notes, a space for a line break."""
    return "".join(_plain(inline) for inline in every_inline(inlines))


def is_blank(inlines: Inlines) -> bool:
    """True for a line with nothing to read in it, neither a character that is no space nor a note: no output makes a paragraph of it."""
    return not plain(inlines).strip() and not any(isinstance(inline, Note) for inline in every_inline(inlines))


def _plain(inline: Inline) -> str:
    return inline.text if isinstance(inline, Text) else " " if isinstance(inline, LineBreak) else ""
