"""The type for the web: each face cut down to the characters that are used, as WOFF2, and the style sheet that names the faces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from planverk.document.records import Look
from planverk.formats.build_cache import cached
from planverk.formats.fonts import Face, face, look_fonts

_RANGES = ((0x20, 0x7E), (0xA0, 0x17F), (0x2010, 0x2015), (0x2018, 0x201E), (0x2039, 0x203A))
_SINGLE = "\u2002\u2009\u200b\u2022\u2026\u202f\u20ac\u2190\u2191\u2192\u2193\u2212\u00d7\u2264\u2265\u2248"
_FALLBACK = 'system-ui, "Segoe UI", Roboto, Arial, sans-serif'
_FEATURES = ("kern", "liga", "ccmp", "locl", "mark", "mkmk", "tnum", "lnum", "sups")


@dataclass(frozen=True, slots=True)
class WebFonts:
    """The font files by name, and the style sheet that refers to them as neighbours."""

    files: dict[str, bytes]
    css: str


def web_fonts(look: Look, text: Iterable[str], keep: Path | None) -> WebFonts:
    """The faces of a look with the Latin characters and those that stand in `text`. ValueError for a font file that is neither TTF nor OTF."""
    latin = (range(first, last + 1) for first, last in _RANGES)
    characters = set(map(ord, set().union(_SINGLE, *text))).union(*latin)
    with look_fonts(look) as paths:
        faces = tuple(face(path) for path in paths)
        files = {_name(each): _subset(each.path.read_bytes(), sorted(characters), keep) for each in faces}
    rules = "".join(_rule(look.font_family, each) for each in faces)
    return WebFonts(files, f"{rules}:root {{\n  --ds-font-family: {_quoted(look.font_family)}, {_FALLBACK};\n}}\n")


def _name(each: Face) -> str:
    return f"{each.weight}{'-italic' if each.italic else ''}.woff2"


def _rule(family: str, each: Face) -> str:
    style = "italic" if each.italic else "normal"
    return (
        f'@font-face {{\n  font-family: {_quoted(family)};\n  src: url("{_name(each)}") format("woff2");\n'
        f"  font-weight: {each.weight};\n  font-style: {style};\n  font-display: swap;\n}}\n"
    )


def _quoted(family: str) -> str:
    """A family's name as a CSS string: everything but letters, digits, spaces and hyphens is written by its code."""
    return '"' + re.sub(r"[^\w \-]", lambda found: f"\\{ord(found[0]):x} ", family) + '"'


@cache
def _tools() -> str:
    """What cuts the fonts; looking it up for each of them would take longer than all the rest."""
    return f"{version('fonttools')} {version('brotli')}"


def _subset(data: bytes, characters: list[int], keep: Path | None) -> bytes:
    recipe = repr((_tools(), characters, _FEATURES)).encode()
    return cached(keep, f"font-{sha256(recipe + data).hexdigest()}.woff2", lambda: _cut(data, characters))


def _cut(data: bytes, characters: list[int]) -> bytes:
    """The subset, without hinting, and with the font's own time stamp, so that the same font gives the same bytes."""
    from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    font = TTFont(BytesIO(data), recalcTimestamp=False)
    options = Options(hinting=False, layout_features=list(_FEATURES), name_IDs=[0, 1, 2, 13], notdef_outline=True, recalc_timestamp=False)
    options.drop_tables += ["FFTM"]  # FontForge's time stamp, which fontTools would complain of
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font.flavor = "woff2"
    result = BytesIO()
    font.save(result)
    return result.getvalue()
