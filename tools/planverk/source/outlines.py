"""Counts how much a TrueType font's shapes draw, before anything draws them: a shape may be made of others, those of others, and so on.

https://learn.microsoft.com/typography/opentype/spec/glyf
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from struct import unpack_from

MOST_TABLES = 100
MOST_PARTS = 1_000
"""Shapes that one letter is made of, with all that they are made of in turn; the letters of real fonts have two or three."""
DEEPEST_PARTS = 8

_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x0001, 0x0008, 0x0020, 0x0040, 0x0080


def table_of(data: bytes, name: bytes) -> bytes | None:
    """A table's bytes, None where the font has none of that name."""
    (count,) = unpack_from(">H", data, 4)
    for index in range(min(count, MOST_TABLES)):
        tag, _, offset, length = unpack_from(">4sLLL", data, 12 + 16 * index)
        if tag == name:
            return data[offset : offset + length]
    return None


def glyf_in_bounds(data: bytes) -> bool:
    """True where no shape is made of more than MOST_PARTS, nor of parts of parts more than DEEPEST_PARTS deep, nor of itself; also for a font
    without such shapes. struct.error where a table ends too early."""
    glyf, loca, head, maxp = (table_of(data, name) for name in (b"glyf", b"loca", b"head", b"maxp"))
    if glyf is None:
        return True
    if loca is None or head is None or maxp is None:
        return False
    (glyphs,), (long,) = unpack_from(">H", maxp, 4), unpack_from(">h", head, 50)
    places = [2 * each for each in unpack_from(f">{glyphs + 1}H", loca)] if not long else list(unpack_from(f">{glyphs + 1}L", loca))
    shapes = enumerate(pairwise(places))
    parts = {number: list(_parts(glyf, at)) for number, (at, end) in shapes if at + 10 <= end and _made(glyf, at)}
    level, drawn = 0, dict.fromkeys(parts, 1)
    while level < DEEPEST_PARTS:  # a shape whose parts go deeper, or that is made of itself, still grows after so many rounds
        grown = {number: 1 + sum(drawn.get(part, 1) for part in listed) for number, listed in parts.items()}
        if grown == drawn:
            return True
        if max(grown.values()) > MOST_PARTS:
            return False
        level, drawn = level + 1, grown
    return False


def _made(glyf: bytes, at: int) -> bool:
    """True for a shape that is made of others."""
    return bool(unpack_from(">h", glyf, at)[0] < 0)


def _parts(glyf: bytes, at: int) -> Iterator[int]:
    """The numbers of the shapes that one is made of, one more than MOST_PARTS of them at most."""
    at += 10
    for _ in range(MOST_PARTS + 1):
        flags, number = unpack_from(">HH", glyf, at)
        yield number
        at += 4 + (4 if flags & _WORDS else 2) + (2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0)
        if not flags & _MORE:
            return
