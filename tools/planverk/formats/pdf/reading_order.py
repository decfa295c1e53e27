"""Takes back what a screen reader gets: the text of a PDF's tags in their order, the notes apart, and the words of foreign languages.

pikepdf reads the structure tree and the text of each piece of marked content, pdfium where it lies. pdfium's own text will not do: it drops a
sign that looks like a double of the one before, guesses at the order where a script runs from right to left, and tells no note, header and foreign
word from the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from pikepdf import Dictionary, Object, Pdf, parse_content_stream

from planverk.document.said import Said
from planverk.formats.pdf.expected import signs
from planverk.formats.pdf.structure import drawn_on, listed

_FORM_DEPTH = 15
_EDGE = 1  # point


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of marked content: its text, its language where it tells one, and whether any of it lies beyond the page."""

    text: str
    language: str
    beyond: bool


@dataclass(frozen=True, slots=True)
class ReadingOrder:
    """The signs of the text outside contents list and notes, of each note, and of each foreign language; see `expected`. `beyond` is how many
    signs are drawn where no page is: Typst sets on what has no room."""

    text: str
    notes: list[str]
    languages: dict[str, str]
    unseen: set[str]
    contents: str
    beyond: int


def reading_order(pdf: Pdf, data: bytes) -> ReadingOrder:
    """What the tags of a PDF say; `data` are its bytes. Nothing for an untagged file."""
    root = pdf.Root.get("/StructTreeRoot")
    pieces = {page.obj.objgen: found for page, found in zip(pdf.pages, _pieces(pdf, data), strict=True)}
    reader = _Reader(pieces, str(pdf.Root.get("/Lang", "")))
    if isinstance(root, Dictionary):
        reader.element(root, reader.said, None, "")
    every = [piece for page in pieces.values() for piece in page.values()]
    return ReadingOrder(
        text=signs("".join(reader.said)),
        notes=[signs("".join(said)) for said in reader.notes],
        languages={language: signs("".join(texts)) for language, texts in reader.foreign.items()},
        unseen=Said("".join(piece.text for piece in every)).unseen,
        contents="".join(reader.contents),
        beyond=sum(len(signs(piece.text)) for piece in every if piece.beyond),
    )


@dataclass(slots=True)
class _Reader:
    pieces: Mapping[tuple[int, int], Mapping[int, Piece]]
    own: str
    said: list[str] = field(default_factory=list)
    notes: list[list[str]] = field(default_factory=list)
    foreign: dict[str, list[str]] = field(default_factory=dict)
    contents: list[str] = field(default_factory=list)

    def element(self, element: Object, said: list[str], page: Object | None, language: str) -> None:
        """Reads an element's kids: numbers of marked content on a page, elements, and objects, which have no text. One that tells its text is not
        read further, but for the language."""
        kids, page, language = element.get("/K"), element.get("/Pg", page), str(element.get("/Lang", language))
        if "/ActualText" in element:
            inside = replace(self, said=[], foreign={})
            inside.element(Dictionary({"/K": kids, "/Pg": page}), [], page, language)
            self.take(str(element.ActualText), said, next(iter(inside.foreign), language))
            return
        for kid in listed(kids):
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
            said = self.notes[-1]
        elif kind == "/TOC":
            said = self.contents
        # A note's number and the numbers of a list are made by the typesetter: the document has none. A term is a Lbl too, and is the document's own.
        elif (kind == "/Reference" and parent.get("/S") != "/TOCI") or (kind == "/Lbl" and _is_number(parent)):
            return
        self.element(kid, said, page, language)

    def content(self, page: Object | None, identity: int, said: list[str], language: str) -> None:
        if page is not None and (piece := self.pieces.get(page.objgen, {}).get(identity)):
            self.take(piece.text, said, piece.language or language)

    def take(self, text: str, said: list[str], language: str) -> None:
        said.append(text)
        if language not in ("", self.own):
            self.foreign.setdefault(language, []).append(text)


def _is_number(parent: Object) -> bool:
    """Whether a label in here is the number of a note, or one that a list counts; the label of a list without numbers is a term."""
    if parent.get("/S") != "/LI":
        return True
    return any(isinstance(each, Dictionary) and each.get("/ListNumbering", "/None") != "/None" for each in listed(parent.P.get("/A")))


def _pieces(pdf: Pdf, data: bytes) -> Iterator[dict[int, Piece]]:
    """For each page, the pieces of marked content by their numbers, each in the order in which it is drawn."""
    with pypdfium2.PdfDocument(data) as document:
        for number, (drawn, page) in enumerate(zip(document, pdf.pages, strict=True)):
            found: dict[int, Piece] = {}
            beyond = _beyond(drawn)
            for each in drawn_on(number, page.obj, list(parse_content_stream(page))):
                if each.identity is not None:
                    before = found.get(each.identity) or Piece("", each.language, each.identity in beyond)
                    found[each.identity] = replace(before, text=before.text + each.text)
            yield found


def _beyond(page: Any) -> set[int]:
    """The numbers of the pieces of text that lie beyond the edge of the page."""
    width, height = page.get_size()
    found = set()
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=_FORM_DEPTH):
        left, bottom, right, top = item.get_bounds()
        if left < -_EDGE or bottom < -_EDGE or right > width + _EDGE or top > height + _EDGE:
            found.add(pdfium.FPDFPageObj_GetMarkedContentID(item.raw))
    return found
