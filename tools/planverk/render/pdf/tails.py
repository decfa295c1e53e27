"""Finds parts that end on a page of their own with next to nothing on it, so that they can be set a little tighter."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise

import pypdfium2  # type: ignore[import-untyped]
from pikepdf import Dictionary, Object, Pdf

from planverk.document.document import Document
from planverk.render.pdf.letters import FOOT, HEAD
from planverk.render.pdf.structure import named_places

_SHORT = 0.15
"""How much of a page's height is too little for a page of its own."""

_OPENING = ("goal", "overview")
"""The roles of sections that open a page; see sections.typ."""


def short_tails(pdf: bytes, document: Document) -> list[str]:
    """The anchors of goals whose last page, not their first, is nearly empty."""
    with Pdf.open(BytesIO(pdf)) as opened:
        places = dict(named_places(opened))
        pages = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
        begins = {section.anchor: pages[_page(places[section.anchor])] for section in document.sections}
    used = list(_used(pdf))
    found = []
    for section, after in pairwise(document.sections):
        if section.role == "goal" and after.role in _OPENING:
            last = begins[after.anchor] - 1
            if last > begins[section.anchor] and used[last] < _SHORT:
                found.append(section.anchor)
    return found


def _page(place: Object) -> tuple[int, int]:
    target = place.D if isinstance(place, Dictionary) else place
    return target[0].objgen


def _used(pdf: bytes) -> Iterator[float]:
    """How much of the height between header and footer each page's text takes."""
    with pypdfium2.PdfDocument(pdf) as opened:
        for page in opened:
            height = page.get_height()
            lowest = min((item.get_bounds()[1] for item in page.get_objects(filter=[1]) if item.get_bounds()[1] > FOOT), default=height - HEAD)
            yield (height - HEAD - lowest) / (height - HEAD - FOOT)
