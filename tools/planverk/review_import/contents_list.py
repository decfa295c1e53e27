"""Knows a list of contents again that lost its styles and its frame on the way: other programs keep its lines as plain paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from planverk.review_import.changes import Change, plain
from planverk.text_diff import opcodes
from planverk.word.tracked_document import END, Line, TrackedDocument

_PAGE = re.compile(r"(?:\t|\s*[.…]{2,}\s*|\s{2,})\s*[0-9]{1,4}\s*\Z")
"""The page number of an entry, and what leads to it."""
_LEAST = 0.5
"""How much of the list must be there."""


def with_contents(sent: TrackedDocument, returned: TrackedDocument) -> tuple[TrackedDocument, bool]:
    """The file that came back with its list of contents marked as one, and whether that was to be known by its words only."""
    keys = [entry(line.before) for line in sent.lines if line.contents and line.before.strip()]
    if not keys or any(line.contents for line in returned.lines):
        return returned, False
    there = [(number, entry(line.before)) for number, line in enumerate(returned.lines) if line.kind == "document" and line.before.strip()]
    start = next((at for at, (_, key) in enumerate(there) if key in keys[:2]), None)
    found = [] if start is None else _found(keys, there[start : start + len(keys) + len(keys) // 5 + 3])
    if len(found) < max(2, len(keys) * _LEAST):
        return returned, False
    lines = tuple(
        replace(line, contents=True) if found[0] <= number <= found[-1] and line.kind == "document" else line
        for number, line in enumerate(returned.lines)
    )
    return replace(returned, lines=lines), True


def _found(keys: Sequence[str], there: Sequence[tuple[int, str]]) -> list[int]:
    """The numbers of the lines that are entries of the list."""
    same = (each for each in opcodes(keys, [key for _, key in there]) if each.same)
    return [there[at][0] for each in same for at in range(each.a0, each.a1)]


def entry(text: str) -> str:
    """The words of an entry, without its page number."""
    return plain(_PAGE.sub("", text))


def change_of_contents(sent: TrackedDocument, returned: TrackedDocument, lost: bool) -> tuple[int, Change] | None:
    """What changed in the list of contents, as one change, and the number of its first line; None where nothing did."""
    lines = [(number, line) for number, line in enumerate(returned.lines) if line.contents]
    marked = [line for _, line in lines if line.marks]
    if not lines or not (marked or lost):
        return None
    changed: list[Line] = marked or [line for _, line in lines]
    was = END.join(line.before for line in sent.lines if line.contents) if not marked else END.join(line.before for line in marked)
    stamps = tuple(dict.fromkeys(stamp for line in marked for stamp in line.stamps()))
    first = next(number for number, line in lines if line is changed[0])
    now = END.join(line.after for line in changed)
    marks = sum(line.marks for line in marked)
    return first, Change("contents", was, now, line=first, stamps=stamps, tracked=bool(marked), untracked=not marked, marks=marks)
