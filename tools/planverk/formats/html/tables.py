"""Turns a table into HTML: a true table everywhere, shown as cards or in a region that scrolls where the window is narrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from markupsafe import Markup

from planverk.document.blocks import Blocks, Column, HeadCell, Inlines, Paragraph, Row, Table
from planverk.document.mark_all import marked_row
from planverk.document.records import FACETS, Facet
from planverk.document.walk import every_line, plain
from planverk.formats.html.markup import element, join, void

_CARDS = frozenset(("measures", "overview", "register"))
_LONGEST_WORD, _MOST_NARROW = 24, 8


def facet_values(facets: Sequence[Facet]) -> dict[str, str]:
    """The attributes by which the script knows a row: the values of each facet with spaces between, and what it is sorted by."""
    values: dict[str, str] = {}
    for key in dict.fromkeys((*FACETS, *(facet.key for facet in facets))):
        found = [facet for facet in facets if facet.key == key]
        if found:
            values[f"data_by_{key}"] = " ".join(facet.value for facet in found)
            values[f"data_rank_{key}"] = found[0].rank
    return values


def filter_form(table: Table, words: Mapping[str, str]) -> Markup:
    """The form for a table's rows; nothing for a table without facets."""
    own = {facet.key: facet.label for row in table.rows for facet in row.facets if facet.label}
    offered = {key: options for key in (*FACETS, *own) if (options := _options(table, key))}
    if not offered:
        return Markup("")
    labels = {key: own.get(key) or words[f"filter-{key}"] for key in offered}
    chosen = {key: {each.value: each.text for each in options if each.text} for key, options in offered.items()}
    choices = (_field(key, labels[key], {"": words["filter-all"]} | texts) for key, texts in chosen.items() if texts)
    sorting = {"": words["sort-number"], "title": words["sort-title"]} | {key: own.get(key) or words[f"sort-{key}"] for key in offered}
    order = _field("sort", words["sort"], sorting)
    buttons = element("button", words["filter-reset"], type="reset")
    title = element("h2", words["filter-title"], id="_filter-title")
    sentences = {"data_shown": words["filter-shown"], "data_none": words["filter-none"], "data_all": words["filter-shown-all"]}
    inside = join((title, element("div", *choices, order, class_="choices"), buttons))
    form = element("form", inside, id="_filter", class_="filter", hidden=True, aria_labelledby="_filter-title", **sentences)
    status = element("p", id="_shown", role="status", class_="shown")
    return element("div", form, status, data_furniture=True)


def _options(table: Table, key: str) -> list[Facet]:
    """The different values of a facet in the table, sorted by rank; none where no choice would leave some rows out."""
    found: dict[str, Facet] = {}
    for row in table.rows:
        for facet in row.facets:
            if facet.key == key:
                found.setdefault(facet.value or facet.rank, facet)
    if len(found) == 1 and all(set(found.values()) <= set(row.facets) for row in table.rows[: -1 if table.sums else None]):
        return []
    return sorted(found.values(), key=lambda facet: (facet.rank, facet.value))


def _field(name: str, label: str, texts: Mapping[str, str]) -> Markup:
    """A choice among texts by their values, the first one's empty."""
    identity, options = f"_filter-{name}", (element("option", text, value=value or True) for value, text in texts.items())
    return element("div", element("label", label, for_=identity), element("select", *options, id=identity, name=name))


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
    line = element("span", emit.heading_line(table.label, table.caption), class_="caption") if table.heading else ""
    caption = element("caption", line) if line else ""
    head = element("thead", *(element("tr", *(_head_cell(cell, emit) for cell in row)) for row in table.head))
    rows = [_row(row, table, cards, emit) + "\n" for row in table.rows]
    body = element("tbody", *(rows[:-1] if table.sums else rows))
    foot = element("tfoot", rows[-1]) if table.sums else Markup("")
    inside = join((caption, _widths(table), head, body, foot))
    # a column that could not be made narrow without breaking a word anywhere, which is done to no table that can do without
    # or can scroll: one of so many columns that all words would be broken to make room
    long_words = cards and len(table.columns) <= _MOST_NARROW and any(len(word) > _LONGEST_WORD for word in inside.striptags().split())
    html = element("table", inside, class_=f"{table.role}{' cards' if cards else ''}{' long-words' if long_words else ''}")
    if cards:
        return element("div", html, id=table.anchor, class_="table")
    label = emit.region_label(table.heading)
    return element("div", html, id=table.anchor, class_="table scrolls", role="region", tabindex="0", aria_label=label)


def _widths(table: Table) -> Markup:
    """Shares of the width as classes, to the nearest 2 per cent, since a style of its own is forbidden by the page's policy."""
    shares = (min(100, max(2, 2 * round(column.share * 50))) for column in table.columns)
    return element("colgroup", *(void("col", class_=f"w{share}") for share in shares))


def _align(column: Column | HeadCell) -> str:
    return column.align if column.align != "left" else ""


def _row(row: Row, table: Table, cards: bool, emit: Emitting) -> Markup:
    title = table.header_column or 0
    named = " ".join(map(plain, every_line(row.cells[title]))) if cards else ""
    cells = Markup("")
    with emit.under(named):
        for index, (cell, column) in enumerate(zip(marked_row(row).cells, table.columns, strict=True)):
            text = _title(cell, row.page, emit) if index == title and emit.leads(row.page) else emit.tight(cell)
            text = join((emit.marks(row.anchor), text)) if index == 0 else text
            cells += _cell(text, column, index == table.header_column and bool(text.striptags()), cards)
    return element("tr", cells, id=row.anchor, **facet_values(row.facets))


def _title(cell: Blocks, page: str, emit: Emitting) -> Markup:
    """The cell that names the row, as a link to the page that the row's thing has of its own."""
    parts = (emit.to_page(page, block.children) if isinstance(block, Paragraph) else emit.blocks((block,)) for block in cell)
    return void("br").join(parts)


def _head_cell(cell: HeadCell, emit: Emitting) -> Markup:
    spans = {name: str(count) for name, count in (("colspan", cell.across), ("rowspan", cell.down)) if count > 1}
    return element("th", emit.inlines(cell.title), scope="colgroup" if cell.across > 1 else "col", **spans, class_=_align(cell))


def _cell(text: Markup, column: Column, header: bool, cards: bool) -> Markup:
    kind: dict[str, Any] = {"scope": "row"} if header else {}
    return element("th" if header else "td", text, **kind, class_=_align(column), data_label=plain(column.whole) if cards else "")
