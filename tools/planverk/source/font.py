"""Reads of a font file what the outputs depend on, and refuses one that is damaged, of another format, or may not be embedded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from struct import error as StructError
from struct import unpack_from
from typing import Any

from planverk.bounded import Overrun, Runner, bounded

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅabcdefghijklmnopqrstuvwxyzæøå0123456789.,:;!?-–()«»§%/é"
"""What a typeface for Norwegian plans must have a shape for."""

_FORMATS = (b"\0\1\0\0", b"OTTO", b"true")
_WEB = (b"wOFF", b"wOF2")
_NEEDED = ("cmap", "head", "hhea", "hmtx", "maxp", "name", "OS/2")
_OUTLINES = ("glyf", "CFF ", "CFF2")
_FAMILY, _TYPOGRAPHIC_FAMILY = 1, 16
_RESTRICTED, _PERMITS, _BITMAPS_ONLY = 0x0002, 0x000C, 0x0200


class FontFault(Exception):
    """Why a font file cannot be used: the key of the reason's words."""


@dataclass(frozen=True, slots=True)
class Font:
    """A font file: the names of its family, and the letters of LETTERS that it lacks."""

    families: tuple[str, ...]
    lacking: str


def read_font(data: bytes, run: Runner = bounded) -> Font:
    """What a TTF or OTF file holds. FontFault, and nothing else, where it cannot be used.

    It is read, cut and set in a process of its own, by all that the outputs need for it: what one of them takes another may hang on.
    """
    from planverk.source.trial import try_font

    check_outside(data)
    try:
        told = json.loads(run(try_font, data))
    except Overrun:
        raise FontFault("why-font-damaged") from None
    if "why" in told:
        raise FontFault(told["why"])
    return Font(tuple(told["families"]), told["lacking"])


def check_outside(data: bytes) -> None:
    """FontFault where the file cannot be a whole font of the right kind, or its shapes are drawn of so many others that no library may try it."""
    _check_directory(data)
    try:
        sound = glyf_in_bounds(data)
    except StructError:
        sound = False
    if not sound:
        raise FontFault("why-font-damaged")


def examine(data: bytes) -> Font:
    """The names and the letters of a file that `check_outside` found no fault with; FontFault, and nothing else, where it cannot be used."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    from planverk.source.cff import cff_in_bounds

    try:
        font = TTFont(BytesIO(data), lazy=True)
        _check_rights(font)
        if not cff_in_bounds(font):
            raise FontFault("why-font-damaged")
        return Font(_families(font), _lacking(font))
    except FontFault:
        raise
    except Exception:  # fontTools raises whatever the damage makes of the data, AssertionError and RecursionError among them
        raise FontFault("why-font-damaged") from None


def _check_directory(data: bytes) -> None:
    """Every table that is needed is named once, and lies within the file."""
    if data[:4] in _WEB:
        raise FontFault("why-font-web")
    if data[:4] == b"ttcf":
        raise FontFault("why-font-collection")
    if data[:4] not in _FORMATS:
        raise FontFault("why-font-format")
    try:
        (count,) = unpack_from(">H", data, 4)
        tables = [unpack_from(">4sLLL", data, 12 + 16 * index) for index in range(min(count, MOST_TABLES + 1))]
    except StructError:
        raise FontFault("why-font-damaged") from None
    names = [tag.decode("latin-1") for tag, *_ in tables]
    inside = all(offset + length <= len(data) for _, _, offset, length in tables)
    whole = all(name in names for name in _NEEDED) and any(name in names for name in _OUTLINES)
    if len(tables) > MOST_TABLES or len(set(names)) < len(names) or not inside or not whole:
        raise FontFault("why-font-damaged")
    if "fvar" in names:
        raise FontFault("why-font-variable")


def _check_rights(font: Any) -> None:
    """What the maker lets others do with the file (OS/2 fsType, https://learn.microsoft.com/typography/opentype/spec/os2#fstype)."""
    rights = font["OS/2"].fsType
    if (rights & _RESTRICTED and not rights & _PERMITS) or rights & _BITMAPS_ONLY:
        raise FontFault("why-font-rights")


def _families(font: Any) -> tuple[str, ...]:
    """The typographic family's name where there is one, and the family's."""
    found = (font["name"].getDebugName(number) for number in (_TYPOGRAPHIC_FAMILY, _FAMILY))
    names = tuple(dict.fromkeys(name for name in found if name))
    if not names:
        raise FontFault("why-font-damaged")
    return names


def _lacking(font: Any) -> str:
    """The letters without a shape. Each shape that is there is drawn to nothing, so that a damaged one is found."""
    from fontTools.pens.boundsPen import BoundsPen  # type: ignore[import-untyped]

    names, shapes = font.getBestCmap() or {}, font.getGlyphSet()
    lacking = ""
    for letter in LETTERS:
        pen = BoundsPen(shapes)
        name = names.get(ord(letter))
        if name is not None:
            shapes[name].draw(pen)
        if pen.bounds is None:
            lacking += letter
    return lacking


# --- TrueType outlines ------------------------------------------------------------------------------------------------

# Counts how much a TrueType font's shapes draw, before anything draws them: a shape may be made of others, those of others, and so on.
#
# https://learn.microsoft.com/typography/opentype/spec/glyf


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
    parts = {number: list(_parts(glyf, at)) for number, (at, end) in shapes if at + 10 <= end and unpack_from(">h", glyf, at)[0] < 0}
    level, drawn = 0, dict.fromkeys(parts, 1)
    while level < DEEPEST_PARTS:  # a shape whose parts go deeper, or that is made of itself, still grows after so many rounds
        grown = {number: 1 + sum(drawn.get(part, 1) for part in listed) for number, listed in parts.items()}
        if grown == drawn:
            return True
        if max(grown.values()) > MOST_PARTS:
            return False
        level, drawn = level + 1, grown
    return False


def _parts(glyf: bytes, at: int) -> Iterator[int]:
    """The numbers of the shapes that one is made of, one more than MOST_PARTS of them at most."""
    at += 10
    for _ in range(MOST_PARTS + 1):
        flags, number = unpack_from(">HH", glyf, at)
        yield number
        at += 4 + (4 if flags & _WORDS else 2) + (2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0)
        if not flags & _MORE:
            return
