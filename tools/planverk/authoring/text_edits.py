"""Changes at spots of a text, and the largest part of them that keeps a promise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class TextEdit(NamedTuple):
    """The characters from `start` up to `end`, and what shall stand there instead."""

    start: int
    end: int
    new: str


def changed(text: str, text_edits: Iterable[TextEdit]) -> str:
    """The text with what stands at the spots changed; no two of them may overlap."""
    parts, done = [], 0
    for text_edit in sorted(text_edits):
        parts += [text[done : text_edit.start], text_edit.new]
        done = text_edit.end
    return "".join((*parts, text[done:]))


def largest_valid_subset(parts: Sequence[T], holds: Callable[[list[T]], bool]) -> list[T]:
    """Those of the parts, spots or whatever changes a text, that hold together what is asked for: all where they do, else found by halves."""
    return _added([], list(parts), holds)


def _added(kept: list[T], more: list[T], holds: Callable[[list[T]], bool]) -> list[T]:
    if not more or holds(kept + more):
        return kept + more
    if len(more) == 1:
        return kept
    half = len(more) // 2
    return _added(_added(kept, more[:half], holds), more[half:], holds)
