"""Finds paragraphs of which a line stands alone on a page, away from the others, because the note that it or the next one calls has no room there.

Typst keeps two lines of a paragraph together where they have room themselves, but does not count the room that their notes take.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from pikepdf import Dictionary, Object, Pdf

from planverk.formats.pdf.structure import INSIDE, children, elements, marks_of, page_numbers

_APART = frozenset(("/Table", "/Note", "/TOC"))
_PARAGRAPHS = frozenset(("/P", "/LBody"))

_Marks = dict[int, set[int]]
"""By page, counted from 0, the numbers of its marked content."""


def lone_lines(pdf: bytes) -> frozenset[str]:
    """The paragraphs with a lone line, each by the number of the first note that it calls."""
    with Pdf.open(BytesIO(pdf)) as opened:
        numbers = {note.objgen: str(number) for number, note in enumerate((each for each in elements(opened) if each.S == "/Note"), 1)}
        pages = page_numbers(opened)
        parted = dict(_parted(opened, numbers, pages)) if numbers else {}
    if not parted:
        return frozenset()
    with pypdfium2.PdfDocument(pdf) as read:
        return frozenset(note for note, marks in parted.items() if any(_lines(read[page], held) == 1 for page, held in marks.items()))


def _parted(pdf: Pdf, numbers: dict[tuple[int, int], str], pages: dict[tuple[int, int], int]) -> Iterator[tuple[str, _Marks]]:
    """Each paragraph that calls a note and lies on several pages."""
    # A paragraph is known by the first note that it calls, since no element keeps a name of ours, and one without notes Typst keeps together itself.
    for paragraph in _paragraphs(pdf.Root.StructTreeRoot):
        parts = [*_parts(paragraph)]
        note = next((part for part in parts if part.S == "/Note"), None)
        marks: _Marks = {}
        for page, number in (place for part in parts if part.S != "/Note" for place in marks_of(part)):
            marks.setdefault(pages[page], set()).add(number)
        if note is not None and len(marks) > 1:
            yield numbers[note.objgen], marks


def _paragraphs(element: Object) -> Iterator[Dictionary]:
    for child in children(element):
        if str(child.S) not in _APART:
            if str(child.S) in _PARAGRAPHS:
                yield child
            yield from _paragraphs(child)


def _parts(element: Dictionary) -> Iterator[Dictionary]:
    """A paragraph with what is inside its lines, and the notes that it calls."""
    yield element
    for child in children(element):
        if str(child.S) in INSIDE:
            yield from _parts(child)
        elif child.S == "/Note":
            yield child


def _lines(page: pypdfium2.PdfPage, held: set[int]) -> int:
    """The number of baselines of some marked content of a page."""
    texts = (item for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=1))
    return len({round(item.get_matrix().f) for item in texts if pdfium.FPDFPageObj_GetMarkedContentID(item.raw) in held})
