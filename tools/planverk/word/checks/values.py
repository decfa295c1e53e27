"""Checks of what a file writes in the places of numbers and moments: programs read what is neither as they like, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.word.fault import Fault, Place
from planverk.word.names import TERMS, UNREADABLE, day_of, local, w
from planverk.word.reading import Reading

_NUMBERS = tuple(map(w, (
    "sz", "szCs", "outlineLvl", "gridSpan", "ilvl", "numId", "abstractNumId", "startOverride", "tblStyleRowBandSize", "tblStyleColBandSize",
)))  # fmt: skip
_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(?:\.[0-9]{1,9})?(?:mm|cm|in|pt|pc|pi)?", re.ASCII)
_LONGEST, _MOST = 40, 20
_CORE = "docProps/core.xml"
_UNKNOWN = re.compile(r"0{1,4}-00?-00?(?:T.*)?")
"""What some programs write for a moment that they leave out."""


def check(reading: Reading) -> Iterator[Fault]:
    """Numbers that are none, and moments that no calendar has: one finding for each value of an element in a part."""
    seen: set[tuple[str, str, str]] = set()
    for part, element, text, place in _unreadable(reading):
        if len(seen) < _MOST and (part, element, text) not in seen:
            seen.add((part, element, text))
            yield Fault("value-unreadable", place, {"element": element, "value": text[:_LONGEST]})


def _unreadable(reading: Reading) -> Iterator[tuple[str, str, str, Place]]:
    for name, root in reading.package.roots.items():
        starts = (start for level in root.iter(w("lvl")) for start in level.iterchildren(w("start")))  # elsewhere it is a side of a border
        for each in (*root.iter(*_NUMBERS), *starts):
            if (text := each.get(w("val"))) is not None and not _NUMBER.fullmatch(text.strip()):
                yield name, local(each), text, reading.place(name, each)
        for each in root.iter(f"{{{TERMS}}}created", f"{{{TERMS}}}modified"):
            if _is_no_moment((each.text or "").strip()):
                yield name, local(each), each.text or "", Place(_CORE)
    for _, name, root in reading.parts:
        for each in root.iter(w("ins"), w("comment")):
            if _is_no_moment(each.get(w("date"), "")):
                yield name, local(each), each.get(w("date"), ""), reading.place(name, each)


def _is_no_moment(text: str) -> bool:
    return day_of(text) == UNREADABLE and not _UNKNOWN.fullmatch(text)
