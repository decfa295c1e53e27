"""The search index: one entry for each thing a reader may look for, written as a script, so that it loads from a disk as well."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from unicodedata import normalize

from planverk.document import blocks as doc
from planverk.document.document import Section
from planverk.document.walk import every_block, every_inline, on_page, parts, plain
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
                yield Entry(plain(block.heading), page.title, site.path(site.places[block.anchor]), _squeezed(_shown(block)))
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
    told = (
        part for part in (section, *section.sections) if not any(isinstance(block, doc.Table) and len(block.columns) < 3 for block in part.blocks)
    )
    return _squeezed(_text(part.blocks) for part in told)


def _row(site: Site, page: Page, row: doc.Row, header: int) -> Entry:
    rest = (text for index, cell in enumerate(row.cells) if index != header for text in _texts(cell))
    return Entry(_text(row.cells[header]), page.title, site.path(Place(page.address, row.anchor)), _squeezed(rest))


def _text(blocks: doc.Blocks) -> str:
    return _squeezed(_texts(blocks))


def _squeezed(texts: Iterable[str]) -> str:
    return _SPACES.sub(" ", " ".join(texts).replace("\u00ad", "")).strip()


def _texts(given: Iterable[doc.Inlines | doc.Block | Section]) -> Iterator[str]:
    """The texts of lines and blocks in reading order, notes after the line that calls them; without what is an entry of its own."""
    for part in given:
        match part:
            case tuple():
                yield plain(part)
                yield from (text for inline in every_inline(part) if isinstance(inline, doc.Note) for text in _texts(inline.blocks))
            case doc.DefinitionList(items=items):
                yield from (text for item in items if not item.anchor for text in _texts((item.term, *item.blocks)))
            case doc.Table() | doc.Figure():
                yield from () if part.anchor else (*_texts((part.heading,)), *_shown(part))
            case _:
                yield from _texts(parts(part))


def _shown(block: doc.Table | doc.Figure) -> Iterator[str]:
    """The texts of a table or a figure below its heading."""
    if isinstance(block, doc.Figure):
        yield from (block.alternative, *_texts(block.notes))
    else:
        yield from (text for row in block.rows if not row.anchor for cell in row.cells for text in _texts(cell))
