"""Takes back what a screen reader gets: the text of a PDF's tags in their order, the notes apart, and the words of foreign languages.

pikepdf reads the structure tree, pdfium the text of each piece of marked content.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from pikepdf import Array, Dictionary, Object, Pdf

from planverk.render.pdf.promise import letters

_FORM_DEPTH = 15
_LONGEST_TAG = 64


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of marked content: its text, and its language where it tells one."""

    text: str
    language: str


@dataclass(slots=True)
class Spoken:
    """The letters of the text outside contents list and notes, of each note, and of each foreign language."""

    text: str = ""
    notes: list[str] = field(default_factory=list)
    languages: dict[str, str] = field(default_factory=dict)


def spoken(pdf: Pdf, data: bytes) -> Spoken:
    """What the tags of a PDF say; `data` are its bytes. Nothing for an untagged file."""
    root = pdf.Root.get("/StructTreeRoot")
    pieces = {page.obj.objgen: found for page, found in zip(pdf.pages, _pieces(data), strict=True)}
    reader = _Reader(pieces, str(pdf.Root.get("/Lang", "")))
    if isinstance(root, Dictionary):
        reader.element(root, reader.said, None, "")
    result = Spoken(letters("".join(reader.said)), [letters("".join(said)) for said in reader.notes])
    for language, text in reader.foreign:
        result.languages[language] = result.languages.get(language, "") + letters(text)
    return result


@dataclass(slots=True)
class _Reader:
    pieces: Mapping[tuple[int, int], Mapping[int, Piece]]
    own: str
    said: list[str] = field(default_factory=list)
    notes: list[list[str]] = field(default_factory=list)
    foreign: list[tuple[str, str]] = field(default_factory=list)

    def element(self, element: Object, said: list[str], page: Object | None, language: str) -> None:
        """Reads an element's kids: numbers of marked content on a page, elements, and objects, which have no text."""
        kids = element.get("/K")
        page = element.get("/Pg", page)
        language = str(element.get("/Lang", language))
        for kid in list(kids) if isinstance(kids, Array) else [] if kids is None else [kids]:
            if not isinstance(kid, Dictionary):
                self.content(page, int(kid), said, language)
            elif "/S" in kid:
                self.kid(kid, element, said, page, language)
            elif "/MCID" in kid:
                self.content(kid.get("/Pg", page), int(kid.MCID), said, language)

    def kid(self, kid: Dictionary, parent: Object, said: list[str], page: Object | None, language: str) -> None:
        kind = str(kid.S)
        if kind == "/Note":
            self.notes.append([])
            self.element(kid, self.notes[-1], page, language)
        elif kind == "/TOC" or kind == "/Reference" or (kind == "/Lbl" and _is_number(parent)):
            return
        else:
            self.element(kid, said, page, language)

    def content(self, page: Object | None, identity: int, said: list[str], language: str) -> None:
        piece = self.pieces.get(page.objgen, {}).get(identity) if page is not None else None
        if piece:
            said.append(piece.text)
            language = piece.language or language
            if language not in ("", self.own):
                self.foreign.append((language, piece.text))


def _is_number(parent: Object) -> bool:
    """Whether a label in here is the number of a note, or one that a list counts; the label of a list without numbers is a term."""
    if parent.get("/S") != "/LI":
        return True
    attributes = parent.P.get("/A")
    every = list(attributes) if isinstance(attributes, Array) else [attributes]
    return any(isinstance(each, Dictionary) and each.get("/ListNumbering", "/None") != "/None" for each in every)


def _pieces(data: bytes) -> Iterator[dict[int, Piece]]:
    """For each page, the pieces of marked content by their numbers, each in the order in which it is drawn."""
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            found: dict[int, Piece] = {}
            texts = page.get_textpage()
            for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=_FORM_DEPTH):
                identity = pdfium.FPDFPageObj_GetMarkedContentID(item.raw)
                if identity >= 0:
                    before = found.get(identity) or Piece("", _language(item.raw))
                    found[identity] = Piece(before.text + _text(item.raw, texts.raw), before.language)
            yield found


def _language(item: Any) -> str:
    """The language that the marks around an object tell, "" for none."""
    buffer, size = (ctypes.c_ushort * _LONGEST_TAG)(), ctypes.c_ulong()
    for index in range(pdfium.FPDFPageObj_CountMarks(item)):
        mark = pdfium.FPDFPageObj_GetMark(item, index)
        if pdfium.FPDFPageObjMark_GetParamStringValue(mark, b"Lang", buffer, 2 * _LONGEST_TAG, size):
            return bytes(buffer)[: size.value].decode("utf-16-le").rstrip("\0")
    return ""


def _text(item: Any, texts: Any) -> str:
    size = pdfium.FPDFTextObj_GetText(item, texts, None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFTextObj_GetText(item, texts, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")
