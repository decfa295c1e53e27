"""What only the laid-out pages tell: runs of signs that have no room, lines that stand alone, pages with next to nothing on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice, pairwise

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
from pikepdf import Dictionary, Object, Pdf

from planverk.document.document import Document
from planverk.formats.pdf.structure import INSIDE, below, children, elements, marks_of, named_places, page_numbers

_OVER = 1  # point
_TOUCHING = 1.5  # points between the edges of letters of one word
_MARGIN = 57  # points: less than the margin that text keeps; see main.typ
_DEPTH = 15
_LEAST = 4
"""Signs of a run; a shorter one may be part of any word."""

Place = tuple[int, int]
"""A page, counted from 0, and the number of a piece of marked content on it."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Pieces of text of a page that touch: which in the order of drawing, and their edges in points."""

    indices: range
    left: float
    right: float


# --- runs of signs that have no room in their column: in the margin or beyond the page, or over the cell beside theirs ---
# Typst sets a run that it knows no place to break as if there were room. Whether hyphenation knows one, only the pages tell: nobody asks it.


def overflowing(pdf: bytes, actual_texts: Sequence[str]) -> frozenset[str]:
    """The runs, as far as each is on one line, that have no room where they are; `actual_texts` are those of its /Code elements."""
    with Pdf.open(BytesIO(pdf)) as opened, pypdfium2.PdfDocument(pdf) as read:
        pages = page_numbers(opened)
        drawn, found = dict[Place, list[_Drawn]](), dict[Place, set[range]]()
        for number, page in enumerate(read):
            width = page.get_width()
            for mark, item in _drawn(page):
                drawn.setdefault((number, mark), []).append(item)
                if item.left < _MARGIN or item.right > width - _MARGIN:
                    found.setdefault((number, mark), set()).add(item.indices)
        for row in (element for element in elements(opened) if element.S == "/TR"):
            cells = [[(place, item) for place in _places(cell, pages) for item in drawn.get(place, ())] for cell in children(row)]
            for place, item in _over_each_other(cells):
                found.setdefault(place, set()).add(item.indices)
        if not found:
            return frozenset()
        words = {
            place: text
            for element, text in zip((element for element in elements(opened) if element.S == "/Code"), actual_texts, strict=False)
            for place in _places(element, pages)
        }
        runs = (words.get(place) or _longest_run(read[place[0]], each) for place, every in found.items() for each in every)
        return frozenset(run for run in runs if len(run) >= _LEAST)


def _drawn(page: pypdfium2.PdfPage) -> Iterator[tuple[int, _Drawn]]:
    """The pieces of text of a page with the numbers of their marked content."""
    # Typst draws letters that also stand with a mark elsewhere one by one, so that it takes those that touch to tell a run.
    last: tuple[int, _Drawn] | None = None
    for index, item in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=_DEPTH)):
        mark = pdfium.FPDFPageObj_GetMarkedContentID(item.raw)
        left, _, right, _ = item.get_bounds()
        if last and last[0] == mark and abs(left - last[1].right) <= _TOUCHING:
            last = mark, _Drawn(range(last[1].indices.start, index + 1), last[1].left, right)
            continue
        if last and last[0] >= 0:
            yield last
        last = mark, _Drawn(range(index, index + 1), left, right)
    if last and last[0] >= 0:
        yield last


def _longest_run(page: pypdfium2.PdfPage, indices: range) -> str:
    """The longest run without spaces in pieces of text of a page that touch."""
    objects = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=_DEPTH, textpage=page.get_textpage())
    text = "".join(each.extract() for each in islice(objects, indices.start, indices.stop))
    return max(text.replace("\u00ad", " ").split(), default="", key=len)


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


# --- paragraphs of which a line stands alone on a page, because the note that it or the next one calls has no room there ---
# Typst keeps two lines of a paragraph together where they have room themselves, but does not count the room that their notes take.


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
    texts = (item for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=1))
    return len({round(item.get_matrix().f) for item in texts if pdfium.FPDFPageObj_GetMarkedContentID(item.raw) in held})


# --- pages with next to nothing on them: where goals end, so that they can be set tighter, and before the first, which can stand there ---


HEAD, FOOT = 65, 60
"""Points at the top and foot of a page that only header and footer reach; see the margins in template/main.typ and sections.typ."""

_SHORT = 0.15
"""How much of a page's height is too little for a page of its own."""

_INTRODUCTION = 0.3
"""How much of a page may stand before the first goal, which still stands high on it then."""

_TOP = 60
"""Points below the header in which what stands first on a page begins."""

_OPENING = ("goal", "overview")
"""The roles of sections that open a page; see sections.typ."""


@dataclass(frozen=True, slots=True)
class SparsePages:
    """By anchor, the goals with a short last page, and the goal after a short text on a page of its own; `pages` are all that there are."""

    tails: frozenset[str]
    joined: frozenset[str]
    pages: int

    @property
    def count(self) -> int:
        """How many pages are nearly empty."""
        return len(self.tails) + len(self.joined)


def sparse_pages(pdf: bytes, document: Document) -> SparsePages:
    """What could be set closer in a PDF of the document."""
    with Pdf.open(BytesIO(pdf)) as opened:
        places, pages = dict(named_places(opened)), page_numbers(opened)
        targets = {section.anchor: places[section.anchor] for section in document.sections}
        begins = {anchor: (pages[place[0].objgen], float(place[3])) for anchor, place in targets.items()}
        heights = [float(page.mediabox[3]) for page in opened.pages]
    used = list(_used(pdf))
    tails, joined = set(), set()
    for section, after in pairwise(document.sections):
        (first, top), last = begins[section.anchor], begins[after.anchor][0] - 1
        if section.role == "goal" and after.role in _OPENING and last > first and used[last] < _SHORT:
            tails.add(section.anchor)
        if section.role != "goal" and after.role == "goal" and last == first and used[last] < _INTRODUCTION and top > heights[last] - HEAD - _TOP:
            joined.add(after.anchor)
    return SparsePages(frozenset(tails), frozenset(joined), len(used))


def _used(pdf: bytes) -> Iterator[float]:
    """How much of the height between header and footer each page's text takes."""
    with pypdfium2.PdfDocument(pdf) as opened:
        for page in opened:
            height = page.get_height()
            lowest = min((item.get_bounds()[1] for item in page.get_objects(filter=[1]) if item.get_bounds()[1] > FOOT), default=height - HEAD)
            yield (height - HEAD - lowest) / (height - HEAD - FOOT)
