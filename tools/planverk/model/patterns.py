"""Patterns that a municipality writes in planverk.toml, matched in a time that grows with the text alone.

Python's own regular expressions can take years on a pattern such as `(a+)+b`, and a plan may come from anybody. So these are a small language of
their own: letters and other signs stand for themselves; `.` is any sign, `\\d` a digit, `\\w` a letter, digit or low line, `\\s` a space, and a
backslash before any other sign that sign; `[a-zæøå]` is one of, `[^0-9]` one not of; `?`, `*`, `+`, `{2}` and `{2,4}` tell how often; `|` parts
alternatives, `( )` group.

A pattern becomes an automaton of positions (Glushkov 1961), which walks over a text once, whatever the pattern is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

MOST_POSITIONS = 200
"""Signs that a pattern may name, a sign that is repeated up to five times counted as five."""

MOST_WAYS = 2_000
"""Ways from one of them to the next; with this a step costs no more than so much, whatever the pattern is."""

LONGEST_MATCH = 100
"""Characters that `find` looks ahead from the start of a word."""

DEEPEST = 20

_MOST_STEPS = 5_000
_MANY = re.compile(r"\{([0-9]{1,3})(?:(,)([0-9]{1,3})?)?\}")
_KINDS: dict[str, Callable[[str], bool]] = {
    "d": lambda sign: sign.isdecimal(),
    "w": lambda sign: sign.isalnum() or sign == "_",
    "s": lambda sign: sign.isspace(),
}


class PatternError(Exception):
    """The text is no pattern; `at` is the offset from which it cannot be read."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


class _Part(NamedTuple):
    """A part of a pattern: whether it matches nothing, and the positions at which it may begin and end."""

    empty: bool
    first: frozenset[int]
    last: frozenset[int]


class _Step(NamedTuple):
    """Where a sign leads: the positions that may come next, and whether a match may end here. No `next` and no end: the match has failed."""

    next: frozenset[int]
    ends: bool


_NOTHING = _Part(True, frozenset(), frozenset())
_Build = Callable[["Pattern"], _Part]


def words_by_sign(text: str) -> dict[str, list[int]]:
    """Where the words of a text begin, by the signs that they begin with."""
    found: dict[str, list[int]] = {}
    for word in re.finditer(r"(?<![^\W_])\S", text):
        found.setdefault(word[0], []).append(word.start())
    return found


@dataclass(slots=True, eq=False)
class Pattern:
    """A pattern that was read. `signs` tells for each position which signs it takes, `follow` which positions may come after it."""

    text: str
    any_case: bool = False
    signs: list[Callable[[str], bool]] = field(default_factory=list)
    follow: list[set[int]] = field(default_factory=list)
    whole: _Part = _NOTHING
    steps: dict[tuple[frozenset[int], str], _Step] = field(default_factory=dict)

    def fits(self, text: str) -> bool:
        """True where the pattern matches the whole text."""
        return len(text) in self._ends(text, 0, len(text)) or (not text and self.whole.empty)

    def find(self, text: str, words: Mapping[str, Sequence[int]] | None = None) -> Iterator[tuple[int, int]]:
        """Begin and end of every match that is whole words, from left to right, the longest at each place; none overlap.

        `words` are the text's `words_by_sign`, for those who look for many patterns in a text.
        """
        done = 0
        begun = ((sign, starts) for sign, starts in (words_by_sign(text) if words is None else words).items() if self._begins(sign))
        for start in sorted(start for _, starts in begun for start in starts):
            if start >= done:
                ends = self._ends(text, start, min(len(text), start + LONGEST_MATCH))
                end = max((end for end in ends if not text[end : end + 1].isalnum()), default=None)
                if end is not None:
                    yield start, end
                    done = end

    def _begins(self, sign: str) -> bool:
        """True where a match may begin with a sign."""
        step = self.steps.get((self.whole.first, sign)) or self._step(self.whole.first, sign)
        return step.ends or bool(step.next)

    def _ends(self, text: str, start: int, stop: int) -> Iterator[int]:
        """The offsets at which a match that begins at `start` may end, but for `start` itself."""
        allowed = self.whole.first
        for at in range(start, stop):
            step = self.steps.get((allowed, text[at])) or self._step(allowed, text[at])
            if step.ends:
                yield at + 1
            allowed = step.next
            if not allowed:
                return

    def _step(self, allowed: frozenset[int], sign: str) -> _Step:
        """Takes a step for the first time, and remembers it."""
        if len(self.steps) >= _MOST_STEPS:
            self.steps.clear()
        both = {sign, sign.lower(), sign.upper()} if self.any_case else {sign}
        reached = [position for position in allowed if any(self.signs[position](one) for one in both)]
        step = _Step(frozenset().union(*(self.follow[position] for position in reached)), not self.whole.last.isdisjoint(reached))
        self.steps[allowed, sign] = step
        return step

    # --- building ---

    def sign(self, takes: Callable[[str], bool]) -> _Part:
        """A position that takes one sign."""
        if len(self.signs) >= MOST_POSITIONS:
            raise PatternError(len(self.text))
        self.signs.append(takes)
        self.follow.append(set())
        here = frozenset({len(self.signs) - 1})
        return _Part(False, here, here)

    def join(self, before: _Part, after: _Part) -> _Part:
        """One part and then the other."""
        for position in before.last:
            self.follow[position] |= after.first
        first = before.first | after.first if before.empty else before.first
        last = before.last | after.last if after.empty else after.last
        return _Part(before.empty and after.empty, first, last)

    def loop(self, part: _Part) -> _Part:
        """The part as often as it comes, once at least."""
        for position in part.last:
            self.follow[position] |= part.first
        return part


def read_pattern(text: str, any_case: bool = False) -> Pattern:
    """The pattern that a text describes. PatternError where it describes none, or one of more than MOST_POSITIONS positions or MOST_WAYS ways."""
    reader = _Reader(text)
    build = reader.alternatives(0)
    if reader.at < len(text):
        raise PatternError(reader.at)
    pattern = Pattern(text, any_case)
    pattern.whole = build(pattern)
    if sum(map(len, pattern.follow)) > MOST_WAYS:
        raise PatternError(len(text))
    return pattern


def _in_turn(builds: Iterable[_Build]) -> _Build:
    kept = tuple(builds)

    def build(pattern: Pattern) -> _Part:
        whole = _NOTHING
        for one in kept:
            whole = pattern.join(whole, one(pattern))
        return whole

    return build


def _either(builds: list[_Build]) -> _Build:
    def build(pattern: Pattern) -> _Part:
        parts = [one(pattern) for one in builds]
        first, last = (frozenset().union(*ends) for ends in ([part.first for part in parts], [part.last for part in parts]))
        return _Part(any(part.empty for part in parts), first, last)

    return build if len(builds) > 1 else builds[0]


def _optional(build: _Build) -> _Build:
    return lambda pattern: build(pattern)._replace(empty=True)


def _looped(build: _Build) -> _Build:
    return lambda pattern: pattern.loop(build(pattern))


class _Reader:
    """Reads the text of a pattern from left to right."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def next(self) -> str:
        """The sign that comes, "" at the end."""
        return self.text[self.at : self.at + 1]

    def take(self) -> str:
        """The sign that comes, and past it."""
        if not self.next():
            raise PatternError(self.at)
        self.at += 1
        return self.text[self.at - 1]

    def alternatives(self, depth: int) -> _Build:
        if depth > DEEPEST:
            raise PatternError(self.at)
        found = [self.sequence(depth)]
        while self.next() == "|":
            self.at += 1
            found.append(self.sequence(depth))
        return _either(found)

    def sequence(self, depth: int) -> _Build:
        found = []
        while self.next() not in ("", "|", ")"):
            found.append(self.repeated(self.one(depth)))
        if not found:
            raise PatternError(self.at)
        return _in_turn(found)

    def one(self, depth: int) -> _Build:
        begins, sign = self.at, self.take()
        if sign == "(":
            self.at += 2 if self.text.startswith("?:", self.at) else 0
            build = self.alternatives(depth + 1)
            if self.next() != ")":
                raise PatternError(begins)
            self.at += 1
            return build
        if sign in "*+?{}])^$":
            raise PatternError(begins)
        takes = self.choice(begins) if sign == "[" else (lambda _: True) if sign == "." else self.literal(sign)
        return lambda pattern: pattern.sign(takes)

    def literal(self, sign: str) -> Callable[[str], bool]:
        if sign != "\\":
            return lambda other: other == sign
        escaped = self.take()
        if escaped in _KINDS:
            return _KINDS[escaped]
        if escaped.isalnum():
            raise PatternError(self.at - 1)
        return lambda other: other == escaped

    def choice(self, begins: int) -> Callable[[str], bool]:
        """What stands between square brackets."""
        refuses = self.next() == "^"
        self.at += refuses
        takes = list[Callable[[str], bool]]()
        while self.next() != "]" or not takes:
            if not self.next():
                raise PatternError(begins)
            takes.append(self.span(self.take()))
        self.at += 1
        return lambda sign: any(one(sign) for one in takes) != refuses

    def span(self, low: str) -> Callable[[str], bool]:
        """One sign, or those from one to another."""
        if low == "\\" or self.next() != "-" or self.text[self.at + 1 : self.at + 2] in ("]", ""):
            return self.literal(low)
        self.at += 1
        high = self.take()
        if high == "\\" or high < low:
            raise PatternError(self.at - 1)
        return lambda sign: low <= sign <= high

    def repeated(self, build: _Build) -> _Build:
        sign = self.next()
        if sign == "{":
            return self.counted(build)
        if sign and sign in "?*+":
            self.at += 1
            build = build if sign == "?" else _looped(build)
            build = build if sign == "+" else _optional(build)
            if self.next() and self.next() in "?*+{":
                raise PatternError(self.at)
        return build

    def counted(self, build: _Build) -> _Build:
        found = _MANY.match(self.text, self.at)
        if not found:
            raise PatternError(self.at)
        least = int(found[1])
        most = int(found[3]) if found[3] else None if found[2] else least
        if most is not None and (most < least or most == 0 or most > MOST_POSITIONS):
            raise PatternError(self.at)
        self.at = found.end()
        if self.next() and self.next() in "?*+{":
            raise PatternError(self.at)
        more = [_optional(_looped(build))] if most is None else [_optional(build)] * (most - least)
        return _in_turn([build] * least + more)
