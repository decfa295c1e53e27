"""What the tags say: headings, tables with headers and captions, pictures, lists, notes, links and the contents list, as the document has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pikepdf import Dictionary, Name, NameTree, Object, Pdf

from planverk.document.blocks import Table
from planverk.document.walk import plain
from planverk.errors import UserError
from planverk.formats.pdf.error import fault
from planverk.formats.pdf.expected import Expected
from planverk.formats.pdf.structure import annotations_of, below, children, elements, listed, parent_tree, table_rows

_FILE_NAME = re.compile(r"\S+\.(svg|png|jpe?g|gif|pdf|webp|csv)", re.IGNORECASE)


def tag_faults(pdf: Pdf, expected: Expected, contents: int) -> Iterator[UserError]:
    """Faults of the structure tree; `contents` is how many entries the contents list has."""
    every = list(elements(pdf))
    if not every:
        yield fault("no-tags")
        return
    outside = list(elements(pdf, notes=False))
    levels = [int(str(element.S)[2:]) for element in every if re.fullmatch("/H[1-6]", str(element.S))]
    if levels != [min(level, 6) for level in expected.levels]:
        yield fault("headings", found=len(levels), wanted=len(expected.levels))
    yield from _tables(outside, every, expected)
    yield from _figures(every, expected)
    if (lists := sum(element.S == "/L" for element in outside)) != expected.lists:
        yield fault("lists", found=lists, wanted=expected.lists)
    yield from _notes(pdf, every, expected)
    entries = [element for element in every if element.S == "/TOCI" and element.P.get("/S") == "/TOC"]
    if len(entries) != contents:
        yield fault("contents-list", found=len(entries), wanted=contents)


# --- tables ----------------------------------------------------------------------------------------------------------


def _tables(outside: list[Dictionary], every: list[Dictionary], expected: Expected) -> Iterator[UserError]:
    found = [element for element in outside if element.S == "/Table"]
    if len(found) != len(expected.tables):
        yield fault("tables-differ", found=len(found), wanted=len(expected.tables))
    for number, (element, table) in enumerate(zip(found, expected.tables, strict=False), 1):
        where = {"number": number, "heading": plain(table.heading)}
        yield from (fault(key, **where) for key in _table(element, table))
    for element in every:
        if element.S == "/Table" and not _heads(_rows(element)[:1], Name.Column):
            yield fault("table-header", number="–", heading="–")


def _rows(table: Dictionary) -> list[list[Dictionary]]:
    """The cells of each row."""
    return [children(row) for row in table_rows(table)]


def _table(element: Dictionary, table: Table) -> Iterator[str]:
    rows = _rows(element)
    if not rows or not _heads(rows[:1], Name.Column):
        yield "table-header"
    head = [len(row) for row in table.head]
    if [len(row) for row in rows] != [*head, *[len(table.columns)] * len(table.rows)]:
        yield "table-shape"
    elif table.header_column is not None and not _heads([[row[table.header_column]] for row in rows[len(head) :]], Name.Row):
        yield "row-header"
    if table.heading and not any(kid.S == "/Caption" for kid in children(element)):
        yield "caption"


def _heads(rows: list[list[Dictionary]], scope: Name) -> bool:
    """Whether all cells are header cells of a scope, and none of the rows is empty."""
    return all(bool(row) and all(cell.S == "/TH" and _has_scope(cell, scope) for cell in row) for row in rows)


def _has_scope(cell: Dictionary, scope: Name) -> bool:
    return any(isinstance(each, Dictionary) and each.get("/Scope") == scope for each in listed(cell.get("/A")))


# --- the rest --------------------------------------------------------------------------------------------------------


def _figures(every: list[Dictionary], expected: Expected) -> Iterator[UserError]:
    found = [str(element.get("/Alt", "")).strip() for element in every if element.S == "/Figure"]
    for number, alternative in enumerate(found, 1):
        if not alternative or _FILE_NAME.fullmatch(alternative):
            yield fault("alternative", number=number)
    if found != [alternative.strip() for alternative in expected.alternatives]:
        yield fault("alternatives-differ", found=len(found), wanted=len(expected.alternatives))


def _notes(pdf: Pdf, every: list[Dictionary], expected: Expected) -> Iterator[UserError]:
    """Notes without a label of their own, or without an id that the file's tree of ids knows."""
    notes = [element for element in every if element.S == "/Note"]
    if len(notes) != len(expected.notes):
        yield fault("notes", found=len(notes), wanted=len(expected.notes))
    root = pdf.Root.StructTreeRoot
    known = dict(NameTree(root.IDTree).items()) if "/IDTree" in root else {}
    identities = [str(note.get("/ID", "")) for note in notes]
    for number, (note, identity) in enumerate(zip(notes, identities, strict=True), 1):
        lost = identity not in known or known[identity].objgen != note.objgen
        if lost or identities.count(identity) > 1 or not any(kid.S == "/Lbl" for kid in below(note)):
            yield fault("note", number=number)


# --- links ------------------------------------------------------------------------------------------------------------


def link_faults(pdf: Pdf, wanted: int) -> Iterator[UserError]:
    """Faults of the links; `wanted` is how many the document has, those of the contents list among them."""
    links = [element for element in elements(pdf) if element.S == "/Link"]
    if len(links) != wanted:
        yield fault("links-differ", found=len(links), wanted=wanted)
    tagged = {annotation.objgen: link for link in links for annotation in annotations_of(link)}
    if any(not annotations_of(link) for link in links):
        yield fault("link-without-place")
    parents = parent_tree(pdf)
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.obj.get("/Annots", []):
            if annotation.get("/Subtype") != "/Link":
                yield fault("acting", what=str(annotation.get("/Subtype", "/?"))[1:])
            elif not str(annotation.get("/Contents", "")).strip():
                yield fault("link-without-name", page=number)
            if not _leads_back(annotation, tagged, parents):
                yield fault("link-without-tag", page=number)


def _leads_back(annotation: Object, tagged: dict[tuple[int, int], Dictionary], parents: dict[int, Object]) -> bool:
    """Whether the annotation's parent is the tag that holds it."""
    link = tagged.get(annotation.objgen)
    parent = parents.get(int(annotation.get("/StructParent", -1)))
    return link is not None and parent is not None and parent.objgen == link.objgen
