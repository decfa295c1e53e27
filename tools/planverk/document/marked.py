"""A whole thing that came in or went out, as the same thing with every run of words in it marked."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from planverk.document.blocks import (
    Block,
    Blocks,
    BulletList,
    Card,
    Definition,
    DefinitionList,
    Deleted,
    Figure,
    Inlines,
    Inserted,
    Mark,
    NumberedList,
    Paragraph,
    Quote,
    Revised,
    Row,
    Table,
)
from planverk.document.document import Section
from planverk.document.walk import every_block, every_inline, lines

_KINDS: dict[Mark, type[Inserted | Deleted]] = {"inserted": Inserted, "deleted": Deleted}


def marked_words(inlines: Inlines, mark: Mark) -> Inlines:
    """The inlines as one run that is marked; none where there are none."""
    return (_KINDS[mark](inlines),) if inlines else ()


def is_marked(inlines: Inlines) -> bool:
    """Whether there are marks among the inlines."""
    return any(isinstance(inline, Inserted | Deleted) for inline in every_inline(inlines))


def is_changed(row: Row) -> bool:
    """Whether a row is marked, or there are marks in it."""
    every = (block for cell in row.cells for block in every_block(cell))
    return bool(row.mark) or any(isinstance(block, Revised) or any(map(is_marked, lines(block))) for block in every)


def marked_blocks(blocks: Blocks, mark: Mark) -> Blocks:
    """The blocks with every run of words in them marked. What a figure's alternative says is no run of words, and stays."""
    return tuple(_block(block, mark) for block in blocks)


def marked_section(section: Section) -> Section:
    """A section that is marked as a whole, with its heading, its blocks and all below marked instead; any other as it is."""
    if not section.mark:
        return section
    below = tuple(marked_section(replace(each, mark=section.mark)) for each in section.sections)
    title, blocks = marked_words(section.heading, section.mark), marked_blocks(section.blocks, section.mark)
    return replace(section, label="", title=title, blocks=blocks, sections=below, mark="")


def marked_row(row: Row) -> Row:
    """A row that is marked as a whole, with its cells marked instead; any other as it is."""
    return _row(row, row.mark) if row.mark else row


def marked_definition(item: Definition) -> Definition:
    """A definition that is marked as a whole, with its term and what stands under it marked instead; any other as it is."""
    return _definition(item, item.mark) if item.mark else item


def _block(block: Block, mark: Mark) -> Block:
    match block:
        case Paragraph():
            return replace(block, children=marked_words(block.children, mark))
        case BulletList() | NumberedList():
            return replace(block, items=tuple(marked_blocks(item, mark) for item in block.items))
        case DefinitionList():
            return replace(block, items=tuple(_definition(item, mark) for item in block.items))
        case Quote():
            return replace(block, blocks=marked_blocks(block.blocks, mark))
        case Table():
            return _table(block, mark)
        case Figure():
            table = _table(block.table, mark) if block.table else None
            return replace(block, label="", caption=marked_words(block.heading, mark), table=table, notes=marked_blocks(block.notes, mark))
        case Card():
            return replace(block, title=marked_words(block.title, mark), blocks=marked_blocks(block.blocks, mark))
        case Revised():
            return block
    assert_never(block)


def _definition(item: Definition, mark: Mark) -> Definition:
    return replace(item, term=marked_words(item.term, mark), blocks=marked_blocks(item.blocks, mark), mark="")


def _row(row: Row, mark: Mark) -> Row:
    return replace(row, cells=tuple(marked_blocks(cell, mark) for cell in row.cells), mark="")


def _table(table: Table, mark: Mark) -> Table:
    columns = tuple(replace(column, title=marked_words(column.title, mark)) for column in table.columns)
    return replace(table, label="", caption=marked_words(table.heading, mark), columns=columns, rows=tuple(_row(row, mark) for row in table.rows))
