"""Which changes of a Word file that came back are halves of one: words that Word says were moved from one paragraph into another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from planverk.review_import.changes import Change, plain
from planverk.text_diff import likeness, words_of

_ALIKE, _MOST_PAIRS = 0.5, 10_000
_Half = tuple[int, str]
"""The number of a change, and words that were moved by it."""


def bound_together(changes: Sequence[Change]) -> tuple[list[frozenset[int]], frozenset[int]]:
    """The numbers of the changes that are whole only together, and of those whose other half is nowhere among the changes."""
    parts = [(number, change) for number, change in enumerate(changes) if change.kind != "moved"]
    taken = [(number, text) for number, change in parts for text in change.taken]
    brought = [(number, text) for number, change in parts for text in change.brought]
    found: list[tuple[_Half, _Half]] = []
    for halves in (_equal, _alike):
        held = {half for pair in found for half in pair}
        found += halves([half for half in taken if half not in held], [half for half in brought if half not in held])
    held = {half for pair in found for half in pair}
    return [frozenset((one[0], other[0])) for one, other in found], frozenset(half[0] for half in (*taken, *brought) if half not in held)


def _equal(taken: Sequence[_Half], brought: Sequence[_Half]) -> Iterator[tuple[_Half, _Half]]:
    by_text: dict[str, list[_Half]] = defaultdict(list)
    for half in reversed(brought):
        by_text[plain(half[1])].append(half)
    for half in taken:
        if there := by_text[plain(half[1])]:
            yield half, there.pop()


def _alike(taken: Sequence[_Half], brought: Sequence[_Half]) -> Iterator[tuple[_Half, _Half]]:
    """Those of which words were changed after they were moved."""
    left = list(brought) if len(taken) * len(brought) <= _MOST_PAIRS else []
    for half in taken:
        words = words_of(half[1])
        other = max(left, key=lambda each: likeness(words, words_of(each[1])), default=None)
        if other is not None and likeness(words, words_of(other[1])) >= _ALIKE:
            left.remove(other)
            yield half, other
