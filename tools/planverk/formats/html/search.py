"""The search index: one entry for each thing a reader may look for, written as a script, so that it loads from a disk as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never
from unicodedata import normalize

from planverk.document import blocks as doc
from planverk.document.document import Section
from planverk.document.walk import below, every_block, every_inline, lines, on_page, plain
from planverk.formats.html.markup import json_in_script
from planverk.formats.html.pages import Page, Place, Site

_SPACES = re.compile(r"[^\S\u00a0\u202f]+")  # not those that hold a number together where a result shows it


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found: its title, the title of the page it stands on, its address from the site's root, its text."""

    title: str
    page: str
    address: str
    text: str


def index_script(site: Site) -> bytes:
    """The index as a script that sets `planverkIndex`."""
    rows = [[entry.title, entry.page if entry.page != entry.title else "", entry.address, entry.text] for entry in entries(site)]
    return f"window.planverkIndex={normalize('NFC', json_in_script(rows))};\n".encode()  # NFC, as the script has what is looked for


def entries(site: Site) -> Iterator[Entry]:
    """Sections, entries that have a page, and every other figure, table, row and definition with an anchor, in reading order.

    A text stands in one entry alone.
    """
    front = site.of_kind("front")[0]
    help_card = site.document.help
    if help_card:
        yield Entry(plain(help_card.title), front.title, site.path(Place("", help_card.anchor)), _text(help_card.blocks))
    for page in site.pages:
        if page.entry and page.section:
            yield Entry(plain(page.section.heading), site.at(page.parent).title, page.path, _whole(page.section))
        elif page.section and page.section.role in ("goals", "data"):
            yield Entry(page.title, "", page.path, "")
        elif page.section:
            yield from _of_sections(site, page, page.section)


def _of_sections(site: Site, page: Page, top: Section) -> Iterator[Entry]:
    for section in on_page(top):
        place = Place(page.address, "" if section is top else section.anchor)
        yield Entry(plain(section.heading), page.title, site.path(place), _text(section.blocks))
        for block in every_block(section.blocks):
            if isinstance(block, doc.Figure | doc.Table) and block.anchor:
                yield Entry(plain(block.heading), page.title, site.path(site.places[block.anchor]), _squeezed(" ".join(_shown(block))))
            if isinstance(block, doc.DefinitionList):
                for item in (item for item in block.items if _stands_here(site, page, item)):
                    yield Entry(plain(item.term), page.title, site.path(Place(page.address, item.anchor)), _text(item.blocks))
            if isinstance(block, doc.Table):
                yield from (_row(site, page, row, block.header_column or 0) for row in block.rows if _stands_here(site, page, row))


def _stands_here(site: Site, page: Page, thing: doc.Row | doc.Definition) -> bool:
    """True for what is looked for by itself and has no page of its own."""
    return bool(thing.anchor) and site.places[thing.anchor].address == page.address


def _whole(section: Section) -> str:
    """The text of an entry's page; tables that only lead on are left out."""
    parts = (section, *section.sections)
    only_leads_on = (any(isinstance(block, doc.Table) and len(block.columns) < 3 for block in part.blocks) for part in parts)
    return _squeezed(" ".join(_text(part.blocks) for part, left_out in zip(parts, only_leads_on, strict=True) if not left_out))


def _row(site: Site, page: Page, row: doc.Row, header: int) -> Entry:
    rest = (" ".join(_texts(cell)) for index, cell in enumerate(row.cells) if index != header)
    return Entry(_text(row.cells[header]), page.title, site.path(Place(page.address, row.anchor)), _squeezed(" ".join(rest)))


def _text(blocks: doc.Blocks) -> str:
    return _squeezed(" ".join(_texts(blocks)))


def _squeezed(text: str) -> str:
    return _SPACES.sub(" ", text.replace("\u00ad", "")).strip()


def _texts(blocks: doc.Blocks) -> Iterator[str]:
    """The texts of blocks in reading order, notes after the line that calls them; without what is an entry of its own."""
    for block in blocks:
        yield from _own(block)


def _own(block: doc.Block) -> Iterator[str]:
    match block:
        case doc.DefinitionList(items=items):
            for item in items:
                if not item.anchor:
                    yield from _line(item.term)
                    yield from _texts(item.blocks)
        case doc.Table() | doc.Figure():
            if not block.anchor:
                yield from _line(block.heading)
                yield from _shown(block)
        case doc.Paragraph() | doc.BulletList() | doc.NumberedList() | doc.Quote() | doc.Card() | doc.Revised():
            for line in lines(block):
                yield from _line(line)
            for run in below(block):
                yield from _texts(run)
        case _:
            assert_never(block)


def _shown(block: doc.Table | doc.Figure) -> Iterator[str]:
    """The texts of a table or a figure below its heading."""
    if isinstance(block, doc.Figure):
        yield block.alternative
        yield from _texts(block.notes)
        return
    for row in block.rows:
        if not row.anchor:
            for cell in row.cells:
                yield from _texts(cell)


def _line(inlines: doc.Inlines) -> Iterator[str]:
    yield plain(inlines)
    for inline in every_inline(inlines):
        if isinstance(inline, doc.Note):
            yield from _texts(inline.blocks)
