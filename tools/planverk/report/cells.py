"""How many cells of a terminal a text takes: none for combining marks, two for wide characters."""

from __future__ import annotations

from unicodedata import category, east_asian_width

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
