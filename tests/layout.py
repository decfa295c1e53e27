"""Where everything stands on the pages of a PDF: each drawn piece of text with its place, and the tags that it belongs to."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from pikepdf import Array, Dictionary, Object

MILLIMETRE = 72 / 25.4
Key = tuple[int, int]


@dataclass(frozen=True)
class Tag:
    """A structure element: its kind and which one it is."""

    kind: str
    key: Key


@dataclass(frozen=True)
class Piece:
    """Some letters of one line: page (from 1), place in points from the lower left corner, colour (red, green and blue to 255), the tags around them.

    `tags` is empty for furniture: headers, footers, and header rows that are repeated.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float
    colour: tuple[int, int, int]
    text: str
    tags: tuple[Tag, ...]

    def within(self, *kinds: str) -> Tag | None:
        """The innermost tag of one of the kinds around the piece."""
        return next((tag for tag in reversed(self.tags) if tag.kind in kinds), None)


@dataclass(frozen=True)
class Laid:
    """A PDF's pieces in the order in which they are drawn, and the size of each page."""

    pieces: list[Piece]
    sizes: list[tuple[float, float]]

    def on(self, page: int) -> list[Piece]:
        return [piece for piece in self.pieces if piece.page == page]


def laid(pdf: bytes) -> Laid:
    """What stands where in a PDF."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        numbers = {page.obj.objgen: number for number, page in enumerate(opened.pages, 1)}
        marks = dict(_marks(opened.Root.StructTreeRoot, (), None, numbers))
    pieces: list[Piece] = []
    sizes: list[tuple[float, float]] = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            sizes.append(page.get_size())
            texts = page.get_textpage()
            for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=1, textpage=texts):
                pieces.append(_piece(item, number, marks))
    return Laid([piece for piece in pieces if piece.text.strip()], sizes)


def meeting(found: Laid, gap: float) -> list[tuple[str, str]]:
    """The words of two cells of a row, side by side on a line, with less than `gap` points between them; overlapping ones too."""
    lines: dict[object, list[tuple[Piece, Tag]]] = {}
    for piece in found.pieces:
        row, cell = piece.within("TR"), piece.within("TD", "TH")
        if row and cell:
            lines.setdefault((row, piece.page, round(piece.bottom)), []).append((piece, cell))
    beside = (pair for line in lines.values() for pair in pairwise(sorted(line, key=lambda each: each[0].left)))
    return [(one.text, other.text) for (one, cell), (other, after) in beside if cell != after and other.left - one.right < gap]


def _marks(element: Object, tags: tuple[Tag, ...], page: Object | None, numbers: dict[Key, int]) -> Iterator[tuple[Key, tuple[Tag, ...]]]:
    """Page and number of each piece of marked content, with the tags around it."""
    kids = element.get("/K")
    page = element.get("/Pg", page)
    tags = (*tags, Tag(str(element.S)[1:], element.objgen)) if "/S" in element else tags
    for kid in list(kids) if isinstance(kids, Array) else [] if kids is None else [kids]:
        if not isinstance(kid, Dictionary):
            assert page is not None
            yield (numbers[page.objgen], int(kid)), tags
        elif "/S" in kid:
            yield from _marks(kid, tags, page, numbers)
        elif "/MCID" in kid:
            own = kid.get("/Pg", page)
            assert own is not None
            yield (numbers[own.objgen], int(kid.MCID)), tags


def _piece(item: Any, number: int, marks: dict[Key, tuple[Tag, ...]]) -> Piece:
    identity = pdfium.FPDFPageObj_GetMarkedContentID(item.raw)
    channels = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFPageObj_GetFillColor(item.raw, *channels)
    red, green, blue, _ = (channel.value for channel in channels)
    left, bottom, right, top = item.get_bounds()
    return Piece(number, left, bottom, right, top, (red, green, blue), item.extract(), marks.get((number, identity), ()))
