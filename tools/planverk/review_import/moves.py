"""Which paragraphs that were deleted are those that were inserted elsewhere: a move is one change, whether Word tracked it as one, as two, or not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TypeVar

from planverk.review_import.changes import Change, Found, links_new, plain, word_edits_of
from planverk.text_diff import likeness, words_of
from planverk.word.tracked_document import END, Line, TrackedDocument

T = TypeVar("T")
_ALIKE_TRACKED, _ALIKE, _FEWEST_WORDS, _MOST_PAIRS = 0.3, 0.7, 5, 10_000


def with_moves(found: Sequence[Found], sent: TrackedDocument, returned: TrackedDocument) -> list[Found]:
    """The changes with those that are halves of a move made one each. Paragraphs that moved together are one change, too."""
    moves = _Moves(found, sent, returned)
    pairs = moves.pairs()
    moved = [(found[inserted][0], moves.joined_halves(deleted, inserted)) for deleted, inserted in sorted(pairs, key=itemgetter(1))]
    text, others = ([each for each in moved if (returned.lines[each[1].line].kind == "document") is is_text] for is_text in (True, False))
    notes = [(at, _of_note(change)) for at, change in others if change.marks or not _is_same(change)]
    halves = {at for pair in pairs for at in pair}
    return [*(each for at, each in enumerate(found) if at not in halves), *moves.together(text), *notes]


def _of_note(change: Change) -> Change:
    """A note in another place than before: notes stand in the order of their calls, so only a change of its words is one."""
    return replace(change, kind="text", word_edits=() if _is_same(change) else tuple(word_edits_of(change.before, change.after)), moved=False)


def _is_same(change: Change) -> bool:
    return plain(change.before) == plain(change.after)


def _paired(taken: Sequence[T], brought: Sequence[T], *ways: Callable[[list[T], list[T]], Iterable[tuple[T, T]]]) -> list[tuple[T, T]]:
    """Pairs of halves, found in each way in turn among those that are in no pair yet."""
    found: list[tuple[T, T]] = []
    for way in ways:
        held = {half for pair in found for half in pair}
        found += way([half for half in taken if half not in held], [half for half in brought if half not in held])
    return found


def _equal(taken: Iterable[T], brought: Sequence[T], said: Callable[[T], object]) -> Iterator[tuple[T, T]]:
    """Pairs of halves that say the same, in their order."""
    there: dict[object, list[T]] = defaultdict(list)
    for half in reversed(brought):
        there[said(half)].append(half)
    yield from ((half, there[said(half)].pop()) for half in taken if there[said(half)])


@dataclass(frozen=True, slots=True)
class _Moves:
    found: Sequence[Found]
    sent: TrackedDocument
    returned: TrackedDocument

    def pairs(self) -> list[tuple[int, int]]:
        """The places of the halves of each move. First those that say the same, in their order; then those that say nearly the same, the likest
        first. By likeness alone, a paragraph that stands twice would be taken for a move of the wrong one of the two."""
        changes = [(at, change) for at, (_, change) in enumerate(self.found)]
        deleted = [at for at, change in changes if change.kind == "deleted" and len(change.sent) == len(change.before.split(END))]
        inserted = [at for at, change in changes if change.kind == "inserted" and len(change.lines) == len(change.after.split(END))]
        return _paired(deleted, inserted, lambda one, other: _equal(one, other, self.said), self.changed)

    def kind(self, at: int) -> str:
        """The kind of the part that a half of a move stands in."""
        change = self.found[at][1]
        return self.sent.lines[change.sent[0]].kind if change.kind == "deleted" else self.returned.lines[change.line].kind

    def said(self, at: int) -> tuple[str, str]:
        """What a half says, and in which kind of part."""
        change = self.found[at][1]
        return self.kind(at), plain(change.before if change.kind == "deleted" else change.after)

    def changed(self, deleted: Sequence[int], inserted: Sequence[int]) -> Iterator[tuple[int, int]]:
        few = len(deleted) * len(inserted) <= _MOST_PAIRS
        used: set[int] = set()
        for _, pair in sorted(self.scores(deleted, inserted), key=lambda each: -each[0]) if few else ():
            if not used & {*pair}:
                used |= {*pair}
                yield pair

    def scores(self, deleted: Sequence[int], inserted: Sequence[int]) -> Iterator[tuple[float, tuple[int, int]]]:
        """How like pairs are; of those that Word does not call moved only long ones count, that do not stand where the other did: those were typed
        anew."""
        for one in deleted:
            was = self.found[one][1]
            words = words_of(plain(was.before))
            for other in inserted:
                now = self.found[other][1]
                if self.kind(one) != self.kind(other) or len(was.sent) != len(now.lines):
                    continue
                in_place = now.previous < was.sent[0] and (now.following < 0 or was.sent[-1] < now.following)
                tracked = was.moved and now.moved
                score = likeness(words, words_of(plain(now.after)))
                if score >= (_ALIKE_TRACKED if tracked else _ALIKE) and (tracked or (len(words) >= _FEWEST_WORDS and not in_place)):
                    yield score, (one, other)

    def joined_halves(self, deleted: int, inserted: int) -> Change:
        was, now = self.found[deleted][1], self.found[inserted][1]
        return replace(
            now, kind="moved", before=was.before, sent=was.sent, stamps=tuple(dict.fromkeys((*was.stamps, *now.stamps))),
            tracked=was.tracked or now.tracked, untracked=was.untracked or now.untracked, moved=True, marks=was.marks + now.marks,
            links=links_new([self.returned.lines[number] for number in now.lines], [self.sent.lines[number] for number in was.sent]),
            stressed=now.stressed and plain(was.before) != plain(now.after),
        )  # fmt: skip

    # --- paragraphs that moved together ---

    def together(self, moved: Sequence[Found]) -> list[Found]:
        joined: list[Found] = []
        for at, change in moved:
            last = joined[-1][1] if joined else None
            if last is not None and self.follows(last, change):
                joined[-1] = (joined[-1][0], _joined(last, change))
            else:
                joined.append((at, change))
        return joined

    def follows(self, one: Change, other: Change) -> bool:
        """Whether two paragraphs stood, and stand, one after the other in the same cell, and no other text between them."""
        return (
            (one.previous, one.following) == (other.previous, other.following)
            and _beside(self.sent, one.sent[-1], other.sent[0], lambda line: line.before)
            and _beside(self.returned, one.lines[-1], other.lines[0], lambda line: line.after)
        )


def _beside(file: TrackedDocument, one: int, other: int, text: Callable[[Line], str]) -> bool:
    between = file.lines[one + 1 : other]
    return one < other and file.lines[one].place_in == file.lines[other].place_in and not any(text(line).strip() for line in between)


def _joined(one: Change, other: Change) -> Change:
    return replace(
        one, before=f"{one.before}{END}{other.before}", after=f"{one.after}{END}{other.after}", sent=(*one.sent, *other.sent),
        lines=(*one.lines, *other.lines), stamps=tuple(dict.fromkeys((*one.stamps, *other.stamps))), tracked=one.tracked or other.tracked,
        untracked=one.untracked or other.untracked, marks=one.marks + other.marks, links=tuple(dict.fromkeys((*one.links, *other.links))),
        stressed=one.stressed or other.stressed,
    )  # fmt: skip


# --- words that moved from one paragraph into another ---

_ALIKE_WORDS = 0.5
_Half = tuple[int, str]
"""The number of a change, and words that were moved by it."""


def bound_together(changes: Sequence[Change]) -> tuple[list[frozenset[int]], frozenset[int]]:
    """The numbers of the changes that are whole only together, and of those whose other half is nowhere among the changes."""
    parts = [(number, change) for number, change in enumerate(changes) if change.kind != "moved"]
    taken = [(number, text) for number, change in parts for text in change.taken]
    brought = [(number, text) for number, change in parts for text in change.brought]
    found = _paired(taken, brought, lambda one, other: _equal(one, other, lambda half: plain(half[1])), _alike_words)
    held = {half for pair in found for half in pair}
    return [frozenset((one[0], other[0])) for one, other in found], frozenset(half[0] for half in (*taken, *brought) if half not in held)


def _alike_words(taken: Sequence[_Half], brought: Sequence[_Half]) -> Iterator[tuple[_Half, _Half]]:
    """Those of which words were changed after they were moved."""
    left = list(brought) if len(taken) * len(brought) <= _MOST_PAIRS else []
    for half in taken:
        words = words_of(half[1])
        other = max(left, key=lambda each: likeness(words, words_of(each[1])), default=None)
        if other is not None and likeness(words, words_of(other[1])) >= _ALIKE_WORDS:
            left.remove(other)
            yield half, other
