"""Turns a table into HTML: a true table everywhere, shown as cards or in a region that scrolls where the window is narrow."""

from __future__ import annotations

from typing import Protocol

from markupsafe import Markup

from planverk.document.blocks import Blocks, Column, Inlines, Paragraph, Row, Table
from planverk.render.html.walk import plain

_CARDS = frozenset(("measures", "overview", "register"))


class Emitting(Protocol):
    """What a table needs of the emitter of the page."""

    def inlines(self, inlines: Inlines) -> Markup: ...
    def blocks(self, blocks: Blocks) -> Markup: ...
    def tight(self, blocks: Blocks) -> Markup: ...
    def to_page(self, address: str, inlines: Inlines) -> Markup: ...
    def heading_line(self, label: str, caption: Inlines) -> Markup: ...
    def region_label(self, heading: Inlines) -> str: ...


def table_html(table: Table, emit: Emitting) -> Markup:
    """The table with its heading as caption. Roles are written out where cards undo the table's display, which takes them away in some browsers."""
    cards = table.role in _CARDS
    inside = _caption(table, emit) + _columns(table) + _head(table, cards, emit) + _body(table, cards, emit)
    html = Markup('<table class="{}{}"{}>{}</table>').format(table.role, " cards" if cards else "", _role("table", cards), inside)
    if cards:
        return Markup('<div class="table">{}</div>\n').format(html)
    return Markup('<div class="table scrolls" role="region" tabindex="0" aria-label="{}">{}</div>\n').format(emit.region_label(table.heading), html)


def _role(name: str, written: bool) -> Markup:
    return Markup(' role="{}"').format(name) if written else Markup("")


def _caption(table: Table, emit: Emitting) -> Markup:
    return Markup("<caption>{}</caption>").format(emit.heading_line(table.label, table.caption)) if table.heading else Markup("")


def _columns(table: Table) -> Markup:
    """Shares of the width as classes, to the nearest 2 per cent, since a style of its own is forbidden by the page's policy."""
    widths = Markup("").join(Markup('<col class="w{}">').format(min(100, max(2, 2 * round(column.share * 50)))) for column in table.columns)
    return Markup("<colgroup>{}</colgroup>").format(widths)


def _align(column: Column) -> Markup:
    return Markup(' class="{}"').format(column.align) if column.align != "left" else Markup("")


def _head(table: Table, cards: bool, emit: Emitting) -> Markup:
    cells = Markup("").join(
        Markup('<th scope="col"{}{}>{}</th>').format(_role("columnheader", cards), _align(column), emit.inlines(column.title)) for column in table.columns
    )
    return Markup("<thead{}><tr{}>{}</tr></thead>").format(_role("rowgroup", cards), _role("row", cards), cells)


def _body(table: Table, cards: bool, emit: Emitting) -> Markup:
    rows = Markup("").join(_row(row, table, cards, emit) for row in table.rows)
    return Markup("<tbody{}>{}</tbody>").format(_role("rowgroup", cards), rows)


def _row(row: Row, table: Table, cards: bool, emit: Emitting) -> Markup:
    identity = Markup(' id="{}"').format(row.anchor) if row.anchor else Markup("")
    header = table.header_column or 0
    cells = Markup("")
    for index, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
        text = _title(cell, row.page, emit) if row.page and index == header else emit.tight(cell)
        cells += _cell(text, column, index == table.header_column, cards)
    return Markup("<tr{}{}>{}</tr>\n").format(identity, _role("row", cards), cells)


def _title(cell: Blocks, page: str, emit: Emitting) -> Markup:
    """The cell that names the row, as a link to the page that the row's thing has of its own."""
    parts = (emit.to_page(page, block.children) if isinstance(block, Paragraph) else emit.blocks((block,)) for block in cell)
    return Markup("<br>").join(parts)


def _cell(text: Markup, column: Column, header: bool, cards: bool) -> Markup:
    label = Markup(' data-label="{}"').format(plain(column.title)) if cards else Markup("")
    if header:
        return Markup('<th scope="row"{}{}{}>{}</th>').format(_role("rowheader", cards), _align(column), label, text)
    return Markup("<td{}{}{}>{}</td>").format(_role("cell", cards), _align(column), label, text)
