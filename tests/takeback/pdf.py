"""Takes back from a PDF what its structure tree tells in reading order: pikepdf reads the tree, pdfium the text of each piece of marked content.

The cover is what stands before the first heading; the contents are a TOC element with the heading right before it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from pikepdf import Array, Dictionary, Object

from tests.takeback import Taken, squeeze

_HEADINGS = {f"/H{level}": level for level in range(1, 7)}
_FORM_DEPTH = 15


def take(pdf: bytes) -> Taken:
    """What a reader of the structure tree gets. References are None: a PDF's internal links lead to places, not to names."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        top = _elements(opened.Root.StructTreeRoot)[0]
        body = _body(_elements(top))
        reader = _Reader({page.obj.objgen: text for page, text in zip(opened.pages, _marked(pdf), strict=True)})
        text = "".join(reader.text(element) for element in body)
        languages = _by_language([*reader.foreign, *reader.foreign_in_notes])
        languages.pop(str(opened.Root.Lang), None)
    return Taken(reader.headings, reader.tables, squeeze(text), reader.notes, sorted(reader.addresses), None, reader.alternatives, languages)


def _by_language(pieces: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag, text in pieces:
        found[tag] = found.get(tag, "") + squeeze(text)
    return found


def _body(elements: list[Dictionary]) -> list[Dictionary]:
    """The elements from the first heading on, without the contents and their heading."""
    contents = next((index for index, element in enumerate(elements) if element.S == "/TOC"), None)
    first = next(index for index, element in enumerate(elements) if str(element.S) in _HEADINGS)
    dropped = range(0) if contents is None else range(contents - 1, contents + 1)
    return [element for index, element in enumerate(elements) if index >= first and index not in dropped]


def _kids(element: Object) -> list[Object | int]:
    kids = element.get("/K")
    return list(kids) if isinstance(kids, Array) else [] if kids is None else [kids]


def _elements(element: Object) -> list[Dictionary]:
    return [kid for kid in _kids(element) if isinstance(kid, Dictionary)]


@dataclass
class _Reader:
    """Walks the tree once. `marked` holds for each page the text of each piece of marked content by its id."""

    marked: dict[tuple[int, int], dict[int, tuple[str, str]]]
    headings: list[tuple[int, str]] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)
    foreign: list[tuple[str, str]] = field(default_factory=list)
    foreign_in_notes: list[tuple[str, str]] = field(default_factory=list)
    in_note: bool = False

    def text(self, element: Dictionary) -> str:
        """The element's text without notes and their numbers; what else it holds is noted on the way."""
        kind = str(element.S)
        if kind == "/Note":
            self.note(element)
            return ""
        if kind == "/Figure":
            self.alternatives.append(str(element.get("/Alt", "")))
        if kind == "/Link":
            self.addresses += sorted(set(_addresses(element)))
        if kind == "/Table":
            return self.table(element)
        text = self.inside(element)
        if kind in _HEADINGS:
            self.headings.append((_HEADINGS[kind], squeeze(text)))
        return text

    def inside(self, element: Dictionary) -> str:
        return "".join(self.piece(kid, element) for kid in _kids(element))

    def piece(self, kid: Object | int, parent: Dictionary) -> str:
        if isinstance(kid, int):
            return self.content(parent.Pg, kid, parent)
        if not isinstance(kid, Dictionary) or kid.get("/Type") == "/OBJR":
            return ""
        if "/MCID" in kid:
            return self.content(kid.Pg if "/Pg" in kid else parent.Pg, int(kid.MCID), parent)
        if kid.S == "/Lbl" and (parent.S != "/LI" or _numbering(parent.P) != "/None"):
            return ""  # a note's number where it stands, or the number or bullet that a list adds
        if kid.S == "/Reference":
            return ""  # a note's number where it is called
        return self.text(kid)

    def content(self, page: Object, identity: int, parent: Dictionary) -> str:
        """A piece of marked content; its language is its own, else that of an element around it."""
        text, language = self.marked[page.objgen].get(identity, ("", ""))
        if language := language or _language(parent):
            (self.foreign_in_notes if self.in_note else self.foreign).append((language, text))
        return text

    def note(self, element: Dictionary) -> None:
        place = len(self.notes)
        self.notes.append("")
        self.in_note = True
        self.notes[place] = squeeze(self.inside(element))
        self.in_note = False

    def table(self, element: Dictionary) -> str:
        place = len(self.tables)
        self.tables.append([])
        text = ""
        for part in _elements(element):
            if part.S in ("/THead", "/TBody"):
                text += "".join(self.row(row, place) for row in _elements(part))
            else:
                text += self.text(part)
        return text

    def row(self, row: Dictionary, table: int) -> str:
        assert row.S == "/TR"
        cells = [self.text(cell) for cell in _elements(row)]
        self.tables[table].append([squeeze(cell) for cell in cells])
        return "".join(cells)


def _language(element: Object) -> str:
    """The language of the nearest element that has one, from this one up to the document; "" for none."""
    while element.get("/S") is not None:
        if "/Lang" in element:
            return str(element.Lang)
        element = element.P
    return ""


def _numbering(element: Object) -> str | None:
    """A list's kind of numbering; None for what is no list."""
    if element.get("/S") != "/L":
        return None
    attributes = element.get("/A")
    every = list(attributes) if isinstance(attributes, Array) else [attributes]
    return next((str(each.ListNumbering) for each in every if isinstance(each, Dictionary) and "/ListNumbering" in each), "/None")


def _addresses(link: Dictionary) -> Iterator[str]:
    for kid in _kids(link):
        if isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR":
            action = kid.Obj.get("/A")
            if isinstance(action, Dictionary) and "/URI" in action:
                yield bytes(action.URI).decode()


# --- text by marked content ------------------------------------------------------------------------------------------


def _marked(pdf: bytes) -> Iterator[dict[int, tuple[str, str]]]:
    """For each page, text and language of each piece of marked content by its id, in the order in which it is drawn."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            found: dict[int, tuple[str, str]] = {}
            texts = page.get_textpage()
            for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=_FORM_DEPTH):
                identity = pdfium.FPDFPageObj_GetMarkedContentID(item.raw)
                if identity >= 0:
                    text, language = found.get(identity, ("", _marked_language(item.raw)))
                    found[identity] = (text + _text(item.raw, texts.raw), language)
            yield found


def _marked_language(item: object) -> str:
    for index in range(pdfium.FPDFPageObj_CountMarks(item)):
        mark, size, buffer = pdfium.FPDFPageObj_GetMark(item, index), ctypes.c_ulong(), (ctypes.c_ushort * 64)()
        if pdfium.FPDFPageObjMark_GetParamStringValue(mark, b"Lang", buffer, 128, size):
            return bytes(buffer)[: size.value].decode("utf-16-le").rstrip("\0")
    return ""


def _text(item: object, texts: object) -> str:
    size = pdfium.FPDFTextObj_GetText(item, texts, None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFTextObj_GetText(item, texts, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")
