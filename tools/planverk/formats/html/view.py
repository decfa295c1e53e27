"""What the templates are given for a page: its contents as markup, the links around it, the frame that all pages share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from planverk.document.blocks import Card, Link
from planverk.document.document import Document
from planverk.document.walk import every_block, every_inline, lines, plain
from planverk.formats.html.emit import Emitter
from planverk.formats.html.feed import PATH as FEED
from planverk.formats.html.front import front_view
from planverk.formats.html.items import Frame, Item, help_anchor
from planverk.formats.html.metadata import metadata
from planverk.formats.html.pages import Page, Place, Site

_MAIL = re.compile(r"[\w.+-]+@[\w.-]+\Z")
_WEB = re.compile(r"https?://\S+\Z")


def page_view(site: Site, page: Page, frame: Frame) -> dict[str, Any]:
    """The names that the templates know."""
    document, emit = site.document, Emitter(site, page)
    content = front_view(site, page, emit) if page.kind == "front" else {"content": emit.section(page.section)} if page.section else {}
    return {
        "document": document,
        "words": document.words,
        "page": page,
        "frame": frame,
        "menu": tuple(_menu(site, page)),
        "trail": tuple(Item(page.link(Place(each.address)), each.title) for each in site.path_to(page)),
        "neighbours": _neighbours(site, page),
        "help": _help(document, page),
        "contact": _contact(document.contact),
        "front": page.link(Place("")),
        "search": page.link(Place(f"{document.words['search-page']}/")),
        "colophon": Item(page.link(Place(document.colophon.page)), plain(document.colophon.heading), page.section is document.colophon),
        "data": _data(site, page),
        "feed": FEED,
        "scripts": _scripts(page, emit),
        **content,
        "endnotes": emit.endnotes(),
        "tips": emit.tips(),
        **metadata(site, page, frame.downloads, frame.data),
    }


def _scripts(page: Page, emit: Emitter) -> tuple[str, ...]:
    """The scripts that the page needs."""
    if page.kind == "search":
        return ("page.js", "search-index.js", "search.js")
    return ("page.js", "filter.js") if emit.filters else ("page.js",)


def _data(site: Site, page: Page) -> Item | None:
    """The page of the data and files, None for a document without one."""
    found = next((each for each in site.pages if each.section and each.section.role == "data"), None)
    return Item(page.link(Place(found.address)), found.title, found is page) if found else None


def _menu(site: Site, page: Page) -> Iterator[Item]:
    """The sections' pages; the pages under one stand in the list while the reader is there."""
    above = {each.address for each in site.path_to(page)}
    for each in site.of_kind("section"):
        if not each.parent:
            yield _branch(site, page, each, above)


def _branch(site: Site, page: Page, each: Page, above: set[str]) -> Item:
    here = each.address == page.address
    open_here = here or each.address in above
    below = tuple(_branch(site, page, child, above) for child in site.children(each) if _in_menu(child, page)) if open_here else ()
    return Item(page.link(Place(each.address)), each.title, here, each.address in above, below)


def _in_menu(child: Page, page: Page) -> bool:
    """True for what is short enough to be listed: sections and measures; of other entries the one that is shown."""
    return child.entry in ("", "measure") or child is page


def _neighbours(site: Site, page: Page) -> tuple[Item | None, Item | None]:
    before, after = (Item(page.link(Place(each.address)), each.title) if each else None for each in site.neighbours(page))
    return before, after


def _contact(contact: str) -> str:
    """What a contact that is an e-mail or a web address links to, "" for any other."""
    if _WEB.match(contact):
        return contact
    return f"mailto:{contact}" if _MAIL.match(contact) else ""


def _help(document: Document, page: Page) -> dict[str, Any] | None:
    """The card's title as a link to it, and the numbers to call that it holds."""
    card = document.help
    if not card:
        return None
    numbers = tuple(Item(link.address, plain(link.children)) for link in _links(card) if link.address.lower().startswith("tel:"))
    return {"href": page.link(Place("", help_anchor(card))), "title": plain(card.title), "numbers": numbers}


def _links(card: Card) -> Iterator[Link]:
    for block in every_block(card.blocks):
        for line in lines(block):
            yield from (inline for inline in every_inline(line) if isinstance(inline, Link))
