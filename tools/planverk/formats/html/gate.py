"""The gate of the site: the pages' words are the document's, in its order, each once, and no sign is put in that it has not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import merge

from lxml import html
from lxml.html import HtmlElement

from planverk.document.document import Document
from planverk.document.said import Said, differences, said_by

_FURNITURE = ("nav", "noscript", "script")


def check_words(pages: Mapping[str, str], document: Document) -> None:
    """Returns where the pages (path → HTML) hold the document's words; else ValueError that says where they part."""
    mains = {path: _main(text) for path, text in pages.items()}
    flow = [*_flow(mains, document)]
    lists = (mains[path].xpath(".//*[@role='doc-endnotes']/ol/li") for path in dict.fromkeys(path for path, _ in flow))
    notes = [_text(item) for item in merge(*lists, key=lambda item: int(item.get("value") or 0))]
    for _, facts in differences(Said("".join(_text(part) for _, part in flow), notes), said_by(document)):
        if signs := facts.get("codes"):
            raise ValueError(f"the site has signs that the document has not: {signs}")
        raise ValueError(f"the site says {facts['found']!r} where the document says {facts['wanted']!r}")


def _main(text: str) -> HtmlElement:
    found = html.document_fromstring(text).find(".//main")
    if found is None:
        raise ValueError("a page has no main part")
    return found


def _flow(mains: Mapping[str, HtmlElement], document: Document) -> Iterator[tuple[str, HtmlElement]]:
    """The parts in the document's order, each with the path of its page: the cover's blocks on the front page, what the document says of itself, the
    helplines on the front page, each section."""
    front = mains["index.html"]
    yield from (("index.html", part) for part in front.xpath(".//*[@data-part='cover']"))
    yield from _of_page(mains, f"{document.colophon.page}index.html")
    yield from (("index.html", card) for card in front.xpath(".//*[@data-part='help']"))
    for section in document.sections:
        yield from _of_page(mains, f"{section.page}index.html")


def _of_page(mains: Mapping[str, HtmlElement], path: str) -> Iterator[tuple[str, HtmlElement]]:
    for article in mains[path].iter("article"):
        yield from _split(mains, path, article)


def _split(mains: Mapping[str, HtmlElement], path: str, element: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """The element; where there are links in it to pages of its own sections, what is on those in their place."""
    if not element.xpath(".//*[@data-page]"):
        yield path, element
        return
    for child in element:
        if child.get("data-page"):
            yield from _of_page(mains, f"{child.get('data-page')}index.html")
        else:
            yield from _split(mains, path, child)


def _text(element: HtmlElement) -> str:
    return "".join(_texts(element))


def _texts(element: HtmlElement) -> Iterator[str]:
    if isinstance(element.tag, str) and element.get("data-furniture") is None and element.tag not in _FURNITURE:
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""
