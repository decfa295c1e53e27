"""Turns a table into HTML: a true table everywhere, shown as cards or in a region that scrolls where the window is narrow."""

from __future__ import annotations

from typing import Protocol

from markupsafe import Markup

from planverk.document.blocks import Blocks, Column, Inlines, Paragraph, Row, Table
from planverk.document.marked import marked_row
from planverk.document.walk import plain
from planverk.render.html.filters import facet_values
from planverk.render.html.markup import element, join, void

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


def table_html(table: Table, emit: Emitting) -> Markup:
    """The table with its heading as caption. Roles are written out where cards undo the table's display, which takes them away in some browsers."""
    cards = table.role in _CARDS
    inside = join((_caption(table, emit), _columns(table), _head(table, cards, emit), _body(table, cards, emit)))
    names = (table.role, *(("cards",) if cards else ()), *(("long-words",) if cards and _has_long_words(inside) else ()))
    html = element("table", inside, class_=" ".join(names), role=_role("table", cards))
    if cards:
        return element("div", html, id=table.anchor, class_="table")
    label = emit.region_label(table.heading)
    return element("div", html, id=table.anchor, class_="table scrolls", role="region", tabindex="0", aria_label=label)


def _has_long_words(text: Markup) -> bool:
    """True where a column could not be made narrow without breaking a word anywhere, which is done to no table that can do without."""
    return any(len(word) > _LONGEST_WORD for word in text.striptags().split())


def _role(name: str, written: bool) -> str:
    return name if written else ""


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


def _head(table: Table, cards: bool, emit: Emitting) -> Markup:
    role = _role("columnheader", cards)
    cells = (element("th", emit.inlines(column.title), scope="col", role=role, class_=_align(column)) for column in table.columns)
    return element("thead", element("tr", *cells, role=_role("row", cards)), role=_role("rowgroup", cards))


def _body(table: Table, cards: bool, emit: Emitting) -> Markup:
    return element("tbody", *(_row(row, table, cards, emit) + "\n" for row in table.rows), role=_role("rowgroup", cards))


def _row(row: Row, table: Table, cards: bool, emit: Emitting) -> Markup:
    title = table.header_column or 0
    cells = Markup("")
    for index, (cell, column) in enumerate(zip(marked_row(row).cells, table.columns, strict=True)):
        text = _title(cell, row.page, emit) if index == title and emit.leads(row.page) else emit.tight(cell)
        text = join((emit.marks(row.anchor), text)) if index == 0 else text
        cells += _cell(text, column, index == table.header_column and bool(text.striptags()), cards)
    return element("tr", cells, id=row.anchor, role=_role("row", cards), **facet_values(row.facets))


def _title(cell: Blocks, page: str, emit: Emitting) -> Markup:
    """The cell that names the row, as a link to the page that the row's thing has of its own."""
    parts = (emit.to_page(page, block.children) if isinstance(block, Paragraph) else emit.blocks((block,)) for block in cell)
    return void("br").join(parts)


def _cell(text: Markup, column: Column, header: bool, cards: bool) -> Markup:
    label = plain(column.title) if cards else ""
    if header:
        return element("th", text, scope="row", role=_role("rowheader", cards), class_=_align(column), data_label=label)
    return element("td", text, role=_role("cell", cards), class_=_align(column), data_label=label)
