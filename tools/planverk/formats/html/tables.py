"""Turns a table into HTML: a true table everywhere, shown as cards or in a region that scrolls where the window is narrow."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from markupsafe import Markup

from planverk.document.blocks import Blocks, Column, Inlines, Paragraph, Row, Table
from planverk.document.mark_all import marked_row
from planverk.document.walk import every_block, lines, plain
from planverk.formats.html.filters import facet_values
from planverk.formats.html.markup import element, join, void

_CARDS = frozenset(("measures", "overview", "register"))
_LONGEST_WORD = 24


class Emitting(Protocol):
    """What a table needs of the emitter of the page."""

    def inlines(self, inlines: Inlines) -> Markup: ...
    def blocks(self, blocks: Blocks) -> Markup: ...
    def tight(self, blocks: Blocks) -> Markup: ...
    def to_page(self, address: str, inlines: Inlines) -> Markup: ...
    def marks(self, anchor: str) -> Markup: ...
    def leads(self, page: str) -> bool: ...
    def heading_line(self, label: str, caption: Inlines) -> Markup: ...
    def region_label(self, heading: Inlines) -> str: ...
    def under(self, heading: str) -> AbstractContextManager[None]: ...


def table_html(table: Table, emit: Emitting) -> Markup:
    """The table with its heading as caption. Where cards undo its display, which takes its roles away in some browsers, page.js gives them back."""
    cards = table.role in _CARDS
    inside = join((_caption(table, emit), _columns(table), _head(table, emit), _body(table, cards, emit)))
    names = (table.role, *(("cards",) if cards else ()), *(("long-words",) if cards and _has_long_words(inside) else ()))
    html = element("table", inside, class_=" ".join(names))
    if cards:
        return element("div", html, id=table.anchor, class_="table")
    label = emit.region_label(table.heading)
    return element("div", html, id=table.anchor, class_="table scrolls", role="region", tabindex="0", aria_label=label)


def _has_long_words(text: Markup) -> bool:
    """True where a column could not be made narrow without breaking a word anywhere, which is done to no table that can do without."""
    return any(len(word) > _LONGEST_WORD for word in text.striptags().split())


def _caption(table: Table, emit: Emitting) -> Markup:
    if not table.heading:
        return Markup("")
    return element("caption", element("span", emit.heading_line(table.label, table.caption), class_="caption"))


def _columns(table: Table) -> Markup:
    """Shares of the width as classes, to the nearest 2 per cent, since a style of its own is forbidden by the page's policy."""
    shares = (min(100, max(2, 2 * round(column.share * 50))) for column in table.columns)
    return element("colgroup", *(void("col", class_=f"w{share}") for share in shares))


def _align(column: Column) -> str:
    return column.align if column.align != "left" else ""


def _head(table: Table, emit: Emitting) -> Markup:
    cells = (element("th", emit.inlines(column.title), scope="col", class_=_align(column)) for column in table.columns)
    return element("thead", element("tr", *cells))


def _body(table: Table, cards: bool, emit: Emitting) -> Markup:
    return element("tbody", *(_row(row, table, cards, emit) + "\n" for row in table.rows))


def _row(row: Row, table: Table, cards: bool, emit: Emitting) -> Markup:
    title = table.header_column or 0
    marked = marked_row(row).cells
    cells = Markup("")
    with emit.under(_words(row.cells[title]) if cards else ""):
        for index, (cell, column) in enumerate(zip(marked, table.columns, strict=True)):
            text = _title(cell, row.page, emit) if index == title and emit.leads(row.page) else emit.tight(cell)
            text = join((emit.marks(row.anchor), text)) if index == 0 else text
            cells += _cell(text, column, index == table.header_column and bool(text.striptags()), cards)
    return element("tr", cells, id=row.anchor, **facet_values(row.facets))


def _words(blocks: Blocks) -> str:
    return " ".join(plain(line) for block in every_block(blocks) for line in lines(block))


def _title(cell: Blocks, page: str, emit: Emitting) -> Markup:
    """The cell that names the row, as a link to the page that the row's thing has of its own."""
    parts = (emit.to_page(page, block.children) if isinstance(block, Paragraph) else emit.blocks((block,)) for block in cell)
    return void("br").join(parts)


def _cell(text: Markup, column: Column, header: bool, cards: bool) -> Markup:
    label = plain(column.title) if cards else ""
    if header:
        return element("th", text, scope="row", class_=_align(column), data_label=label)
    return element("td", text, class_=_align(column), data_label=label)
