"""Sites to test: a site's pages as trees, and documents with something more in them."""

from __future__ import annotations

from dataclasses import replace

from lxml import html
from lxml.html import HtmlElement

from planverk.document.blocks import Block
from planverk.document.document import Document, Section
from tests.sample import words


def pages(files: dict[str, bytes]) -> dict[str, HtmlElement]:
    """The site's pages, without those that only lead on from an address that an entry had before."""
    found = {path: html.document_fromstring(data.decode()) for path, data in files.items() if path.endswith(".html")}
    return {path: page for path, page in found.items() if not leads_on(page)}


def leads_on(page: HtmlElement) -> list[str]:
    """Where a page sends its readers at once."""
    return [content.partition("url=")[2] for content in page.xpath("//meta[@http-equiv='refresh']/@content")]


def text_of(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def with_section(document: Document, *blocks: Block, **changes: object) -> Document:
    """The document with a section more that holds the blocks."""
    section = Section(anchor="proeve", level=1, title=words("Prøve"), page="proeve/", blocks=blocks)
    return replace(document, sections=(*document.sections, replace(section, **changes)))  # type: ignore[arg-type]
