"""Finds what stands in a file and in nothing that was read from it. It knows nothing of Markdown's rules, so that it sees what they drop."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

Span = tuple[int, int]

_NO_MARK = re.compile(r"[^\s\[\]()<>*_#|:\-+=!\\]")
"""What is neither white space nor a mark of the closed set of blocks and inlines."""


def unaccounted(text: str, start: int, spans: Iterable[Span]) -> Iterator[Span]:
    """The places, from offset `start` of the text on, that no span holds and that say something: one for each line of each gap between spans."""
    at = start
    for begin, end in sorted(span for span in spans if span[1] > start):
        if begin > at:
            yield from _said(text, at, begin)
        at = max(at, end)
    yield from _said(text, at, len(text))


def _said(text: str, begin: int, end: int) -> Iterator[Span]:
    """The lines of a gap that say something, each from its first to behind its last such character."""
    while found := _NO_MARK.search(text, begin, end):
        line_end = text.find("\n", found.start(), end)
        line_end = end if line_end < 0 else line_end
        last = next(at for at in range(line_end - 1, found.start() - 1, -1) if _NO_MARK.match(text[at]))
        yield found.start(), last + 1
        begin = line_end
