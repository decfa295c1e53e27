"""Takes two tables, figures or lists of terms to one: rows and terms are matched by what they are about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from planverk.document.blocks import Blocks, Column, Definition, Figure, Inlines, Row, Table
from planverk.document.redline.deleted import DeletedContent
from planverk.document.redline.lines import merged_heading
from planverk.document.redline.matching import LOOSE, matched
from planverk.document.redline.words import alike, blocks_words, definition_words, reference_of, row_words
from planverk.document.walk import is_blank, plain

Definitions = tuple[Definition, ...]


class Merging(Protocol):
    """What is needed to merge what stands in a table."""

    @property
    def gone(self) -> DeletedContent: ...
    def line(self, before: Inlines, after: Inlines) -> Inlines: ...
    def blocks(self, before: Blocks, after: Blocks) -> Blocks: ...
    def opening(self, before: Blocks, after: Blocks) -> Blocks | None: ...


# --- lists of terms ------------------------------------------------------------------------------------------------------


def merged_definitions(before: Definitions, after: Definitions, on_a_line: bool, merge: Merging) -> Iterator[Definition]:
    """The terms of two lists as those of one; see `_definition`."""
    for one, other in matched(before, after, _term, alike(definition_words)):
        merged = _definition(one, other, on_a_line, merge) if one and other else None
        if merged:
            yield merged
            continue
        if one:
            yield replace(merge.gone.definition(one), mark="deleted")
        if other:
            yield replace(other, mark="inserted")


def _term(item: Definition) -> str:
    return item.anchor or LOOSE + plain(item.term)


def _definition(before: Definition, after: Definition, on_a_line: bool, merge: Merging) -> Definition | None:
    """A term and its meaning; where the two stand on one line, the meaning's first paragraph must be one."""
    if is_blank(before.term) != is_blank(after.term):
        return None
    blocks = merge.opening(before.blocks, after.blocks) if on_a_line else merge.blocks(before.blocks, after.blocks)
    return None if blocks is None else replace(after, term=merge.line(before.term, after.term), blocks=blocks)


# --- tables --------------------------------------------------------------------------------------------------------------


def merged_table(before: Table, after: Table, merge: Merging) -> Table | None:
    """Two tables as one, None where their columns differ: a column can't be marked. The columns' widths are those of the later one."""
    # Cells paired by their place would show each number of a new column as a change of the one that stood there before, and a reader would take last
    # year's for corrected. So the whole table is deleted and inserted.
    if not _same_columns(before, after):
        return None
    label, caption = merged_heading(before, after, merge)
    columns = tuple(replace(other, title=merge.line(one.title, other.title)) for one, other in zip(before.columns, after.columns, strict=True))
    return replace(after, label=label, caption=caption, columns=columns, rows=tuple(_rows(before, after, merge)))


def _same_columns(before: Table, after: Table) -> bool:
    if (before.role, before.header_column, [each.group for each in before.columns]) != (
        after.role,
        after.header_column,
        [each.group for each in after.columns],
    ):
        return False
    if is_blank(before.heading) != is_blank(after.heading) or not all(map(_may_be_one, before.columns, after.columns)):
        return False
    return 2 * sum(one.title == other.title for one, other in zip(before.columns, after.columns, strict=True)) >= len(before.columns)


def _may_be_one(one: Column, other: Column) -> bool:
    return one.align == other.align and is_blank(one.title) == is_blank(other.title)


def _rows(before: Table, after: Table, merge: Merging) -> Iterator[Row]:
    header = after.header_column or 0
    for one, other in matched(before.rows, after.rows, lambda row: _named(row, header), alike(row_words)):
        if one and other:
            yield (
                other
                if one == other
                else replace(other, cells=tuple(_cell(was, now, merge) for was, now in zip(one.cells, other.cells, strict=True)))
            )
        elif one:
            yield replace(merge.gone.row(one), mark="deleted")
        elif other:
            yield replace(other, mark="inserted")


def _named(row: Row, header: int) -> str:
    """What a row is about: its own anchor, or the one that its header refers to; else, for want of better, its header's words."""
    head = row.cells[header] if header < len(row.cells) else ()
    return row.anchor or reference_of(head) or LOOSE + " ".join(blocks_words(head))


def _cell(before: Blocks, after: Blocks, merge: Merging) -> Blocks:
    """Two cells as one; a single paragraph is kept one, since a word or a number beside another is read at once."""
    merged = merge.opening(before, after) if len(before) == len(after) == 1 else None
    return merge.blocks(before, after) if merged is None else merged


# --- figures -------------------------------------------------------------------------------------------------------------


def merged_figure(before: Figure, after: Figure, merge: Merging) -> Figure | None:
    """Two figures as one, None where the chart or what it shows in words differs: a picture can't be marked."""
    table = merged_table(before.table, after.table, merge) if before.table and after.table else None
    if (before.chart, before.alternative) != (after.chart, after.alternative) or is_blank(before.heading) != is_blank(after.heading):
        return None
    if table is None and (before.table or after.table):
        return None
    label, caption = merged_heading(before, after, merge)
    return replace(after, label=label, caption=caption, table=table, notes=merge.blocks(before.notes, after.notes))
