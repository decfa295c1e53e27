"""Which pages a site has, what each is made of, where every anchor stands, and how one page links to another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from urllib.parse import urlsplit

from planverk.document.blocks import Blocks, Card, Definition, DefinitionList, Figure, Table
from planverk.document.document import Document, Section
from planverk.document.document import Page as Entry
from planverk.document.walk import every_block, on_page, plain

_ANCHOR = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\Z")
ADDRESS = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9_-]*/)+\Z")

Below = Mapping[str, Sequence[Entry]]
"""The pages of entries by the address of the page above them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the address of a page ("" for the front page) and an anchor on it, "" for the page as a whole."""

    address: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `address` ends in "/" ("" for the front page and 404), `parent` is the address of the page above it.

    `entry` is the kind of entry that the page is about, "" where it is one of the plan's sections or a list. `root` is where the site's root
    is on its server ("/ensomhet/"), "" for a page that finds it by going up: a server shows the page for what is missing at any address.
    """

    kind: Literal["front", "section", "search", "missing", "moved"]
    address: str
    title: str
    parent: str = ""
    section: Section | None = None
    entry: str = ""
    root: str = ""

    @property
    def path(self) -> str:
        """The page's file, relative to the site's root."""
        return "404.html" if self.kind == "missing" else f"{self.address}index.html"

    @property
    def up(self) -> str:
        """What leads from the page to the site's root: "../" as often as it takes."""
        return self.root or "../" * self.address.count("/")

    def link(self, place: Place) -> str:
        """The relative address of a place as seen from this page. It names the file, since a link to a folder shows a listing on a disk."""
        fragment = f"#{place.anchor}" if place.anchor else ""
        if fragment and place.address == self.address and self.kind != "missing":
            return fragment
        return f"{self.up}{place.address}index.html{fragment}"

    def item(self, other: Page) -> Item:
        """Another page, or this one, as the templates list it here."""
        return Item(self.link(Place(other.address)), other.title, other.address == self.address)


@dataclass(frozen=True)
class Site:
    """All pages in reading order, and the place of every anchor."""

    document: Document
    pages: tuple[Page, ...]
    places: Mapping[str, Place]

    def of_kind(self, kind: str) -> tuple[Page, ...]:
        """The pages of a kind, in reading order."""
        return tuple(page for page in self.pages if page.kind == kind)

    def children(self, page: Page) -> tuple[Page, ...]:
        """The pages right under a page: its sections' and its entries'."""
        return self._below.get(page.address, ()) if page.address else ()

    def has(self, address: str) -> bool:
        """True where there is a page at the address."""
        return address in self._at

    def at(self, address: str) -> Page:
        """The page at an address. KeyError where there is none."""
        return self._at[address]

    def path(self, place: Place) -> str:
        """Where a place is, from the site's root."""
        return self.at(place.address).path + (f"#{place.anchor}" if place.anchor else "")

    def path_to(self, page: Page) -> tuple[Page, ...]:
        """The pages above a page, the uppermost first; not the front page."""
        if not page.parent:
            return ()
        parent = self.at(page.parent)
        return (*self.path_to(parent), parent)

    def neighbours(self, page: Page) -> tuple[Page | None, Page | None]:
        """The pages before and after: among entries of its kind for an entry's page, else among the others, with the front page first."""
        return self._turns.get(page.address, (None, None)) if page.kind in ("front", "section") else (None, None)

    @cached_property
    def earlier(self) -> Mapping[str, tuple[str, ...]]:
        """Anchor → the anchors that stood in its place before, where it stands on a page among others."""
        found: dict[str, tuple[str, ...]] = {}
        for moved in self.document.moved:
            if moved.earlier not in self.places:
                found[moved.anchor] = (*found.get(moved.anchor, ()), moved.earlier)
        return found

    @cached_property
    def terms(self) -> Mapping[str, Definition]:
        """The definitions of the plan by anchor."""
        lists = [section for section in self.document.sections if section.role == "definitions"]
        blocks = (block for section in lists for block in every_block(section.blocks) if isinstance(block, DefinitionList))
        return {item.anchor: item for block in blocks for item in block.items if item.anchor}

    @cached_property
    def find_terms(self) -> Finder:
        """What finds the plan's terms in running text."""
        return term_finder(self.terms)

    @cached_property
    def _at(self) -> Mapping[str, Page]:
        return {page.address: page for page in self.pages if page.kind != "missing"}

    @cached_property
    def _below(self) -> Mapping[str, tuple[Page, ...]]:
        found: dict[str, tuple[Page, ...]] = {}
        for page in self.pages:
            if page.kind == "section" and page.address:
                found[page.parent] = (*found.get(page.parent, ()), page)
        return found

    @cached_property
    def _turns(self) -> Mapping[str, tuple[Page | None, Page | None]]:
        rows: dict[str, list[Page]] = {}
        for page in self.pages:
            if page.kind in ("front", "section"):
                rows.setdefault(page.entry, []).append(page)
        return {
            page.address: (before, after)
            for row in rows.values()
            for before, page, after in zip((None, *row[:-1]), row, (*row[1:], None), strict=True)
        }


@dataclass(frozen=True, slots=True)
class Item:
    """A link in a list of pages: its address and text, whether it is the page itself or one above it, and the links under it."""

    href: str
    text: str
    current: bool = False
    above: bool = False
    below: tuple[Item, ...] = ()


def help_anchor(card: Card) -> str:
    """Where the help card stands on the front page."""
    return card.anchor or "_help"


def site_of(document: Document) -> Site:
    """The pages of a document. ValueError for an address or an anchor that is unfit, stands twice, or would lead out of the site."""
    words = document.words
    search = f"{words['search-page']}/"
    pages = (
        Page("front", "", document.title),
        *_sections(document),
        Page("search", search, words["search"]),
        Page("missing", "", words["not-found"], root=urlsplit(document.address).path),
    )
    _refuse([page.address for page in pages if page.address], ADDRESS)
    _refuse([page.path for page in pages], re.compile(""))
    addresses = {page.address for page in pages}
    anchors = [place for page in pages if not page.entry for place in _anchors(page, document, addresses)]
    _refuse([anchor for anchor, _ in anchors], _ANCHOR)
    entries = dict(place for page in pages if page.entry for place in _anchors(page, document, addresses))
    _refuse(list(entries), _ANCHOR)
    return Site(document, pages, entries | dict(anchors))


def _sections(document: Document) -> Iterator[Page]:
    """The pages of sections and entries in reading order: the list of goals before them, each entry's page after the one that lists it."""
    lists = {each.section.role: each.section for each in document.pages if not each.parent}
    below: dict[str, list[Entry]] = {}
    for each in document.pages:
        below.setdefault(each.parent, []).append(each)
    goals = lists.get("goals")
    first = next((section for section in document.sections if section.role == "goal"), None)
    for section in document.sections:
        if goals and section is first:
            yield from _pages(goals, "", below)
        yield from _pages(section, goals.page if goals and section.role == "goal" else "", below)
    for last in filter(None, (lists.get("data"), document.colophon)):
        yield from _pages(last, "", below)


def _refuse(names: list[str], form: re.Pattern[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if not form.match(name):
            raise ValueError(f"not fit to be an address or an anchor: {name!r}")
        if name in seen:
            raise ValueError(f"stands twice: {name!r}")
        seen.add(name)


def _pages(section: Section, parent: str, below: Below) -> Iterator[Page]:
    if not section.page:
        raise ValueError(f"a section without a page: {section.anchor!r}")
    yield Page("section", section.page, plain(section.heading), parent, section)
    for each in below.get(section.page, ()):
        yield Page("section", each.section.page, plain(each.section.title), section.page, each.section, each.kind)
    for part in on_page(section):
        for child in part.sections:
            if child.page:
                yield from _pages(child, section.page, below)


def _anchors(page: Page, document: Document, addresses: Set[str]) -> Iterator[tuple[str, Place]]:
    """Every anchor of a page with its place. What has a page of its own is found there."""
    if page.kind == "front" and document.help:
        yield from _in_blocks((document.help,), "", addresses)
    if page.section:
        for part in on_page(page.section):
            yield part.anchor, Place(page.address, part.anchor if part is not page.section else "")
            yield from _in_blocks(part.blocks, page.address, addresses)


def _in_blocks(blocks: Blocks, address: str, addresses: Set[str]) -> Iterator[tuple[str, Place]]:
    for block in every_block(blocks):
        if isinstance(block, Card | Table | Figure) and block.anchor:
            yield block.anchor, Place(address, block.anchor)
        things = block.rows if isinstance(block, Table) else block.items if isinstance(block, DefinitionList) else ()
        for thing in things:
            if thing.anchor:
                yield thing.anchor, Place(thing.page) if thing.page in addresses and thing.page else Place(address, thing.anchor)


# --- the plan's terms in running text, so that each leads to its meaning the first time that a page uses it ---


Finder = Callable[[str, Set[str]], Iterator[tuple[str, str]]]
"""From a text and the anchors that are not wanted to runs: the text of each and the anchor of the term that it is, "" for none."""


def term_finder(terms: Mapping[str, Definition]) -> Finder:
    """What finds terms and their inflections as whole words, in small and capital letters; the longest where several begin at one place."""
    anchors = {_folded(form): anchor for anchor, item in reversed(list(terms.items())) for form in item.forms if form.strip()}
    forms = sorted(anchors, key=lambda form: (-len(form), form))
    if not forms:
        return lambda text, without: iter(((text, ""),))
    pattern = re.compile(r"(?<![\w/-])(?:" + "|".join(r"\s+".join(map(re.escape, form.split())) for form in forms) + r")(?![\w/-])", re.IGNORECASE)
    return lambda text, without: _runs(text, pattern, anchors, set(without))


def _folded(form: str) -> str:
    return " ".join(form.casefold().split())


def _runs(text: str, pattern: re.Pattern[str], anchors: Mapping[str, str], without: set[str]) -> Iterator[tuple[str, str]]:
    at = 0
    for found in pattern.finditer(text):
        anchor = anchors.get(_folded(found[0]), "")
        if anchor and anchor not in without:
            without.add(anchor)
            yield text[at : found.start()], ""
            yield found[0], anchor
            at = found.end()
    yield text[at:], ""
