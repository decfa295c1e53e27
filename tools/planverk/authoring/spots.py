"""Changes at spots of a text, and the largest part of them that keeps a promise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple


class Spot(NamedTuple):
    """The characters from `start` up to `end`, and what shall stand there instead."""

    start: int
    end: int
    new: str


def changed(text: str, spots: Iterable[Spot]) -> str:
    """The text with what stands at the spots changed; no two of them may overlap."""
    parts, done = [], 0
    for spot in sorted(spots):
        parts += [text[done : spot.start], spot.new]
        done = spot.end
    return "".join((*parts, text[done:]))


def that_hold(spots: Sequence[Spot], holds: Callable[[list[Spot]], bool]) -> list[Spot]:
    """Those of the spots that, changed together, hold what is asked for: all where they do, else found by halves."""
    return _added([], list(spots), holds)


def _added(kept: list[Spot], more: list[Spot], holds: Callable[[list[Spot]], bool]) -> list[Spot]:
    if not more or holds(kept + more):
        return kept + more
    if len(more) == 1:
        return kept
    half = len(more) // 2
    return _added(_added(kept, more[:half], holds), more[half:], holds)
