"""Sentences that left one text and stand in another, moved, split off or put together: one matcher for lists of changes and for redlines.

A paragraph that moved and changed on the way would else be told as deleted here and inserted there, and one small word in it would be seen by nobody.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from planverk.text_diff import likeness, opcodes, paired, words_of

ALIKE, IN_PLACE, NEIGHBOURS = 0.6, 0.5, 0.4
"""The least share of words in common of a sentence that changed on the way to another text, of one that changed where it stands, and of two whose
neighbours are known to be one."""
STAYS = 0.15
"""How much more alike a sentence of another text has to be than the one in the same paragraph."""
FEW, SOME = 4, 8
"""The least words of a sentence that is known again in another text, and of one that changed: «Se under.» stands in many places."""
TOGETHER = 3
"""Words in a row by which two sentences find each other."""
MOST = 200
"""Sentences with the same words in a row that are looked at; what more of them have in common says little."""

_SENTENCE = re.compile(r".+?(?:(?<=[.!?…])[»”\"')\]]*\s+(?=[«“\"(]?[A-ZÀ-ÖØ-Þ])|\Z)", re.DOTALL)


class Passage(NamedTuple):
    """A paragraph, a point or a row that differs: what it says in both editions, "" where it is not there; `owner` is the text that it stands in."""

    owner: int
    before: str
    after: str


class Stretch(NamedTuple):
    """Sentences of a passage, from one number to before another; `whole` where they are all that it has on its side."""

    passage: int
    start: int
    end: int
    whole: bool


class Move(NamedTuple):
    """A stretch that left one place and stands in another, and what it says there."""

    source: Stretch
    target: Stretch
    before: str
    after: str


class Moves(NamedTuple):
    """What moved between passages, and for each passage what is left of it in both editions when that is taken out."""

    moves: list[Move]
    left: list[tuple[str, str]]


Place = tuple[int, int]
"""The number of a passage and that of a sentence in it."""


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with the spaces after it; joined again they are the text."""
    return _SENTENCE.findall(text)


def words(text: str) -> tuple[str, ...]:
    """The words of a text without marks and spaces."""
    return tuple(word for each in words_of(text) if (word := each.strip()) and any(char.isalnum() for char in word))


def find_moves(passages: Sequence[Passage]) -> Moves:
    """The moves between the passages; the most alike sentences find each other first, and none is found twice."""
    return _Finder(passages).found()


@dataclass
class _Finder:
    passages: Sequence[Passage]
    old: list[list[str]] = field(default_factory=list)
    new: list[list[str]] = field(default_factory=list)
    to: dict[Place, Place] = field(default_factory=dict)
    """Sentence of before → of after."""
    of: dict[Place, Place] = field(default_factory=dict)

    def found(self) -> Moves:
        self.old, self.new = ([sentences(text) for text in side] for side in ([p.before for p in self.passages], [p.after for p in self.passages]))
        likely = [edge for number in range(len(self.passages)) for edge in self.in_place(number)]
        for _, one, other in sorted([*likely, *self.elsewhere()], key=lambda edge: (-edge[0], edge[1:])):
            self.take(one, other)
        for one in list(self.to):
            self.along(one, 1)
            self.along(one, -1)
        moves = list(self.moves())
        return Moves(moves, list(self.left(moves)))

    def take(self, one: Place, other: Place) -> None:
        if one not in self.to and other not in self.of:
            self.to[one], self.of[other] = other, one

    def in_place(self, number: int) -> Iterator[tuple[float, Place, Place]]:
        """The sentences of a passage that stay; those that are equal are taken at once."""
        before, after = ([words(each) for each in side[number]] for side in (self.old, self.new))
        for same, b0, b1, a0, a1 in opcodes(*([each.strip() for each in side[number]] for side in (self.old, self.new))):
            if same:
                for step in range(b1 - b0):
                    self.take((number, b0 + step), (number, a0 + step))
                continue
            pairs = paired(range(b0, b1), range(a0, a1), lambda one, other: likeness(before[one], after[other]), IN_PLACE)
            yield from (
                (likeness(before[one], after[other]) + STAYS, (number, one), (number, other))
                for one, other in pairs
                if one is not None and other is not None
            )

    def elsewhere(self) -> Iterator[tuple[float, Place, Place]]:
        """Pairs of sentences of different places that have words in a row in common, and enough of them."""
        before, after = ({place: words(text) for place, text in _loose(side, taken)} for side, taken in ((self.old, self.to), (self.new, self.of)))
        holders: dict[tuple[str, ...], list[Place]] = defaultdict(list)
        for place, said in before.items():
            for run in runs_of(said):
                holders[run].append(place)
        for other, said in after.items():
            shared = Counter(place for run in runs_of(said) for place in holders.get(run, ())[:MOST])
            for one, _ in shared.most_common(5):
                equal = before[one] == said
                score = 1.0 if equal else likeness(before[one], said)
                within = self.passages[one[0]].owner == self.passages[other[0]].owner
                least = 1 if equal and within else FEW if equal else SOME
                if score >= ALIKE and min(len(before[one]), len(said)) >= least:
                    yield score, one, other

    def along(self, one: Place, step: int) -> None:
        """Takes the neighbours of two sentences that are known to be one along with them, as far as they are alike."""
        (passage, at), (there, to) = one, self.to[one]
        while 0 <= (at := at + step) < len(self.old[passage]) and 0 <= (to := to + step) < len(self.new[there]):
            if (passage, at) in self.to or (there, to) in self.of:
                return
            if likeness(words(self.old[passage][at]), words(self.new[there][to])) < NEIGHBOURS:
                return
            self.take((passage, at), (there, to))

    def moves(self) -> Iterator[Move]:
        """The sentences that changed places, those that go together as one move."""
        groups: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for (passage, at), (there, to) in sorted(self.to.items()):
            groups[passage, there].append((at, to))
        for (passage, there), pairs in groups.items():
            stays = {*self._kept(pairs)} if passage == there else set[tuple[int, int]]()
            run: list[tuple[int, int]] = []
            for pair in [each for each in pairs if each not in stays]:
                if run and not self._goes_on(passage, there, run[-1], pair):
                    yield self.move(passage, there, run)
                    run = []
                run.append(pair)
            if run:
                yield self.move(passage, there, run)

    def _kept(self, pairs: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Those of the pairs within one passage that stand in the same order as before: the others moved past them."""
        order = [str(to) for _, to in pairs]
        for same, b0, b1, _, _ in opcodes(order, sorted(order, key=int)):
            if same:
                yield from pairs[b0:b1]

    def _goes_on(self, passage: int, there: int, last: tuple[int, int], pair: tuple[int, int]) -> bool:
        """True where all that is between two pairs is new or gone, which is a change within the move."""
        if pair[1] < last[1]:
            return False
        return not any((passage, at) in self.to for at in range(last[0] + 1, pair[0])) and not any(
            (there, to) in self.of for to in range(last[1] + 1, pair[1])
        )

    def move(self, passage: int, there: int, run: list[tuple[int, int]]) -> Move:
        """A run of pairs as one move. A passage that moved as such takes along what is new or gone at its ends."""
        (start, first), (end, last) = run[0], (run[-1][0] + 1, run[-1][1] + 1)
        if not self.passages[passage].after and not self.passages[there].before:
            start, end = _free((passage, start), end, len(self.old[passage]), self.to)
            first, last = _free((there, first), last, len(self.new[there]), self.of)
        source = Stretch(passage, start, end, end - start == len(self.old[passage]))
        target = Stretch(there, first, last, last - first == len(self.new[there]))
        return Move(source, target, _said(self.old, source), _said(self.new, target))

    def left(self, moves: list[Move]) -> Iterator[tuple[str, str]]:
        gone, come = _places(move.source for move in moves), _places(move.target for move in moves)
        for number in range(len(self.passages)):
            yield _without(self.old[number], number, gone), _without(self.new[number], number, come)


def _free(first: Place, end: int, size: int, taken: Mapping[Place, Place]) -> tuple[int, int]:
    """The bounds of a stretch that begins at a place, moved out as far as no sentence is taken."""
    passage, start = first
    while start and (passage, start - 1) not in taken:
        start -= 1
    while end < size and (passage, end) not in taken:
        end += 1
    return start, end


def _said(side: list[list[str]], stretch: Stretch) -> str:
    return "".join(side[stretch.passage][stretch.start : stretch.end]).strip()


def _places(stretches: Iterable[Stretch]) -> set[Place]:
    return {(each.passage, at) for each in stretches for at in range(each.start, each.end)}


def _without(texts: list[str], number: int, taken: set[Place]) -> str:
    """The text of a passage without the sentences that moved; as it is where none did."""
    kept = [text for at, text in enumerate(texts) if (number, at) not in taken]
    return "".join(kept) if len(kept) == len(texts) else "".join(kept).rstrip()


def _loose(side: list[list[str]], taken: dict[Place, Place]) -> Iterator[tuple[Place, str]]:
    for number, passage in enumerate(side):
        yield from (((number, at), text) for at, text in enumerate(passage) if (number, at) not in taken)


def runs_of(said: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {said[at : at + TOGETHER] for at in range(max(1, len(said) - TOGETHER + 1))}
