"""The front page: what the plan wants, where to get help, the goals and how far they have come, the way to everything else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planverk.document.blocks import Block, Blocks, BulletList, Card, Note, NumberedList, Paragraph
from planverk.document.document import Section
from planverk.document.records import Degree, Tally
from planverk.document.walk import below, lines, plain
from planverk.formats.html.emit import Emitter
from planverk.formats.html.items import Item, help_anchor
from planverk.formats.html.pages import Page, Place, Site

MOST_WORDS = 120
"""How much of the chapter that says what the plan wants is shown."""


def front_view(site: Site, page: Page, emit: Emitter) -> dict[str, Any]:
    """The names that the front page's template knows beside those of every page."""
    card, document = site.document.help, site.document
    goals = tuple(each for each in site.of_kind("section") if each.section and each.section.role == "goal")
    tally = document.tallies.get("")
    return {
        "opening": _opening(site, page, emit),
        "card": card and _card(card, emit),
        "goals": tuple(_goal(site, page, each, each.section) for each in goals if each.section),
        "tally": tally,
        "shares": _shares(tally) if tally else (),
        "ways": tuple(_ways(site, page)),
        "contents": tuple(Item(page.link(Place(each.address)), each.title) for each in site.of_kind("section") if not each.parent),
    }


def _card(card: Card, emit: Emitter) -> dict[str, Any]:
    return {"anchor": help_anchor(card), "title": emit.inlines(card.title), "blocks": emit.blocks(card.blocks)}


def _opening(site: Site, page: Page, emit: Emitter) -> dict[str, Any] | None:
    """The beginning of the chapter that says what the plan wants, and the link to it."""
    place = site.places.get(site.document.opening)
    source = site.at(place.address) if place and site.document.opening else None
    section = source.section if source else None
    if not section or not source:
        return None
    blocks = beginning(section.blocks)
    more = Item(page.link(Place(source.address)), site.document.words["read-more"].format(title=source.title))
    return {"blocks": emit.blocks(blocks), "more": more} if blocks else None


def beginning(blocks: Blocks) -> Blocks:
    """The first blocks of a text, at most MOST_WORDS words where it has more than one; nothing that leads to what is left out."""
    taken: list[Block] = []
    words = 0
    for block in blocks:
        words += _words(block)
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


def _words(block: Block) -> int:
    return sum(len(plain(line).split()) for line in lines(block)) + sum(_words(each) for run in below(block) for each in run)


def _goal(site: Site, page: Page, goal: Page, section: Section) -> dict[str, Any]:
    tally = site.document.tallies.get(section.anchor)
    words = site.document.words
    standing = ""
    if tally:
        standing = words["measures-one" if tally.total == 1 else "measures-many"].format(total=tally.total)
        standing += "".join(f" · {degree.count} {degree.text[:1].lower()}{degree.text[1:]}" for degree in reported(tally))
    text = plain(section.title) if section.number else goal.title
    return {"href": page.link(Place(goal.address)), "text": text, "number": section.number, "standing": standing}


def reported(tally: Tally) -> tuple[Degree, ...]:
    """The degrees of which something is known."""
    return tuple(degree for degree in tally.degrees if degree.key != "unreported")


def _shares(tally: Tally) -> tuple[tuple[str, int], ...]:
    """Each degree's key and its share in per cent, to the nearest 2; none where nothing is reported."""
    return tuple((degree.key, max(2, 2 * round(degree.count * 50 / tally.total))) for degree in tally.degrees) if reported(tally) else ()


def _ways(site: Site, page: Page) -> list[Item]:
    """The lists that readers look for first."""
    roles = ("overview", "matrix", "functions", "definitions", "resources", "data")
    found = {each.section.role: each for each in site.of_kind("section") if each.section and not each.parent}
    return [Item(page.link(Place(found[role].address)), found[role].title) for role in roles if role in found]
