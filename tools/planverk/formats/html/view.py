"""What the templates are given for a page: its contents as markup, the links around it, the frame that all pages share."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from planverk.document.blocks import Block, Blocks, BulletList, Card, Link, Note, NumberedList, Paragraph
from planverk.document.records import Degree, Tally
from planverk.document.walk import every_inline, every_line, plain
from planverk.formats.html.addresses import PATH as FEED
from planverk.formats.html.downloads import Frame
from planverk.formats.html.emit import Emitter
from planverk.formats.html.metadata import metadata
from planverk.formats.html.pages import Item, Page, Place, Site, help_anchor

_MAIL = re.compile(r"[\w.+-]+@[\w.-]+\Z")
_WEB = re.compile(r"https?://\S+\Z")
_SHORT_LISTS = ("publishers", "national-goals", "late", "due", "overview", "matrix", "functions", "definitions", "resources", "data")
"""The roles of the lists that readers look for first."""
MOST_WORDS = 120
"""How much of the chapter that says what the plan wants is shown on the front page."""


def page_view(site: Site, page: Page, frame: Frame) -> dict[str, Any]:
    """The names that the templates know."""
    document, emit = site.document, Emitter(site, page)
    content = _front(site, page, emit) if page.kind == "front" else {"content": emit.section(page.section)} if page.section else {}
    above = site.path_to(page)
    open_pages = {page.address, *(each.address for each in above)}
    data = next((each for each in site.pages if each.section and each.section.role == "data"), None)
    return {
        "document": document,
        "words": document.words,
        "page": page,
        "frame": frame,
        "menu": tuple(_branch(site, page, each, open_pages) for each in site.of_kind("section") if not each.parent),
        "trail": tuple(map(page.item, above)),
        "neighbours": tuple(page.item(each) if each else None for each in site.neighbours(page)),
        "help": document.help and _help(document.help, page),
        "contact": document.contact if _WEB.match(document.contact) else f"mailto:{document.contact}" if _MAIL.match(document.contact) else "",
        "front": page.link(Place("")),
        "search": page.link(Place(f"{document.words['search-page']}/")),
        "colophon": Item(page.link(Place(document.colophon.page)), plain(document.colophon.heading), page.section is document.colophon),
        "data": data and page.item(data),
        "feed": FEED,
        "scripts": ("page.js", *(("search-index.js", "search.js") if page.kind == "search" else ("filter.js",) if emit.filters else ())),
        **content,
        "endnotes": emit.endnotes(),
        "tips": emit.tips(),
        **metadata(site, page, frame),
    }


def _branch(site: Site, page: Page, each: Page, open_pages: set[str]) -> Item:
    """A page in the menu; the pages under it stand in the list while the reader is there: sections and measures, of other entries the one shown."""
    shown = (child for child in site.children(each) if child.entry in ("", "measure") or child is page)
    below = tuple(_branch(site, page, child, open_pages) for child in shown) if each.address in open_pages else ()
    item = page.item(each)
    return replace(item, above=each.address in open_pages and not item.current, below=below)


def _help(card: Card, page: Page) -> dict[str, Any]:
    """The card's title as a link to it, and the numbers to call that it holds."""
    every = (inline for line in every_line(card.blocks) for inline in every_inline(line))
    numbers = tuple(Item(each.address, plain(each.children)) for each in every if isinstance(each, Link) and each.address.lower().startswith("tel:"))
    return {"href": page.link(Place("", help_anchor(card))), "title": plain(card.title), "numbers": numbers}


# --- the front page: what the plan wants, where to get help, the goals and how far they have come, the way to everything else ---


def _front(site: Site, page: Page, emit: Emitter) -> dict[str, Any]:
    """The names that the front page's template knows beside those of every page."""
    card, top = site.document.help, [each for each in site.of_kind("section") if not each.parent]
    by_role = {each.section.role: each for each in top if each.section}
    tally = site.document.tallies.get("")
    tops = [section for section in site.document.sections if section.role == "goal"]
    return {
        "opening": _opening(site, page, emit),
        "cover": emit.blocks(site.document.cover),
        "card": card and {"anchor": help_anchor(card), "title": emit.inlines(card.title), "blocks": emit.blocks(card.blocks)},
        "goals": tuple(_goal(site, page, each) for each in site.of_kind("section") if each.section in tops),
        "tally": tally,
        "shares": _shares(tally) if tally and reported(tally) else (),
        "ways": tuple(page.item(by_role[role]) for role in _SHORT_LISTS if role in by_role),
        "contents": tuple(map(page.item, top)),
    }


def _opening(site: Site, page: Page, emit: Emitter) -> dict[str, Any] | None:
    """The beginning of the chapter that says what the plan wants, and the link to it."""
    place = site.places.get(site.document.opening) if site.document.opening else None
    source = site.at(place.address) if place else None
    blocks = beginning(source.section.blocks) if source and source.section else ()
    if not source or not blocks:
        return None
    more = Item(page.link(Place(source.address)), site.document.words["read-more"].format(title=source.title))
    return {"blocks": emit.blocks(blocks), "more": more}


def beginning(blocks: Blocks) -> Blocks:
    """The first blocks of a text, at most MOST_WORDS words where it has more than one; nothing that leads to what is left out."""
    taken: list[Block] = []
    words = 0
    for block in blocks:
        words += sum(len(plain(line).split()) for line in every_line((block,)))
        if not isinstance(block, Paragraph | BulletList | NumberedList) or (taken and words > MOST_WORDS):
            break
        taken.append(_without_notes(block))
    if len(taken) > 1 and isinstance(taken[-1], Paragraph) and not plain(taken[-1].children).rstrip().endswith((".", "!", "?")):
        taken.pop()
    return tuple(taken)


def _without_notes(block: Block) -> Block:
    """A paragraph or list without its notes, which stand where the text is printed whole."""
    match block:
        case Paragraph(children=children):
            return replace(block, children=tuple(inline for inline in children if not isinstance(inline, Note)))
        case BulletList(items=items) | NumberedList(items=items):
            return replace(block, items=tuple(tuple(map(_without_notes, item)) for item in items))
        case _:
            return block


def _goal(site: Site, page: Page, goal: Page) -> dict[str, Any]:
    assert goal.section is not None
    tally, words, standing = site.document.tallies.get(goal.section.anchor), site.document.words, ""
    if tally:
        standing = words["measures-one" if tally.total == 1 else "measures-many"].format(total=tally.total)
        standing += "".join(f" · {degree.count} {degree.text[:1].lower()}{degree.text[1:]}" for degree in reported(tally))
    text = plain(goal.section.title) if goal.section.number else goal.title
    return {"href": page.link(Place(goal.address)), "text": text, "number": goal.section.number, "standing": standing}


def reported(tally: Tally) -> tuple[Degree, ...]:
    """The degrees of which something is known."""
    return tuple(degree for degree in tally.degrees if degree.key != "unreported")


def _shares(tally: Tally) -> tuple[tuple[str, int], ...]:
    """Each degree's key and its share in per cent, to the nearest 2."""
    return tuple((degree.key, max(2, 2 * round(degree.count * 50 / tally.total))) for degree in tally.degrees)
