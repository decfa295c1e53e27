"""Paragraphs, points and rows that left one text and stand in another: one matcher over the whole plan, between any two entries.

A paragraph that moved and changed on the way would else be told as deleted here and inserted there, and one small word in it would be seen by nobody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planverk.text_diff import likeness, words_of

ALIKE = 0.6
"""The least share of words in common of a paragraph that changed on the way; one that did not change has all."""
FEW, SOME = 4, 8
"""The least words of a paragraph that is known again between two entries, and of one that changed: «Se under.» stands in many places."""
TOGETHER = 3
"""Words in a row by which two paragraphs find each other."""
MOST = 200
"""Paragraphs with the same words in a row that are looked at; what more of them have in common says little."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph that was deleted or inserted: the number of its change, its place among the passages of that, and its text."""

    change: int
    passage: int
    text: str


def moves(deleted: Sequence[Piece], inserted: Sequence[Piece]) -> Iterator[tuple[Piece, Piece]]:
    """Each that moved, with what it became; the most alike find each other first, and none is found twice."""
    old, new = [_words(each.text) for each in deleted], [_words(each.text) for each in inserted]
    found: list[tuple[float, int, int]] = []
    for at, to in _candidates(old, new):
        score = 1.0 if old[at] == new[to] else likeness(old[at], new[to])
        same_change = deleted[at].change == inserted[to].change
        least = 1 if same_change and score == 1.0 else FEW if score == 1.0 else SOME
        if score >= ALIKE and min(len(old[at]), len(new[to])) >= least:
            found.append((score, at, to))
    gone, come = set[int](), set[int]()
    for _, at, to in sorted(found, key=lambda each: (-each[0], each[1:])):
        if at not in gone and to not in come:
            gone.add(at)
            come.add(to)
            yield deleted[at], inserted[to]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for each in words_of(text) if (word := each.strip()) and any(char.isalnum() for char in word))


def _candidates(old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Pairs that have words in a row in common, those with the most first: every pair need not be looked at."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, words in enumerate(old):
        for run in _runs(words):
            holders[run].append(at)
    for to, words in enumerate(new):
        shared = Counter(at for run in _runs(words) for at in holders.get(run, ())[:MOST])
        yield from ((at, to) for at, _ in shared.most_common(5))


def _runs(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {words[at : at + TOGETHER] for at in range(max(1, len(words) - TOGETHER + 1))}
