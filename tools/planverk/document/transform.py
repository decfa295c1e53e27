"""A walk that makes a tree of sections, blocks and inlines anew, in reading order; kinds of it say what becomes of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar, assert_never

from planverk.document.blocks import (
    Block,
    Blocks,
    BulletList,
    Card,
    Column,
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

T = TypeVar("T")


class Transformer:
    """Leaves everything as it is. What no kind changes is the same object afterwards."""

    # To make every node anew would be simpler. But then nothing but `==`, which walks the whole tree, could tell whether anything changed below a
    # node; with the same object kept, `is` tells at each level, and what did not change costs no memory twice.

    # --- what kinds change

    def inline(self, inline: Inline) -> Inlines:
        """What stands in an inline's place."""
        match inline:
            case Text() | LineBreak():
                return (inline,)
            case Note(blocks=blocks):
                return (inline,) if (made := self.blocks(blocks)) is blocks else (replace(inline, blocks=made),)
            case (
                Emphasis(children=children)
                | Strong(children=children)
                | Foreign(children=children)
                | Link(children=children)
                | CrossReference(children=children)
                | Inserted(children=children)
                | Deleted(children=children)
            ):
                return (inline,) if (within := self.inlines(children)) is children else (replace(inline, children=within),)
        assert_never(inline)

    def anchor(self, anchor: str) -> str:
        """The anchor of a row, a definition, a table or a card; "" for none."""
        return anchor

    def place(self, anchor: str) -> str:
        """The anchor of a section or a figure, which always have one."""
        return anchor

    def page(self, page: str) -> str:
        """The page of a section, a row or a definition."""
        return page

    # --- the walk

    def document(self, document: Document) -> Document:
        """The parts in reading order; an output's own pages stay."""
        colophon, help = self.section(document.colophon), self.card(document.help) if document.help else None
        return _with(document, colophon=colophon, help=help, sections=self.sections(document.sections))

    def line(self, inlines: Inlines) -> Inlines:
        """All inlines of a paragraph, a heading, a term or the like."""
        return self.inlines(inlines)

    def inlines(self, inlines: Inlines) -> Inlines:
        made = tuple(new for inline in inlines for new in self.inline(inline))
        return inlines if len(made) == len(inlines) and all(map(_is, made, inlines)) else made

    def sections(self, sections: tuple[Section, ...]) -> tuple[Section, ...]:
        return _all(sections, self.section)

    def section(self, section: Section) -> Section:
        title, blocks, sections = self.line(section.title), self.blocks(section.blocks), self.sections(section.sections)
        return _with(section, title=title, blocks=blocks, sections=sections, anchor=self.place(section.anchor), page=self.page(section.page))

    def blocks(self, blocks: Blocks) -> Blocks:
        return _all(blocks, self.block)

    def block(self, block: Block) -> Block:
        match block:
            case Paragraph():
                return block if (made := self.line(block.children)) is block.children else replace(block, children=made)
            case BulletList() | NumberedList():
                return _with(block, items=self.items(block.items))
            case DefinitionList():
                return _with(block, items=self.definitions(block.items))
            case Quote() | Revised():
                return _with(block, blocks=self.blocks(block.blocks))
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)
            case Card():
                return self.card(block)
        assert_never(block)

    def items(self, items: tuple[Blocks, ...]) -> tuple[Blocks, ...]:
        return _all(items, self.blocks)

    def definitions(self, items: tuple[Definition, ...]) -> tuple[Definition, ...]:
        return _all(items, self.definition)

    def definition(self, item: Definition) -> Definition:
        term, blocks = self.line(item.term), self.blocks(item.blocks)
        return _with(item, term=term, blocks=blocks, anchor=self.anchor(item.anchor), page=self.page(item.page))

    def table(self, table: Table) -> Table:
        caption, columns, rows = self.line(table.caption), _all(table.columns, self.column), self.rows(table.rows)
        return _with(table, caption=caption, columns=columns, rows=rows, anchor=self.anchor(table.anchor))

    def column(self, column: Column) -> Column:
        return _with(column, title=self.line(column.title))

    def rows(self, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return _all(rows, self.row)

    def row(self, row: Row) -> Row:
        return _with(row, cells=_all(row.cells, self.blocks), anchor=self.anchor(row.anchor), page=self.page(row.page))

    def figure(self, figure: Figure) -> Figure:
        caption, table = self.line(figure.caption), self.table(figure.table) if figure.table else None
        return _with(figure, caption=caption, table=table, notes=self.blocks(figure.notes), anchor=self.place(figure.anchor))

    def card(self, card: Card) -> Card:
        return _with(card, title=self.line(card.title), blocks=self.blocks(card.blocks), anchor=self.anchor(card.anchor))


def _all(things: tuple[T, ...], make: Callable[[T], T]) -> tuple[T, ...]:
    made = tuple(map(make, things))
    return things if all(map(_is, made, things)) else made


def _with(thing: T, **fields: object) -> T:
    """The thing with these fields; itself where they are what it has."""
    if all(getattr(thing, name) is value for name, value in fields.items()):
        return thing
    return replace(thing, **fields)  # type: ignore[type-var]


def _is(one: object, other: object) -> bool:
    return one is other


class _Ungrouped(Transformer):
    def column(self, column: Column) -> Column:
        return super().column(replace(column, title=column.whole, group="") if column.group else column)


def ungrouped(document: Document) -> Document:
    """The document for outputs whose tables have one header row and no cell over several: each column called as it is where it stands alone."""
    return _Ungrouped().document(document)
