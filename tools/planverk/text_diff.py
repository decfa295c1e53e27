"""What two texts or lists have in common, and what only one of them has; the answer is the same whichever of the two comes first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple, TypeVar

T = TypeVar("T")

MOST_PAIRS = 400_000
"""Pairs of equal items that are looked at; two texts with more of them differ as wholes."""

_WORD = re.compile(r"\s*(?:[^\W_]+(?:[-–.,:/’'][^\W_]+)*|[\W_])\s*")


class Opcode(NamedTuple):
    """Items from `before[b0:b1]` and `after[a0:a1]`: `same` where they are equal, else the first are deleted and the second inserted."""

    same: bool
    b0: int
    b1: int
    a0: int
    a1: int


class TextChange(NamedTuple):
    """A piece of text: as it was and as it is. Both are equal where nothing changed; either is "" where the other is inserted or deleted."""

    before: str
    after: str

    @property
    def same(self) -> bool:
        return self.before == self.after


def words_of(text: str) -> list[str]:
    """The words and marks of a text, each with the spaces around it; joined again they are the text."""
    return _WORD.findall(text)


def opcodes(before: Sequence[str], after: Sequence[str]) -> list[Opcode]:
    """How the one sequence becomes the other: opcodes in order, equal ones and others in turn."""
    if list(after) < list(before):  # SequenceMatcher finds other ways back than forth
        return [Opcode(same, a0, a1, b0, b1) for same, b0, b1, a0, a1 in _opcodes(after, before)]
    return list(map(Opcode._make, _opcodes(before, after)))


def _opcodes(before: Sequence[str], after: Sequence[str]) -> list[tuple[bool, int, int, int, int]]:
    head = _shared(before, after)
    tail = _shared(before[head:][::-1], after[head:][::-1])
    b1, a1 = len(before) - tail, len(after) - tail
    counts = Counter(after[head:a1])
    if sum(counts[item] for item in before[head:b1]) > MOST_PAIRS:
        middle = [(False, head, b1, head, a1)]
    else:
        matcher = SequenceMatcher(None, before[head:b1], after[head:a1], autojunk=False)
        middle = [(tag == "equal", head + i0, head + i1, head + j0, head + j1) for tag, i0, i1, j0, j1 in matcher.get_opcodes()]
    found = [(True, 0, head, 0, head), *middle, (True, b1, len(before), a1, len(after))]
    return _joined([each for each in found if each[1] < each[2] or each[3] < each[4]])


def _joined(found: list[tuple[bool, int, int, int, int]]) -> list[tuple[bool, int, int, int, int]]:
    """Neighbours of the same sort as one."""
    joined: list[tuple[bool, int, int, int, int]] = []
    for each in found:
        if joined and joined[-1][0] == each[0]:
            joined[-1] = (each[0], joined[-1][1], each[2], joined[-1][3], each[4])
        else:
            joined.append(each)
    return joined


def _shared(before: Sequence[str], after: Sequence[str]) -> int:
    """How many items the two begin with in common."""
    return next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), min(len(before), len(after)))


def text_changes(before: str, after: str) -> list[TextChange]:
    """How the one text becomes the other, word by word. Spaces alone are no change; a run that is the same has those of `after`."""
    old, new = words_of(before), words_of(after)
    found: list[TextChange] = []
    spaces = TextChange("", "")
    for same, b0, b1, a0, a1 in (parts := opcodes([*map(_key, old)], [*map(_key, new)])):
        was, now = spaces.before + "".join(old[b0:b1]), spaces.after + "".join(new[a0:a1])
        spaces = TextChange("", "")
        last = len(found) == len(parts) - 1
        if same and not last and len(was) - len(was.rstrip()) != len(now) - len(now.rstrip()):  # the space belongs to what follows
            spaces = TextChange(was[len(was.rstrip()) :], now[len(now.rstrip()) :])
            now = now.rstrip()
        found.append(TextChange(now, now) if same else TextChange(was if was.strip() or not now.strip() else "", now))
    return _merged(found)


def _key(word: str) -> str:
    """A word with any space around it as one."""
    return word.strip() or " "


def _merged(found: list[TextChange]) -> list[TextChange]:
    """The runs with single marks and spaces between two changes taken into them: a reader sees one change there and not three."""
    merged: list[TextChange] = []
    for at, run in enumerate(found):
        between = 0 < at < len(found) - 1 and run.same and not any(char.isalnum() for char in run.after)
        if merged and not merged[-1].same and (between or not run.same):
            merged[-1] = TextChange(merged[-1].before + run.before, merged[-1].after + run.after)
        else:
            merged.append(run)
    return merged


def likeness(before: Sequence[str], after: Sequence[str]) -> float:
    """How much two sequences have in common, from 0 to 1, whatever the order."""
    if not before and not after:
        return 1.0
    common = sum((Counter(before) & Counter(after)).values())
    return 2 * common / (len(before) + len(after))


def paired(before: Sequence[T], after: Sequence[T], alike: Callable[[T, T], float], least: float = 0.4) -> list[tuple[T | None, T | None]]:
    """The items in order, each beside the one that it became, or beside None: the pairs that are most alike together, none below `least`."""
    if len(before) * len(after) > 10_000:
        return [*((one, None) for one in before), *((None, other) for other in after)]
    scores = [[score if (score := alike(one, other)) >= least else 0.0 for other in after] for one in before]
    best = _best(scores, len(before), len(after))
    found: list[tuple[T | None, T | None]] = []
    at, to = 0, 0
    while at < len(before) or to < len(after):
        if at < len(before) and to < len(after) and scores[at][to] and best[at][to] == best[at + 1][to + 1] + scores[at][to]:
            found.append((before[at], after[to]))
            at, to = at + 1, to + 1
        elif at < len(before) and best[at][to] == best[at + 1][to]:
            found.append((before[at], None))
            at += 1
        else:
            found.append((None, after[to]))
            to += 1
    return found


def _best(scores: list[list[float]], rows: int, columns: int) -> list[list[float]]:
    """The highest sum of scores from each place on."""
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for at in reversed(range(rows)):
        for to in reversed(range(columns)):
            both = best[at + 1][to + 1] + scores[at][to] if scores[at][to] else 0.0
            best[at][to] = max(best[at + 1][to], best[at][to + 1], both)
    return best
