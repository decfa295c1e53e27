"""Text on a terminal: how many cells it takes (none for combining marks, two for wide characters), and where its lines break."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category, east_asian_width

NARROWEST = 40
"""Cells; in a window narrower than this, lines break as if it were this wide."""
_JAMO = range(0x1160, 0x1200)
"""Vowels and final consonants of Hangul, which are drawn into the syllable before them."""


def cells(text: str) -> int:
    """The cells that the text takes."""
    return len(text) if text.isascii() else sum(map(_cells_of, text))


def fitting(text: str, width: int) -> int:
    """How many characters of the text fit into a width; a mark stays with the character that it combines with."""
    taken = 0
    for count, char in enumerate(text):
        taken += _cells_of(char)
        if taken > width:
            return count
    return len(text)


def is_mark(char: str) -> bool:
    """True for a character that takes no cell of its own."""
    return _cells_of(char) == 0


def _cells_of(char: str) -> int:
    if category(char) in ("Mn", "Me", "Cf") or ord(char) in _JAMO:
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def wrapped(text: str, width: int | None, indent: int) -> str:
    """The text in lines of at most `width` cells, broken at spaces, and within a word only where it is longer than a line; as it is for None."""
    if width is None or cells(text) <= width:
        return text
    return f"\n{' ' * indent}".join(_lines(text, max(width, NARROWEST), indent))


def _lines(text: str, width: int, indent: int) -> Iterator[str]:
    room = width
    while cells(text) > room:
        fits = max(1, fitting(text, room))
        space = text.rfind(" ", 1, fits + 1)
        line, text = (text[:space], text[space + 1 :]) if space > 0 and text[:space].strip() else (text[:fits], text[fits:])
        yield line.rstrip()
        room = width - indent
    if text:
        yield text
