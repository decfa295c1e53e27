"""From a Document to the bytes of a DOCX file: what pandoc makes gets, step by step, what it leaves out, then a package of our own."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from planverk.document.blocks import Mark
from planverk.document.document import Document
from planverk.document.transform import ungrouped
from planverk.formats.docx import headers_footers, pictures, properties, tables
from planverk.formats.docx.changes import Changes, read_changes, without
from planverk.formats.docx.contents import add_contents
from planverk.formats.docx.design import BODY, Design, Edge
from planverk.formats.docx.emit import emit
from planverk.formats.docx.gate import hold
from planverk.formats.docx.lines import Stamp, stamp_of
from planverk.formats.docx.ooxml import parse, write, write_whole
from planverk.formats.docx.pack import Relation, hyperlink, image, pack, relations, to_part
from planverk.formats.docx.paragraphs import Lists, hold_together, number_notes, part_runs, settle_bookmarks, settle_tabs
from planverk.formats.docx.styles import own_styles, styles_part
from planverk.formats.docx.template import design_of
from planverk.formats.docx.tracked import count_changes, part_insertions, show_changes, track
from planverk.formats.outputs import Download
from planverk.formats.pandoc import convert
from planverk.word.names import Element, r, w

_TAKEN = ("document.xml", "footnotes.xml", "numbering.xml", "theme/theme1.xml", "_rels/document.xml.rels")
"""What is taken of pandoc's parts; all others are ours."""
_RELATED = {
    "rIdStyles": "word/styles.xml",
    "rIdSettings": "word/settings.xml",
    "rIdNumbering": "word/numbering.xml",
    "rIdFonts": "word/fontTable.xml",
    "rIdNotes": "word/footnotes.xml",
    "rIdTheme": "word/theme/theme1.xml",
}


def render(document: Document, keep: Path | None = None, downloads: Sequence[Download] = ()) -> bytes:
    """The document as DOCX: the same document gives the same bytes. Charts drawn before are taken from `keep`; no downloads are offered.

    UserError where pandoc fails or the result does not pass the gate; it holds every fault.
    """
    document = ungrouped(document)
    design = design_of(document)
    data = assemble(document, convert(emit(document), {}, document.created, "docx"), pictures.pictures(document, keep, design.sheet.text), design)
    hold(data, document)
    return data


def assemble(document: Document, raw: bytes, given: tuple[pictures.Picture, ...], design: Design) -> bytes:
    """The bytes of the finished file from pandoc's."""
    with ZipFile(BytesIO(raw)) as archive:
        made = {name: parse(archive.read(f"word/{name}")) for name in _TAKEN}
    root, notes = made["document.xml"], made["footnotes.xml"]
    stamp = stamp_of(document.redline) if document.redline else None
    edges = headers_footers.edges_of(document, design, stamp)
    media, lists = _body(document, root, notes, given, Lists(made["numbering.xml"]), design, stamp)
    headers_footers.page(root[0], design, edges)
    count_changes((root, notes, *(edge.root for edge in edges)), 1 + sum(1 for _ in root.iter(w("bookmarkStart"))))
    outside = (each for each in made["_rels/document.xml.rels"] if each.get("TargetMode") == "External")
    addresses = {each.get("Id", ""): each.get("Target", "") for each in outside}
    to_edges = (to_part(headers_footers.key_of(edge), edge.name) for edge in edges)
    links = [
        *(to_part(key, name) for key, name in _RELATED.items()),
        *to_edges,
        *_links(root, addresses),
        *(image(key, f"media/{_file(key, data)}") for key, data in media.items()),
    ]
    used = frozenset(style.get(w("val"), "") for part in (root, notes) for style in part.iter(w("pStyle"), w("rStyle")))
    parts = {
        "word/document.xml": root,
        "word/footnotes.xml": notes,
        "word/styles.xml": styles_part(design, document.language, own_styles(design.look), used),
        "word/numbering.xml": lists.part(design.family),
        "word/settings.xml": properties.settings(document.language, design.even_pages, is_tracked=stamp is not None),
        "word/fontTable.xml": properties.fonts(design),
        "word/theme/theme1.xml": properties.theme(made["theme/theme1.xml"], design),
        "word/_rels/document.xml.rels": relations(links),
        "word/_rels/footnotes.xml.rels": relations(_links(notes, addresses)),
        "docProps/core.xml": properties.core(document),
        "docProps/app.xml": properties.application(document),
        "docProps/custom.xml": properties.custom(document.provenance.facts()),
    }
    pictures_of_ours = {f"word/media/{_file(key, data)}": data for key, data in media.items()}
    return pack({name: write(part) for name, part in parts.items()} | _edge_parts(edges) | pictures_of_ours)


def _edge_parts(edges: tuple[Edge, ...]) -> dict[str, bytes]:
    """Headers and footers with their relationships and pictures; a template's keep the names that they declare, which Word asks for."""
    parts: dict[str, bytes] = {}
    for edge in edges:
        parts[edge.name] = write_whole(edge.root)
        if edge.relations:
            parts[f"word/_rels/{edge.name.removeprefix('word/')}.rels"] = write(relations(list(edge.relations)))
        parts |= edge.media
    return parts


def _body(
    document: Document, root: Element, notes: Element, given: tuple[pictures.Picture, ...], lists: Lists, design: Design, stamp: Stamp | None
) -> tuple[dict[str, bytes], Lists]:
    """Brings body and notes into order; what comes back are the media by relationship id, and the lists that are used."""
    body = root[0]
    for part in (root, notes):
        lists.settle(part)
        settle_tabs(part)
        tables.align_once(part)
        tables.part_tables(part)
    changes = read_changes(root, notes)
    for part in (root, notes):
        tables.style_empty(part)
    settle_bookmarks(root, notes)
    number_notes(root, notes)
    tables.dress(body, document, design.sheet.text, design.size / BODY, frozenset(changes.went_out()))
    _arrange(body, changes)
    media = pictures.place(body, given)
    headers_footers.open_pages(body, document, changes)
    add_contents(body, document, changes, stamp)
    if stamp:
        track(changes, stamp)
        part_insertions(root, stamp)
        part_insertions(notes, stamp)
    else:
        show_changes(changes)
    return media, lists


def _arrange(body: Element, changes: Changes) -> None:
    """Gives paragraphs what follows from their neighbours: in the later edition, and what went out in the earlier one."""
    went_out = frozenset(each for each, mark in changes.paragraphs.items() if mark == "deleted")
    editions: tuple[tuple[Mark, frozenset[Element] | None], ...] = (("deleted", None), ("inserted", went_out))
    for gone, among in editions[: 2 if went_out else 1]:
        with without(gone, changes, body):
            part_runs(body, among)
            hold_together(body, among)
            tables.room_after(body, among)


def _links(part: Element, addresses: dict[str, str]) -> list[Relation]:
    """The addresses that a part links to. A link's id is made of its address, so that it is the same from build to build; pandoc counts positions."""
    found: dict[str, str] = {}
    for link in part.iter(w("hyperlink")):
        address = addresses.get(link.get(r("id"), ""))
        if address is not None:
            key = f"rIdLink{sha256(address.encode()).hexdigest()[:12]}"
            found[key] = address
            link.set(r("id"), key)
    return [hyperlink(key, address) for key, address in sorted(found.items())]


def _file(key: str, data: bytes) -> str:
    ending = ".svg" if key.startswith("rIdVector") else ".jpg" if data.startswith(b"\xff\xd8") else ".png"
    return key.removeprefix("rId").lower() + ending
