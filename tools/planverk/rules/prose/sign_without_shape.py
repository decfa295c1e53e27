"""sign-without-shape: see sign-without-shape.md beside this file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from planverk.diagnostics import Hint, Location
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import all_passages, texts_of
from planverk.source.table import cell_spans
from planverk.typefaces import default_fonts, fallback_fonts, lacking

ORDINARY = "\\0-\u017f\u2010-\u2026"
"""Signs that DejaVu Sans has for certain, as a test says: most plans have no others, and then no font is read."""

_RARE = re.compile(rf"[^{ORDINARY}]|\\[uUx]|&[#\w]")
"""A sign that a font may lack, or the beginning of one that is written by its code."""

_Text = tuple[str, Callable[[int, int], Location]]
_MOST = 20


def sign_without_shape(plan: Plan) -> Iterator[Hit]:
    """Hits at the first place in each text of every sign that no face of the type has, at most 20 a file."""
    texts = [*_written(plan)]
    if not texts:
        return
    missing = _lacking(plan, {sign for text, _ in texts for sign in text})
    told: dict[str, int] = {}
    for text, at in texts:
        for sign in sorted(missing & set(text)):
            place = at(text.index(sign), text.index(sign) + 1)
            told[place.path] = told.get(place.path, 0) + 1
            if told[place.path] <= _MOST:
                yield hit(place, Hint("write-otherwise", {}), sign=sign, code=f"U+{ord(sign):04X}")


def _lacking(plan: Plan, signs: set[str]) -> frozenset[str]:
    """The signs that neither all faces of the theme have nor all of those that stand in for it."""
    own = tuple(plan.theme_files[path] for path in plan.settings.theme.font_files if path in plan.theme_files)
    faces = own or tuple(path.read_bytes() for path in default_fonts())
    first = frozenset[str]().union(*(lacking(face, signs) for face in faces))
    return frozenset[str]().union(*(lacking(path.read_bytes(), first) for path in fallback_fonts()) if first else ())


def _written(plan: Plan) -> Iterator[_Text]:
    """The texts of the plan with a sign that is not an ordinary one, each with the way to the place of its characters."""
    for entry in texts_of(plan):
        if entry.path not in plan.texts or _RARE.search(plan.texts[entry.path]):
            yield from ((passage.text, passage.at) for passage in all_passages(entry) if _RARE.search(passage.text))
    for sheet in plan.sheets.values():
        if sheet.data and _RARE.search(plan.texts.get(sheet.path, "")):
            spans = cell_spans(plan.texts[sheet.path])
            for cells, places in zip((sheet.data.header, *sheet.data.rows), spans, strict=False):
                yield from ((cell, _fixed(Location(sheet.path, span))) for cell, span in zip(cells, places, strict=False) if _RARE.search(cell))


def _fixed(place: Location) -> Callable[[int, int], Location]:
    return lambda start, end: place
