"""Which things of one list became which of another: kept in the order of the later one, gone ones where they stood."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from planverk.text_diff import opcodes, paired

T = TypeVar("T", bound=Hashable)
Pair = tuple[T | None, T | None]

LOOSE = "~"
"""What begins a key that does not tell for sure what a thing is: where no other has the same, the thing may be paired by likeness."""


def matched(before: Sequence[T], after: Sequence[T], key: Callable[[T], str], alike: Callable[[T, T], float]) -> Iterator[Pair[T]]:
    """Every thing of both lists once, in order: beside what it became, or alone. One that moved past others is deleted here and inserted there.

    Things with the same key belong together; then those that are equal; then those that are `alike`, of which neither has a key that tells for sure.
    """
    # Likeness alone pairs a new measure with the one that it was copied from. So what has a name is paired by it first, and likeness decides between
    # two such pairs only, where nothing crosses: a redline is one row, in which no two things can pass each other. A name that is there twice tells
    # nothing.
    old, new = _unique(map(key, before)), _unique(map(key, after))
    b0 = a0 = 0
    for b1, a1 in rising([(old[name], place) for name, place in new.items() if name in old]):
        yield from _between(before[b0:b1], after[a0:a1], key, alike)
        yield before[b1], after[a1]
        b0, a0 = b1 + 1, a1 + 1
    yield from _between(before[b0:], after[a0:], key, alike)


def _between(before: Sequence[T], after: Sequence[T], key: Callable[[T], str], alike: Callable[[T, T], float]) -> Iterator[Pair[T]]:
    """The things between two pairs that their keys made: equal ones together, then alike ones."""
    numbers: dict[T, str] = {}
    old, new = ([numbers.setdefault(thing, str(len(numbers))) for thing in things] for things in (before, after))
    for same, b0, b1, a0, a1 in opcodes(old, new):
        if same:
            yield from zip(before[b0:b1], after[a0:a1], strict=True)
        else:
            yield from paired(before[b0:b1], after[a0:a1], lambda one, other: alike(one, other) if _loose(key(one)) and _loose(key(other)) else 0.0)


def _loose(name: str) -> bool:
    return not name or name.startswith(LOOSE)


def _unique(names: Iterator[str]) -> dict[str, int]:
    """Where each name stands that stands once."""
    listed = list(names)
    counts = Counter(listed)
    return {name: place for place, name in enumerate(listed) if name and counts[name] == 1}


def rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most of the pairs that rise in both numbers; the second numbers rise already."""
    # To keep each pair that rises above the last one kept is not enough: where the last of ten chapters was put first, the first pair is (9, 0), and
    # none after it rises above that. So the longest run is looked for (patience sorting, n · log n): `ends` has the least number that a run of each
    # length can end in, `last` the pair that does, `before` each pair's predecessor in its run.
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for place, (number, _) in enumerate(pairs):
        at = bisect_left(ends, number)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1], last[at : at + 1] = [number], [place]
    found: list[tuple[int, int]] = []
    place = last[-1] if last else -1
    while place >= 0:
        found.append(pairs[place])
        place = before[place]
    return found[::-1]
