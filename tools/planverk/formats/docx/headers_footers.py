"""The furniture of the pages: size and margins, header and footer, and which headings begin a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from itertools import islice, takewhile

from planverk.document.accept_reject import mark_of_line
from planverk.document.blocks import Mark
from planverk.document.document import Document
from planverk.formats.clean import clean
from planverk.formats.docx.changes import Changes
from planverk.formats.docx.design import Design, Edge
from planverk.formats.docx.lines import Stamp, changed, joined, line_runs
from planverk.formats.docx.ooxml import bookmark, field, make, properties, put, run, style_of
from planverk.formats.docx.template import TAG
from planverk.formats.walk import document_sections
from planverk.word.names import Element, r, value, w
from planverk.word.reading import has_content

_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_TOP = 120
_OPENING = ("goal", "overview", "matrix")


def page(body: Element, design: Design, edges: tuple[Edge, ...]) -> None:
    """Sets the one section of the body: the page, its margins, headers and footers."""
    for old in body.findall(w("sectPr")):
        body.remove(old)
    sheet = design.sheet
    references = []
    for edge in edges:
        references.append(make(f"{edge.kind}Reference", type=edge.when))
        references[-1].set(r("id"), key_of(edge))
    wide = {"orient": "landscape"} if sheet.width > sheet.height else {}
    size = make("pgSz", w=sheet.width, h=sheet.height, **wide)
    margins = make(
        "pgMar", top=sheet.top, right=sheet.right, bottom=sheet.bottom, left=sheet.left, header=sheet.header, footer=sheet.footer, gutter=0
    )
    body.append(make("sectPr", *references, size, margins, *([make("titlePg")] if design.title_page else [])))


def key_of(edge: Edge) -> str:
    """The id of the relationship to a header or footer."""
    return "rId" + edge.name.removeprefix("word/").removesuffix(".xml").title()


def edges_of(document: Document, design: Design, stamp: Stamp | None = None) -> tuple[Edge, ...]:
    """Headers and footers: ours, or a template's with our status and page number in them. The cover, which says the status itself, may go without."""
    edges = {(edge.kind, edge.when): edge for edge in design.edges}
    for kind in ("header", "footer"):
        edges.setdefault((kind, "default"), Edge(_free(kind, design.edges), "default", make("hdr" if kind == "header" else "ftr")))
    if design.even_pages:
        for kind in ("header", "footer"):
            same = edges[kind, "default"]
            edges.setdefault((kind, "even"), replace(same, name=_free(kind, tuple(edges.values())), when="even", root=deepcopy(same.root)))
    for (kind, when), edge in edges.items():
        if when != "first" or not design.title_page:
            _fill(edge.root, _line(kind, document, design, stamp), kind == "footer")
        elif not len(edge.root):
            edge.root.append(make("p", make("pPr", make("pStyle", val=kind.title()))))
    if document.redline and document.redline.between:
        page_one = "first" if design.title_page else "default"
        first = edges.setdefault(("header", page_one), Edge(_free("header", tuple(edges.values())), page_one, make("hdr")))
        first.root.append(make("p", make("pPr", make("pStyle", val="Header")), run(clean(document.redline.between))))
    return tuple(edge for edge in edges.values() if edge.when != "first" or design.title_page)


def _free(kind: str, edges: tuple[Edge, ...]) -> str:
    return f"word/{kind}{1 + sum(edge.kind == kind for edge in edges)}.xml"


def _fill(root: Element, line: Element, always: bool) -> None:
    """Puts our line where the template has a place for it; where it has none and shows nothing, or shows other things in a footer, after the rest."""
    given = [each for each in root.iter(w("sdt")) if value(each, "sdtPr", "tag") == TAG]
    for control in given:
        content = control.find(w("sdtContent"))
        if content is not None:
            content.append(deepcopy(line))
    if given or not (always or not any(has_content(each) for each in root.iter(w("p")))):
        return
    if not any(has_content(each) for each in root.iter(w("p"))):
        root[:] = []
    if always and any((code.get(w("instr")) or code.text or "").split()[:1] == ["PAGE"] for code in root.iter(w("instrText"), w("fldSimple"))):
        line = _first_only(line)
    root.append(make("sdt", make("sdtPr", make("tag", val=TAG), make("id", val=2)), make("sdtContent", line)))


def _first_only(line: Element) -> Element:
    """The line without its page number, where the template has one."""
    kept = deepcopy(line)
    tab = next((each for each in kept if each.find(w("tab")) is not None), None)
    for gone in [] if tab is None else [tab, *takewhile(lambda each: each.find(w("br")) is None, tab.itersiblings())]:
        kept.remove(gone)
    return kept


def _line(kind: str, document: Document, design: Design, stamp: Stamp | None) -> Element:
    """A header has the publisher left and the title right; a footer status and version left, page x of y right, the publisher's own line under them.

    On a template's page the line has a tab stop of our own: its style may have one in the middle as well.
    """
    stops = [make("tabs", make("tab", val="clear", pos=4536), make("tab", val="clear", pos=9072), make("tab", val="right", pos=design.sheet.text))]
    start, tab = make("pPr", make("pStyle", val=kind.title()), *(stops if design.from_template else [])), make("r", make("tab"))
    if kind == "header":
        publisher, title = (line_runs(document.line(name), stamp) for name in ("publisher", "title"))
        return make("p", start, *publisher, tab, *title)
    left = line_runs(joined([document.line(name) for name in ("label", "version")], " · "), stamp)
    line = document.line("footer")
    own = (changed(make("r", make("br")), mark_of_line(line) or "", stamp), *line_runs(line, stamp)) if line else ()
    return make("p", start, *left, tab, *_page_of(clean(document.words["page-of"])), *own)


def _page_of(sentence: str) -> Iterator[Element]:
    for piece in re.split(r"(\{pages?\})", sentence):
        if piece in _FIELDS:
            yield from field(_FIELDS[piece], "1")
        elif piece:
            yield run(piece)


def open_pages(body: Element, document: Document, changes: Changes) -> None:
    """The colophon, the first section, goals, overview and matrix begin a page, by a property of their heading.

    Where an edition begins with another section than the other one, a heading that stands in both has other properties in the earlier one.
    """
    later, earlier = _opening(document, "deleted"), _opening(document, "inserted")
    for start in body.iter(w("bookmarkStart")):
        name, paragraph = start.get(w("name"), ""), start.getparent()
        if name not in later | earlier or paragraph is None or not style_of(paragraph).startswith("Heading"):
            continue
        mark, former = changes.paragraphs.get(paragraph), deepcopy(properties(paragraph))
        if not mark and (name in later) != (name in earlier):
            changes.former[paragraph] = _open(former) if name in earlier else former
        if name in (earlier if mark == "deleted" else later):
            _open(properties(paragraph))


def _opening(document: Document, gone: Mark) -> set[str]:
    """The bookmarks of the headings that begin a page in the edition that has nothing of what is `gone`."""
    first = (section for section in document.sections if section.mark != gone)
    names = {bookmark(section.anchor) for section in (document.colophon, *islice(first, 1))}
    return names | {bookmark(section.anchor) for section in document_sections(document) if section.role in _OPENING and section.level == 1}


def _open(where: Element) -> Element:
    put(where, make("pageBreakBefore"))
    put(where, make("spacing", before=_TOP))
    return where
