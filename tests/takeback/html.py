"""Takes back what a reader gets from the pages of a site: the text of every <main>, in the document's order."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from heapq import merge

from lxml import html
from lxml.html import HtmlElement

from planverk.document.blocks import Definition, DefinitionList, Row, Table
from planverk.document.document import Document, Section
from planverk.document.walk import every_block
from tests.takeback import Taken, squeeze

_FURNITURE = ("nav", "noscript", "script")


def main_of(files: dict[str, bytes], path: str) -> HtmlElement:
    """The <main> of a page."""
    (main,) = html.document_fromstring(files[path].decode()).iter("main")
    return main


def take(files: dict[str, bytes], document: Document) -> Taken:
    """What the colophon's page, the help card on the front page and the sections' pages hold; a link to a page stands for that page's contents."""
    flow = list(_flow(files, document))
    lists = (_notes(files, page) for page in dict.fromkeys(page for page, _ in flow))
    notes = list(merge(*lists, key=lambda note: int(note[1].get("value"))))  # a list that is not in order stays out of order
    found = [(page, each) for page, part in (*flow, *notes) for each in _elements(part)]
    links = [(page, each.get("href")) for page, each in found if each.tag == "a" and each.get("data-link") is None]
    anchors = _anchors(document)
    return Taken(
        headings=[(int(each.get("data-level")), _squeezed(each)) for _, part in flow for each in _elements(part) if each.get("data-level")],
        tables=[_table(each) for _, part in flow for each in _elements(part) if each.tag == "table"],
        text="".join(_squeezed(part) for _, part in flow),
        notes=[_squeezed(item) for _, item in notes],
        addresses=sorted(href for _, href in links if _is_out(href)),
        references=sorted(anchors[_target(page, href)] for page, href in links if not _is_out(href)),
        languages=_languages([*(part for _, part in flow), *(item for _, item in notes)]),
        alternatives=[each.get("alt") for _, part in flow for each in _elements(part) if each.tag == "img"],
    )


def take_page(files: dict[str, bytes], section: Section) -> str:
    """The text of a page that repeats parts of the plan."""
    (article,) = main_of(files, f"{section.page}index.html").iter("article")
    return _squeezed(article)


def _flow(files: dict[str, bytes], document: Document) -> Iterator[tuple[str, HtmlElement]]:
    """The parts that are compared, each with the path of the page that it stands on."""
    yield from _of_page(files, f"{document.colophon.page}index.html")
    if document.help:
        (card,) = main_of(files, "index.html").xpath(".//*[@data-part='help']")
        yield "index.html", card
    for section in document.sections:
        yield from _of_page(files, f"{section.page}index.html")


def _of_page(files: dict[str, bytes], path: str) -> Iterator[tuple[str, HtmlElement]]:
    """The page's parts, its notes apart; in place of a link to a section's page, that page."""
    (article,) = main_of(files, path).iter("article")
    yield from _split(files, path, article)


def _split(files: dict[str, bytes], path: str, element: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    if not element.xpath(".//*[@data-page]"):
        yield path, element
        return
    for child in element:
        if child.get("data-page"):
            yield from _of_page(files, f"{child.get('data-page')}index.html")
        else:
            yield from _split(files, path, child)


def _notes(files: dict[str, bytes], page: str) -> Iterator[tuple[str, HtmlElement]]:
    """The notes at the foot of a page, in their order there, each with the path of the page."""
    yield from ((page, item) for item in main_of(files, page).xpath(".//*[@role='doc-endnotes']/ol/li"))


def _elements(element: HtmlElement) -> Iterator[HtmlElement]:
    """The element and all in it, furniture left out."""
    if element.get("data-furniture") is not None or element.tag in _FURNITURE:
        return
    yield element
    for child in element:
        yield from _elements(child)


def _texts(element: HtmlElement) -> Iterator[str]:
    if element.get("data-furniture") is None and element.tag not in _FURNITURE:
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def _squeezed(element: HtmlElement) -> str:
    return squeeze("".join(_texts(element)))


def _languages(parts: list[HtmlElement]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in (each for part in parts for each in _elements(part)):
        if tag := each.get("lang"):
            found[tag] = found.get(tag, "") + _squeezed(each)
    return found


def _table(table: HtmlElement) -> list[list[str]]:
    rows = table.xpath("./thead/tr | ./tbody/tr")
    return [[_squeezed(cell) for cell in row if cell.tag in ("th", "td")] for row in rows]


def _is_out(href: str) -> bool:
    return href.lower().startswith(("http:", "https:", "mailto:", "tel:"))


def _target(page: str, href: str) -> tuple[str, str]:
    """Which file and which fragment an address on a page leads to."""
    path, _, fragment = href.partition("#")
    return (posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page), fragment


def _anchors(document: Document) -> dict[tuple[str, str], str]:
    """File and fragment → anchor: what has a page of its own is that page, all else is a fragment of the page that it stands on."""
    found: dict[tuple[str, str], str] = {}
    addresses = {page.section.page for page in document.pages}
    for top in (document.colophon, *document.sections):
        for section, page in _sections(top, top.page):
            found |= {(f"{page}index.html", anchor): anchor for anchor in _anchors_in(section)}
            found |= {(f"{thing.page}index.html", ""): thing.anchor for thing in _things(section) if thing.page in addresses}
            found[(f"{page}index.html", "" if section.page else section.anchor)] = section.anchor
    return found


def _sections(section: Section, page: str) -> Iterator[tuple[Section, str]]:
    yield section, page
    for child in section.sections:
        yield from _sections(child, child.page or page)


def _things(section: Section) -> Iterator[Row | Definition]:
    """The rows and definitions that may have pages of their own."""
    for block in every_block(section.blocks):
        if isinstance(block, Table):
            yield from block.rows
        if isinstance(block, DefinitionList):
            yield from block.items


def _anchors_in(section: Section) -> Iterator[str]:
    for block in every_block(section.blocks):
        if anchor := getattr(block, "anchor", ""):
            yield anchor
        for item in (*getattr(block, "items", ()), *getattr(block, "rows", ())):
            if anchor := getattr(item, "anchor", ""):
                yield anchor
