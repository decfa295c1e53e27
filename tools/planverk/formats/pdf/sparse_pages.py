"""Finds pages with next to nothing on them: where goals end, so that they can be set tighter, and before the first, so that it can stand there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

import pypdfium2  # type: ignore[import-untyped]
from pikepdf import Dictionary, Object, Pdf

from planverk.document.document import Document
from planverk.formats.pdf.structure import named_places, page_numbers

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
        places = dict(named_places(opened))
        pages = page_numbers(opened)
        begins = {section.anchor: _begin(places[section.anchor], pages) for section in document.sections}
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


def _begin(place: Object, pages: dict[tuple[int, int], int]) -> tuple[int, float]:
    """The page of a place, counted from 0, and how high on it the place is."""
    target = place.D if isinstance(place, Dictionary) else place
    return pages[target[0].objgen], float(target[3])


def _used(pdf: bytes) -> Iterator[float]:
    """How much of the height between header and footer each page's text takes."""
    with pypdfium2.PdfDocument(pdf) as opened:
        for page in opened:
            height = page.get_height()
            lowest = min((item.get_bounds()[1] for item in page.get_objects(filter=[1]) if item.get_bounds()[1] > FOOT), default=height - HEAD)
            yield (height - HEAD - lowest) / (height - HEAD - FOOT)
