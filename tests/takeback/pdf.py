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
    return Taken(reader.headings, reader.tables, squeeze(text), reader.notes, sorted(reader.addresses), None, reader.alternatives)


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

    marked: dict[tuple[int, int], dict[int, str]]
    headings: list[tuple[int, str]] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)

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
            return self.marked[parent.Pg.objgen].get(kid, "")
        if not isinstance(kid, Dictionary) or kid.get("/Type") == "/OBJR":
            return ""
        if "/MCID" in kid:
            page = kid.Pg if "/Pg" in kid else parent.Pg
            return self.marked[page.objgen].get(int(kid.MCID), "")
        if kid.S == "/Lbl" and (parent.S != "/LI" or _numbering(parent.P) != "/None"):
            return ""  # a note's number where it is called or stands, or the number or bullet that a list adds
        return self.text(kid)

    def note(self, element: Dictionary) -> None:
        place = len(self.notes)
        self.notes.append("")
        self.notes[place] = squeeze(self.inside(element))

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


def _marked(pdf: bytes) -> Iterator[dict[int, str]]:
    """For each page, the text of each piece of marked content by its id, in the order in which it is drawn."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            found: dict[int, str] = {}
            texts = page.get_textpage()
            for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=_FORM_DEPTH):
                identity = pdfium.FPDFPageObj_GetMarkedContentID(item.raw)
                if identity >= 0:
                    found[identity] = found.get(identity, "") + _text(item.raw, texts.raw)
            yield found


def _text(item: object, texts: object) -> str:
    size = pdfium.FPDFTextObj_GetText(item, texts, None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFTextObj_GetText(item, texts, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")
