"""What the templates are given for a page: its contents as markup, the links around it, the frame that all pages share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from planverk.document.blocks import Card, Document, Link, Paragraph, Section
from planverk.document.walk import every_block, every_inline, lines, on_page, plain
from planverk.render.html.emit import Emitter
from planverk.render.html.pages import Measure, Page, Place, Site

_MAIL = re.compile(r"[\w.+-]+@[\w.-]+\Z")
_WEB = re.compile(r"https?://\S+\Z")
_DESCRIPTION = 160


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages share beside the document: downloads as (path, label, size in words), the logo's path and alternative, "" for none."""

    downloads: tuple[tuple[str, str, str], ...]
    logo: str
    logo_alternative: str


@dataclass(frozen=True, slots=True)
class Item:
    """A link in a list of pages: its address and text, whether it is the page itself or one above it, and the links under it."""

    href: str
    text: str
    current: bool = False
    above: bool = False
    below: tuple[Item, ...] = ()
    number: str = ""


def page_view(site: Site, page: Page, frame: Frame) -> dict[str, Any]:
    """The names that the templates know."""
    document, emit = site.document, Emitter(site, page)
    content = _content(site, page, emit)
    return {
        "document": document,
        "words": document.words,
        "page": page,
        "frame": frame,
        "menu": tuple(_menu(site, page)),
        "trail": tuple(Item(page.link(Place(each.address)), each.title) for each in site.path_to(page)),
        "neighbours": _neighbours(site, page),
        "description": _description(document, page),
        "help": _help(document, page),
        "contact": _contact(document.contact),
        "front": page.link(Place("")),
        "search": page.link(Place(f"{document.words['search-page']}/")),
        "colophon": Item(page.link(Place(document.colophon.page)), plain(document.colophon.heading), page.section is document.colophon),
        **content,
        "endnotes": emit.endnotes(),
    }


def _content(site: Site, page: Page, emit: Emitter) -> dict[str, Any]:
    if page.section:
        return {"content": emit.section(page.section)}
    if page.measure:
        return _measure(site, page, page.measure, emit)
    if page.kind == "front":
        return _front(site, page, emit)
    return {}


def _front(site: Site, page: Page, emit: Emitter) -> dict[str, Any]:
    card = site.document.help
    goals = tuple(each for each in site.of_kind("section") if each.section and each.section.role == "goal")
    return {
        "card": card and {"anchor": _help_anchor(card), "title": emit.inlines(card.title), "blocks": emit.blocks(card.blocks)},
        "goals": tuple(_goal(page, each, each.section) for each in goals if each.section),
        "contents": tuple(_tree(site, page, each) for each in site.of_kind("section") if not each.parent),
    }


def _goal(page: Page, goal: Page, section: Section) -> Item:
    return Item(page.link(Place(goal.address)), plain(section.title) if section.number else goal.title, number=section.number)


def _measure(site: Site, page: Page, measure: Measure, emit: Emitter) -> dict[str, Any]:
    """The cells before the row's header as short facts, those after it as the page's text, under their columns' titles where there are several."""
    cells = [(column.title, cell) for column, cell in zip(measure.table.columns, measure.row.cells, strict=True)]
    goal = site.at(page.parent)
    return {
        "title": emit.inlines(measure.title),
        "facts": [(plain(title), emit.tight(cell)) for title, cell in cells[: measure.header]],
        "parts": [(emit.inlines(title), emit.blocks(cell)) for title, cell in cells[measure.header + 1 :]],
        "goal": Item(page.link(Place(goal.address)), goal.title),
        "place": page.link(Place(goal.address, measure.row.anchor)),
    }


def _menu(site: Site, page: Page) -> Iterator[Item]:
    """The sections' pages; the pages under one stand in the list while the reader is there."""
    above = {each.address for each in site.path_to(page)}
    for each in site.of_kind("section"):
        if not each.parent:
            yield _branch(site, page, each, above)


def _branch(site: Site, page: Page, each: Page, above: set[str]) -> Item:
    here = each.address == page.address
    below = tuple(_branch(site, page, child, above) for child in site.children(each)) if here or each.address in above else ()
    return Item(page.link(Place(each.address)), each.title, here, each.address in above, below)


def _tree(site: Site, page: Page, each: Page) -> Item:
    return Item(page.link(Place(each.address)), each.title, below=tuple(_tree(site, page, child) for child in site.children(each)))


def _neighbours(site: Site, page: Page) -> tuple[Item | None, Item | None]:
    before, after = (Item(page.link(Place(each.address)), each.title) if each else None for each in site.neighbours(page))
    return before, after


def _contact(contact: str) -> str:
    """What a contact that is an e-mail or a web address links to, "" for any other."""
    if _WEB.match(contact):
        return contact
    return f"mailto:{contact}" if _MAIL.match(contact) else ""


def _help_anchor(card: Card) -> str:
    return card.anchor or "_help"


def _help(document: Document, page: Page) -> dict[str, Any] | None:
    """The card's title as a link to it, and the numbers to call that it holds."""
    card = document.help
    if not card:
        return None
    numbers = tuple(Item(link.address, plain(link.children)) for link in _links(card) if link.address.lower().startswith("tel:"))
    return {"href": page.link(Place("", _help_anchor(card))), "title": plain(card.title), "numbers": numbers}


def _links(card: Card) -> Iterator[Link]:
    for block in every_block(card.blocks):
        for line in lines(block):
            yield from (inline for inline in every_inline(line) if isinstance(inline, Link))


def _description(document: Document, page: Page) -> str:
    """The page's first sentences, for those who list pages; the front page's says what the plan is and where it stands."""
    if page.kind == "front":
        return f"{document.title}, {document.period}. {document.status.line}"
    text = next(_paragraphs(page), "") or f"{page.title}. {document.title}, {document.publisher}."
    return shorten(text, _DESCRIPTION, placeholder=" …")


def _paragraphs(page: Page) -> Iterator[str]:
    runs = [part.blocks for part in on_page(page.section)] if page.section else []
    if page.measure:
        runs = list(page.measure.row.cells[page.measure.header + 1 :])
    for run in runs:
        yield from (plain(block.children) for block in run if isinstance(block, Paragraph))
