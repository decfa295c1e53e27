"""The two editions in a document with marks: the later one without what went out, the earlier one without what came in."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, assert_never

from planverk.document.blocks import (
    Block,
    Blocks,
    BulletList,
    Card,
    CrossReference,
    Definition,
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
    Mark,
    Note,
    NumberedList,
    Paragraph,
    Quote,
    Revised,
    Row,
    Strong,
    Table,
    Text,
)
from planverk.document.document import Document, Section
from planverk.document.walk import every_block, every_inline, lines, plain


def later(document: Document) -> Document:
    """The document as it is when all its changes are accepted, without marks."""
    help = _card(document.help, "deleted") if document.help else None
    sections = sections_without("deleted", (document.colophon, *document.sections))
    return replace(document, colophon=sections[0], help=help, sections=sections[1:], redline=None)


def sections_without(gone: Mark, sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections of the edition that has nothing of what is `gone`."""
    return tuple(_section(section, gone) for section in sections if section.mark != gone)


def blocks_without(gone: Mark, blocks: Blocks) -> Blocks:
    """The blocks of the edition that has nothing of what is `gone`."""
    return tuple(kept for block in blocks for kept in _block(block, gone))


def inlines_without(gone: Mark, given: Inlines) -> Inlines:
    """The inlines of the edition that has nothing of what is `gone`."""
    return tuple(kept for inline in given for kept in _inline(inline, gone))


def fate(given: Inlines) -> Mark | Literal[""] | None:
    """What became of a line of text as a whole: it came in, went out, or ("") stands in both editions; None where neither has anything to read."""
    if not _has_marks(given):
        return "" if is_read(given) else None
    is_later, is_earlier = is_read(inlines_without("deleted", given)), is_read(inlines_without("inserted", given))
    if is_later and is_earlier:
        return ""
    return "inserted" if is_later else "deleted" if is_earlier else None


def is_read(given: Inlines) -> bool:
    """Whether there is anything to read: a character that is no space, or a note."""
    return bool(plain(given).strip()) or any(isinstance(each, Note) for each in every_inline(given))


def is_marked(blocks: Blocks) -> bool:
    """Whether anything in the blocks came in or went out."""
    return any(
        isinstance(block, Revised) or any(map(_has_marks, lines(block))) or any(map(_is_whole, _wholes(block))) for block in every_block(blocks)
    )


# --- pieces ----------------------------------------------------------------------------------------------------------


def _has_marks(given: Inlines) -> bool:
    return any(isinstance(each, Inserted | Deleted) for each in every_inline(given))


def _wholes(block: Block) -> tuple[Row | Definition, ...]:
    return block.rows if isinstance(block, Table) else block.items if isinstance(block, DefinitionList) else ()


def _is_whole(part: Row | Definition) -> bool:
    return part.mark != ""


def _section(section: Section, gone: Mark) -> Section:
    title, blocks = inlines_without(gone, section.title), blocks_without(gone, section.blocks)
    return replace(section, title=title, blocks=blocks, sections=sections_without(gone, section.sections), mark="")


def _block(block: Block, gone: Mark) -> Blocks:
    match block:
        case Paragraph():
            return (replace(block, children=inlines_without(gone, block.children)),)
        case BulletList() | NumberedList():
            return (replace(block, items=tuple(blocks_without(gone, item) for item in block.items if not _is_gone(item, gone))),)
        case DefinitionList():
            return (replace(block, items=tuple(_definition(item, gone) for item in block.items if item.mark != gone)),)
        case Quote():
            return (replace(block, blocks=blocks_without(gone, block.blocks)),)
        case Table():
            return (_table(block, gone),)
        case Figure():
            table = _table(block.table, gone) if block.table else None
            return (replace(block, caption=inlines_without(gone, block.caption), table=table, notes=blocks_without(gone, block.notes)),)
        case Card():
            return (_card(block, gone),)
        case Revised():
            return () if block.mark == gone else block.blocks
    assert_never(block)


def _is_gone(item: Blocks, gone: Mark) -> bool:
    return any(isinstance(block, Revised) and block.mark == gone for block in item[:1]) and len(item) == 1


def _definition(item: Definition, gone: Mark) -> Definition:
    return replace(item, term=inlines_without(gone, item.term), blocks=blocks_without(gone, item.blocks), mark="")


def _card(card: Card, gone: Mark) -> Card:
    return replace(card, title=inlines_without(gone, card.title), blocks=blocks_without(gone, card.blocks))


def _table(table: Table, gone: Mark) -> Table:
    columns = tuple(replace(column, title=inlines_without(gone, column.title)) for column in table.columns)
    return replace(
        table, columns=columns, rows=tuple(_row(row, gone) for row in table.rows if row.mark != gone), caption=inlines_without(gone, table.caption)
    )


def _row(row: Row, gone: Mark) -> Row:
    return replace(row, cells=tuple(blocks_without(gone, cell) for cell in row.cells), mark="")


def _inline(inline: Inline, gone: Mark) -> Inlines:
    match inline:
        case Inserted() | Deleted():
            return () if isinstance(inline, Inserted) == (gone == "inserted") else inlines_without(gone, inline.children)
        case Emphasis() | Strong() | Foreign() | Link() | CrossReference():
            return (replace(inline, children=inlines_without(gone, inline.children)),)
        case Note():
            return (replace(inline, blocks=blocks_without(gone, inline.blocks)),)
        case Text() | LineBreak():
            return (inline,)
    assert_never(inline)
