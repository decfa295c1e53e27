"""Finds runs of signs that have no room in their column: in the margin or beyond the page, or over the cell beside theirs.

Typst sets a run that it knows no place to break as if there were room. Whether hyphenation knows one, only the pages tell: nobody asks it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from pikepdf import Dictionary, Pdf

from planverk.formats.pdf.structure import below, children, elements, marks_of, page_numbers

_OVER = 1  # point
_MARGIN = 57  # points: less than the margin that text keeps; see main.typ
_DEPTH = 15
_LEAST = 4
"""Signs of a run; a shorter one may be part of any word."""

Place = tuple[int, int]
"""A page, counted from 0, and the number of a piece of marked content on it."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A piece of text of a page: which in the order of drawing, and its edges in points."""

    index: int
    left: float
    right: float


def overflowing(pdf: bytes, actual_texts: Sequence[str]) -> frozenset[str]:
    """The runs, as far as each is on one line, that have no room where they are; `actual_texts` are those of its /Code elements."""
    with Pdf.open(BytesIO(pdf)) as opened, pypdfium2.PdfDocument(pdf) as read:
        pages = page_numbers(opened)
        drawn, found = dict[Place, list[_Drawn]](), dict[Place, set[int]]()
        for number, page in enumerate(read):
            width = page.get_width()
            for mark, item in _drawn(page):
                drawn.setdefault((number, mark), []).append(item)
                if item.left < _MARGIN or item.right > width - _MARGIN:
                    found.setdefault((number, mark), set()).add(item.index)
        for row in (element for element in elements(opened) if element.S == "/TR"):
            cells = [[(place, item) for place in _places(cell, pages) for item in drawn.get(place, ())] for cell in children(row)]
            for place, item in _over_each_other(cells):
                found.setdefault(place, set()).add(item.index)
        if not found:
            return frozenset()
        words = {
            place: text
            for element, text in zip((element for element in elements(opened) if element.S == "/Code"), actual_texts, strict=False)
            for place in _places(element, pages)
        }
        runs = (words.get(place) or _longest_run(read[place[0]], index) for place, indices in found.items() for index in indices)
        return frozenset(run for run in runs if len(run) >= _LEAST)


def _drawn(page: pypdfium2.PdfPage) -> Iterator[tuple[int, _Drawn]]:
    """The pieces of text of a page with the numbers of their marked content."""
    for index, item in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=_DEPTH)):
        mark = pdfium.FPDFPageObj_GetMarkedContentID(item.raw)
        if mark >= 0:
            left, _, right, _ = item.get_bounds()
            yield mark, _Drawn(index, left, right)


def _longest_run(page: pypdfium2.PdfPage, index: int) -> str:
    """The longest run without spaces in a piece of text of a page."""
    objects = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=_DEPTH, textpage=page.get_textpage())
    return max(next(islice(objects, index, None)).extract().replace("\u00ad", " ").split(), default="", key=len)


def _places(element: Dictionary, pages: dict[tuple[int, int], int]) -> Iterator[Place]:
    """The marked content of an element and of all below it but notes, which stand elsewhere."""
    for each in (element, *below(element, notes=False)):
        yield from ((pages[page], number) for page, number in marks_of(each))


def _over_each_other(cells: list[list[tuple[Place, _Drawn]]]) -> Iterator[tuple[Place, _Drawn]]:
    """What reaches into the column of a cell further on in its row: of two that meet, the broader one."""
    # Not by the columns' edges, which no tag tells: a cell's words begin where its column does or further in, and overflow is what passes that.
    leftmost: dict[
        int, tuple[Place, _Drawn]
    ] = {}  # by page, of the cells further on; a look at every pair would take as long as both are, multiplied
    for cell in reversed(cells):
        for one in cell:
            other = leftmost.get(one[0][0])
            if other and one[1].right > other[1].left + _OVER:
                yield max(one, other, key=lambda each: each[1].right - each[1].left)
        for one in cell:
            other = leftmost.get(one[0][0])
            if other is None or one[1].left < other[1].left:
                leftmost[one[0][0]] = one
