"""The type that is installed with planverk, and which signs a font file has a shape for.

A file's Unicode character maps (OpenType cmap, formats 4, 6 and 12) are read by what is asked and no more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from struct import error, unpack_from
from unicodedata import category

FALLBACK = "DejaVu Sans"
"""The family that prints what a theme's own lacks: Arabic, Hebrew, Skolt Sami, arrows, boxes. It comes with matplotlib."""

_DEFAULT = ("Regular", "It", "Semibold", "Bold")
_FALLBACK = ("", "-Bold")

_MOST_MAPS = 40
_VARIANT = re.compile("[\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Signs that choose the form of the one before them."""

_Lookup = Callable[[bytes, int, int], bool]


@cache
def default_fonts() -> tuple[Path, ...]:
    """The TTF files of Source Sans Pro: regular, italic, semibold, bold. ModuleNotFoundError where the package is not installed."""
    folder = _package("font_source_sans_pro") / "files"
    return tuple(folder / f"SourceSansPro-{name}.ttf" for name in _DEFAULT)


@cache
def fallback_fonts() -> tuple[Path, ...]:
    """The TTF files of DejaVu Sans: regular and bold. Its oblique faces lack Arabic, so that it stands upright where the text leans.

    ModuleNotFoundError where matplotlib is not installed.
    """
    folder = _package("matplotlib") / "mpl-data" / "fonts" / "ttf"
    return tuple(folder / f"DejaVuSans{name}.ttf" for name in _FALLBACK)


def _package(name: str) -> Path:
    """Where a package lies. It is not imported: that takes half a second, and a check reads the font only."""
    found = find_spec(name)
    if found is None or not found.origin:
        raise ModuleNotFoundError(name)
    return Path(found.origin).parent


def lacking(data: bytes, signs: Iterable[str]) -> frozenset[str]:
    """Those of the signs that the font has no shape for; all of them where the file is damaged. What is never drawn, such as a line end or a
    joiner, is not missed."""
    drawn = [sign for sign in signs if category(sign) not in ("Cc", "Cf", "Zl", "Zp") and not _VARIANT.match(sign)]
    try:
        maps = [*_maps(data)]
        return frozenset(sign for sign in drawn if not any(has(data, at, ord(sign)) for has, at in maps))
    except error:
        return frozenset(drawn)


def _maps(data: bytes) -> Iterator[tuple[_Lookup, int]]:
    """The character maps for Unicode, each as how it is read and where it begins."""
    (tables,) = unpack_from(">H", data, 4)
    for index in range(min(tables, 100)):
        tag, _, start, _ = unpack_from(">4sLLL", data, 12 + 16 * index)
        if tag == b"cmap":
            (count,) = unpack_from(">H", data, start + 2)
            for number in range(min(count, _MOST_MAPS)):
                platform, encoding, offset = unpack_from(">HHL", data, start + 4 + 8 * number)
                (form,) = unpack_from(">H", data, start + offset)
                if form in _FORMATS and (platform == 0 or (platform == 3 and encoding in (1, 10))):
                    yield _FORMATS[form], start + offset


def _by_segments(data: bytes, at: int, code: int) -> bool:
    if code > 0xFFFF:
        return False
    (double,) = unpack_from(">H", data, at + 6)
    ends, starts = at + 14, at + 16 + double
    index = _first(double // 2, lambda middle: bool(unpack_from(">H", data, ends + 2 * middle)[0] >= code))
    if index == double // 2:
        return False
    (start,), (delta,) = unpack_from(">H", data, starts + 2 * index), unpack_from(">H", data, starts + double + 2 * index)
    place = starts + 2 * double + 2 * index
    (offset,) = unpack_from(">H", data, place)
    if start > code:
        return False
    if offset == 0:
        return bool((code + delta) % 0x10000)
    return bool(unpack_from(">H", data, place + offset + 2 * (code - start))[0])


def _by_run(data: bytes, at: int, code: int) -> bool:
    first, count = unpack_from(">HH", data, at + 6)
    return bool(first <= code < first + count and unpack_from(">H", data, at + 10 + 2 * (code - first))[0])


def _by_groups(data: bytes, at: int, code: int) -> bool:
    (count,) = unpack_from(">L", data, at + 12)
    index = _first(count, lambda middle: bool(unpack_from(">L", data, at + 20 + 12 * middle)[0] >= code))
    if index == count:
        return False
    start, _, glyph = unpack_from(">LLL", data, at + 16 + 12 * index)
    return bool(start <= code and glyph + code - start)


def _first(count: int, holds: Callable[[int], bool]) -> int:
    """The least index below `count` for which it holds, `count` for none; it holds for all after the first."""
    low, high = 0, count
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


_FORMATS: dict[int, _Lookup] = {4: _by_segments, 6: _by_run, 12: _by_groups}
