"""Breaks lines of text for a terminal, the second and later ones under a hanging indent."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.report.cells import cells, fitting

NARROWEST = 40
"""Cells; in a window narrower than this, lines break as if it were this wide."""


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
