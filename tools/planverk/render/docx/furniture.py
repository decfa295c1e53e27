"""The furniture of the pages: size and margins, header and footer, and which headings begin a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.document.blocks import Document
from planverk.render.docx import layout
from planverk.render.docx.names import bookmark, clean
from planverk.render.docx.ooxml import field, make, properties, put, run, style_of
from planverk.render.docx.walk import document_sections
from planverk.word.names import Element, r, w

HEADER, FOOTER = "rIdHeader", "rIdFooter"
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_TOP = 120
_OPENING = ("goal", "overview", "matrix")


def page(body: Element) -> None:
    """Sets the one section of the body: A4, margins, header and footer on every page but the first."""
    for old in body.findall(w("sectPr")):
        body.remove(old)
    header, footer = make("headerReference", type="default"), make("footerReference", type="default")
    header.set(r("id"), HEADER)
    footer.set(r("id"), FOOTER)
    size = make("pgSz", w=layout.PAGE_WIDTH, h=layout.PAGE_HEIGHT)
    margins = make("pgMar", top=layout.MARGIN_TOP, right=layout.MARGIN_RIGHT, bottom=layout.MARGIN_BOTTOM, left=layout.MARGIN_LEFT)
    for side, value in (("header", layout.MARGIN_HEADER), ("footer", layout.MARGIN_FOOTER), ("gutter", 0)):
        margins.set(w(side), str(value))
    body.append(make("sectPr", header, footer, size, margins, make("titlePg")))


def header(document: Document) -> Element:
    """Publisher left, title right."""
    runs = (run(clean(document.publisher)), make("r", make("tab")), run(clean(document.title)))
    return make("hdr", make("p", make("pPr", make("pStyle", val="Header")), *runs))


def footer(document: Document) -> Element:
    """Status and version left, page x of y right."""
    left = clean(" · ".join(part for part in (document.status.label, document.version) if part))
    runs = (run(left), make("r", make("tab")), *_page_of(clean(document.words["page-of"])))
    return make("ftr", make("p", make("pPr", make("pStyle", val="Footer")), *runs))


def _page_of(sentence: str) -> Iterator[Element]:
    for piece in re.split(r"(\{pages?\})", sentence):
        if piece in _FIELDS:
            yield from field(_FIELDS[piece], "1")
        elif piece:
            yield run(piece)


def open_pages(body: Element, document: Document) -> None:
    """The colophon, the first section, goals, overview and matrix begin a page, by a property of their heading."""
    names = {bookmark(section.anchor) for section in (document.colophon, *document.sections[:1])}
    names |= {bookmark(section.anchor) for section in document_sections(document) if section.role in _OPENING}
    for start in body.iter(w("bookmarkStart")):
        paragraph = start.getparent()
        if start.get(w("name")) in names and paragraph is not None and style_of(paragraph).startswith("Heading"):
            put(properties(paragraph), make("pageBreakBefore"))
            put(properties(paragraph), make("spacing", before=_TOP))
