"""A walk that makes a tree of sections, blocks and inlines anew, in reading order; kinds of it say what becomes of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from planverk.document.blocks import Block, Blocks, Card, Column, Definition, Figure, Inline, Inlines, LineBreak, Note, Row, Table, Text
from planverk.document.document import Document, Section
from planverk.document.walk import holdings

T = TypeVar("T")
B = TypeVar("B", Block, Card, Definition)


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
            case _:
                return (inline,) if (within := self.inlines(inline.children)) is inline.children else (replace(inline, children=within),)

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
        cover, colophon, help = self.blocks(document.cover), self.section(document.colophon), self.held(document.help) if document.help else None
        return _with(document, cover=cover, colophon=colophon, help=help, sections=self.sections(document.sections))

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
        """A block with what its fields hold made anew; see `holdings`."""
        match block:
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)
            case _:
                return self.held(block)

    def held(self, thing: B) -> B:
        """A block or a term with its words, its anchor and its page made anew, in the order of its fields; those it has are all."""
        made = {name: getattr(self, holding)(value) for name, holding in holdings(thing) if (value := getattr(thing, name)) is not None}
        return _with(thing, **made, **{name: getattr(self, name)(getattr(thing, name)) for name in ("anchor", "page") if hasattr(thing, name)})

    def items(self, items: tuple[Blocks, ...]) -> tuple[Blocks, ...]:
        return _all(items, self.blocks)

    def definitions(self, items: tuple[Definition, ...]) -> tuple[Definition, ...]:
        return _all(items, self.definition)

    def definition(self, item: Definition) -> Definition:
        return self.held(item)

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
