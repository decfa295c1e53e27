"""Which pages a site has, what each is made of, where every anchor stands, and how one page links to another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from planverk.document.blocks import Blocks, Card, DefinitionList, Document, Figure, Inlines, Paragraph, Row, Section, Table
from planverk.document.walk import every_block, on_page, plain

_ANCHOR = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\Z")
_ADDRESS = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9_-]*/)+\Z")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the address of a page ("" for the front page) and an anchor on it, "" for the page as a whole."""

    address: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A row that has a page of its own, and the table that it stands in."""

    row: Row
    table: Table

    @property
    def header(self) -> int:
        """The index of the cell that is the row's header."""
        return self.table.header_column or 0

    @property
    def title(self) -> Inlines:
        """What stands in the row's header cell, as one run of inlines."""
        return tuple(inline for block in self.row.cells[self.header] if isinstance(block, Paragraph) for inline in block.children)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `address` ends in "/" ("" for the front page and 404), `parent` is the address of the page above it."""

    kind: Literal["front", "section", "measure", "search", "missing"]
    address: str
    title: str
    parent: str = ""
    section: Section | None = None
    measure: Measure | None = None

    @property
    def path(self) -> str:
        """The page's file, relative to the site's root."""
        return "404.html" if self.kind == "missing" else f"{self.address}index.html"

    @property
    def up(self) -> str:
        """What leads from the page to the site's root: "../" as often as it takes."""
        return "../" * self.address.count("/")

    def link(self, place: Place) -> str:
        """The relative address of a place as seen from this page. It names the file, since a link to a folder shows a listing on a disk."""
        fragment = f"#{place.anchor}" if place.anchor else ""
        if fragment and place.address == self.address and self.kind != "missing":
            return fragment
        return f"{self.up}{place.address}index.html{fragment}"


@dataclass(frozen=True, slots=True)
class Site:
    """All pages in reading order, and the place of every anchor."""

    document: Document
    pages: tuple[Page, ...]
    places: Mapping[str, Place]

    def of_kind(self, kind: str) -> tuple[Page, ...]:
        """The pages of a kind, in reading order."""
        return tuple(page for page in self.pages if page.kind == kind)

    def children(self, page: Page) -> tuple[Page, ...]:
        """The pages right under a page: its sections' and its measures'."""
        return tuple(each for each in self.pages if each.parent == page.address and each.kind in ("section", "measure")) if page.address else ()

    def at(self, address: str) -> Page:
        """The page at an address. KeyError where there is none."""
        return {page.address: page for page in self.pages if page.kind != "missing"}[address]

    def path_to(self, page: Page) -> tuple[Page, ...]:
        """The pages above a page, the uppermost first; not the front page."""
        if not page.parent:
            return ()
        parent = self.at(page.parent)
        return (*self.path_to(parent), parent)

    def neighbours(self, page: Page) -> tuple[Page | None, Page | None]:
        """The pages before and after: among the measures for a measure, else among the sections, with the front page first."""
        row = self.of_kind("measure") if page.kind == "measure" else (*self.of_kind("front"), *self.of_kind("section"))
        before = {after.address: before for before, after in pairwise(row)}
        after = {before.address: after for before, after in pairwise(row)}
        return (before.get(page.address), after.get(page.address)) if page in row else (None, None)


def site_of(document: Document) -> Site:
    """The pages of a document. ValueError for an address or an anchor that is unfit, stands twice, or would lead out of the site."""
    words = document.words
    search = f"{words['search-page']}/"
    pages = (
        Page("front", "", document.title),
        *(page for section in (*document.sections, document.colophon) for page in _pages(section, "")),
        Page("search", search, words["search"]),
        Page("missing", "", words["not-found"]),
    )
    _refuse([page.address for page in pages if page.address], _ADDRESS)
    _refuse([page.path for page in pages], re.compile(""))
    anchors = [place for page in pages for place in _anchors(page, document)]
    _refuse([anchor for anchor, _ in anchors], _ANCHOR)
    return Site(document, pages, dict(anchors))


def _refuse(names: list[str], form: re.Pattern[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if not form.match(name):
            raise ValueError(f"not fit to be an address or an anchor: {name!r}")
        if name in seen:
            raise ValueError(f"stands twice: {name!r}")
        seen.add(name)


def _pages(section: Section, parent: str) -> Iterator[Page]:
    if not section.page:
        raise ValueError(f"a section without a page: {section.anchor!r}")
    yield Page("section", section.page, plain(section.heading), parent, section)
    for row in _rows(section):
        yield Page("measure", row.row.page, plain(row.title), section.page, measure=row)
    for part in on_page(section):
        for child in part.sections:
            if child.page:
                yield from _pages(child, section.page)


def _rows(section: Section) -> Iterator[Measure]:
    for part in on_page(section):
        for block in every_block(part.blocks):
            if isinstance(block, Table):
                yield from (Measure(row, block) for row in block.rows if row.page)


def _anchors(page: Page, document: Document) -> Iterator[tuple[str, Place]]:
    """Every anchor of a page with its place. A row that has a page of its own is found there."""
    if page.kind == "front" and document.help:
        yield from _in_blocks((document.help,), "")
    if page.section:
        for part in on_page(page.section):
            yield part.anchor, Place(page.address, part.anchor if part is not page.section else "")
            yield from _in_blocks(part.blocks, page.address)


def _in_blocks(blocks: Blocks, address: str) -> Iterator[tuple[str, Place]]:
    for block in every_block(blocks):
        if isinstance(block, Card | Table | Figure) and block.anchor:
            yield block.anchor, Place(address, block.anchor)
        if isinstance(block, Table):
            yield from ((row.anchor, Place(row.page) if row.page else Place(address, row.anchor)) for row in block.rows if row.anchor)
        if isinstance(block, DefinitionList):
            yield from ((item.anchor, Place(address, item.anchor)) for item in block.items if item.anchor)
