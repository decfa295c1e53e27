"""Which paragraphs that went are those that came elsewhere: a move is one change, whether Word tracked it as one, as two, or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from planverk.review_import.changes import Found, Returned, links_new, plain, word_swaps
from planverk.text_diff import likeness, words_of
from planverk.word.tracked_document import END, Circulated, Line

_ALIKE_TRACKED, _ALIKE, _FEWEST_WORDS, _MOST_PAIRS = 0.3, 0.7, 5, 10_000


def with_moves(found: Sequence[Found], sent: Circulated, came: Circulated) -> list[Found]:
    """The changes with those that are halves of a move made one each. Paragraphs that moved together are one change, too."""
    pairs = _pairs(found, sent, came)
    halves = {at for pair in pairs for at in (pair.gone, pair.new)}
    moved = [(found[pair.new][0], _moved(found[pair.gone][1], found[pair.new][1], sent, came)) for pair in sorted(pairs, key=lambda each: each.new)]
    notes = [(at, _of_notes(change)) for at, change in moved if came.lines[change.line].kind != "document" and (change.marks or not _is_same(change))]
    text = [each for each in moved if came.lines[each[1].line].kind == "document"]
    return [*(each for at, each in enumerate(found) if at not in halves), *_together(text, sent, came), *notes]


def _of_notes(change: Returned) -> Returned:
    """A note in another place than before: notes stand in the order of their calls, so only a change of its words is one."""
    swaps = () if _is_same(change) else tuple(word_swaps(change.before, change.after))
    return replace(change, kind="text", swaps=swaps, moved=False)


def _is_same(change: Returned) -> bool:
    return plain(change.before) == plain(change.after)


@dataclass(frozen=True, slots=True)
class _Pair:
    """The places of the two halves of a move in the list of changes."""

    gone: int
    new: int


def _pairs(found: Sequence[Found], sent: Circulated, came: Circulated) -> list[_Pair]:
    gone = [at for at, (_, change) in enumerate(found) if change.kind == "deleted" and len(change.sent) == len(change.before.split(END))]
    new = [at for at, (_, change) in enumerate(found) if change.kind == "inserted" and len(change.lines) == len(change.after.split(END))]
    pairs: list[_Pair] = []
    for alike in (_equal, _moved_and_changed):
        held = {at for pair in pairs for at in (pair.gone, pair.new)}
        pairs += alike([at for at in gone if at not in held], [at for at in new if at not in held], found, sent, came)
    return pairs


def _equal(gone: Sequence[int], new: Sequence[int], found: Sequence[Found], sent: Circulated, came: Circulated) -> Iterator[_Pair]:
    """Those that say the same, in their order."""
    by_text: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at in reversed(new):
        by_text[came.lines[found[at][1].line].kind, plain(found[at][1].after)].append(at)
    for at in gone:
        if there := by_text[sent.lines[found[at][1].sent[0]].kind, plain(found[at][1].before)]:
            yield _Pair(at, there.pop())


def _moved_and_changed(gone: Sequence[int], new: Sequence[int], found: Sequence[Found], sent: Circulated, came: Circulated) -> Iterator[_Pair]:
    """Those that say nearly the same, the likest first; of those that Word does not call moved only long ones that stand in another place."""
    scored = sorted(_scores(gone, new, found, sent, came), key=lambda each: -each[0]) if len(gone) * len(new) <= _MOST_PAIRS else []
    used: set[int] = set()
    for _, pair in scored:
        if not used & {pair.gone, pair.new}:
            used |= {pair.gone, pair.new}
            yield pair


def _scores(gone: Sequence[int], new: Sequence[int], found: Sequence[Found], sent: Circulated, came: Circulated) -> Iterator[tuple[float, _Pair]]:
    for one in gone:
        was = found[one][1]
        words = words_of(plain(was.before))
        for other in new:
            now = found[other][1]
            if sent.lines[was.sent[0]].kind != came.lines[now.line].kind or len(was.sent) != len(now.lines):
                continue
            tracked = was.moved and now.moved
            score = likeness(words, words_of(plain(now.after)))
            if score >= (_ALIKE_TRACKED if tracked else _ALIKE) and (tracked or (len(words) >= _FEWEST_WORDS and not _in_place(was, now))):
                yield score, _Pair(one, other)


def _in_place(was: Returned, now: Returned) -> bool:
    """Whether what came stands where the other went: that is a paragraph typed anew."""
    return now.previous < was.sent[0] and (now.following < 0 or was.sent[-1] < now.following)


def _moved(was: Returned, now: Returned, sent: Circulated, came: Circulated) -> Returned:
    before = [sent.lines[number] for number in was.sent]
    return replace(
        now, kind="moved", before=was.before, sent=was.sent, stamps=tuple(dict.fromkeys((*was.stamps, *now.stamps))),
        tracked=was.tracked or now.tracked, untracked=was.untracked or now.untracked, moved=True, marks=was.marks + now.marks,
        links=links_new([came.lines[number] for number in now.lines], before), stressed=now.stressed and plain(was.before) != plain(now.after),
    )  # fmt: skip


# --- paragraphs that moved together ---


def _together(moved: Sequence[Found], sent: Circulated, came: Circulated) -> list[Found]:
    joined: list[Found] = []
    for at, change in moved:
        last = joined[-1][1] if joined else None
        if last is not None and _follows(last, change, sent, came):
            joined[-1] = (joined[-1][0], _joined(last, change))
        else:
            joined.append((at, change))
    return joined


def _follows(one: Returned, other: Returned, sent: Circulated, came: Circulated) -> bool:
    """Whether two paragraphs stood, and stand, one after the other in the same cell, and no other text between them."""
    same = (one.previous, one.following) == (other.previous, other.following)
    return (
        same
        and _beside(sent, one.sent[-1], other.sent[0], lambda line: line.before)
        and _beside(came, one.lines[-1], other.lines[0], lambda line: line.after)
    )


def _beside(file: Circulated, one: int, other: int, text: Callable[[Line], str]) -> bool:
    between = file.lines[one + 1 : other]
    return one < other and file.lines[one].place_in == file.lines[other].place_in and not any(text(line).strip() for line in between)


def _joined(one: Returned, other: Returned) -> Returned:
    return replace(
        one, before=f"{one.before}{END}{other.before}", after=f"{one.after}{END}{other.after}", sent=(*one.sent, *other.sent),
        lines=(*one.lines, *other.lines), stamps=tuple(dict.fromkeys((*one.stamps, *other.stamps))), tracked=one.tracked or other.tracked,
        untracked=one.untracked or other.untracked, marks=one.marks + other.marks, links=tuple(dict.fromkeys((*one.links, *other.links))),
        stressed=one.stressed or other.stressed,
    )  # fmt: skip
