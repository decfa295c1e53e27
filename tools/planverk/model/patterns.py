"""Patterns that a municipality writes in planverk.toml or in a schema, matched by RE2 in a time that grows with the text alone.

Python's own regular expressions can take years on a pattern such as `(a+)+b`, and a plan may come from anybody. RE2 cannot; but it reads more than
editors do, and tells no place where it cannot read on. So patterns are a small language, that part of ECMA-262 which is read alike everywhere:
letters and other signs stand for themselves; `.` is any sign, `\\d` a digit, `\\w` a letter, digit or low line, `\\s` a space, and a backslash
before any other sign that sign; `[a-zæøå]` is one of, `[^0-9]` one not of; `?`, `*`, `+`, `{2}` and `{2,4}` tell how often; `|` parts
alternatives, `( )` group. Letters, digits and spaces are those of all scripts, which RE2 and ECMA-262 have to be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any

MOST_POSITIONS = 200
"""Signs that a pattern may name, a sign that is repeated up to five times counted as five."""

LONGEST_MATCH = 100
"""Characters that `find` looks ahead from the start of a word."""

DEEPEST = 20

_MEMORY = 2_000_000
"""Bytes that RE2 may use for a pattern; a larger one is refused, such as one of more than 60 letters of any script."""

_LETTER, _DIGIT = r"\p{L}\p{N}", r"\p{Nd}"
_ECMA: Mapping[str, str] = {"d": _DIGIT, "w": rf"{_LETTER}_", "s": r"\s"}
_RE2: Mapping[str, str] = {**_ECMA, "s": r"\s\v\x1c-\x1f\x{85}\p{Z}"}
"""What a class of signs is inside a set, in the two languages that patterns are written down in."""

_WORD = re.compile(r"(?<![^\W_])\S")
_MANY = re.compile(r"\{([0-9]{1,3})(?:(,)([0-9]{1,3})?)?\}")
_MEANING = frozenset("^$\\.*+?()[]{}|/")
_MEANING_IN_A_SET = frozenset("()[]{}/-\\|^")
"""Signs that stand for themselves behind a backslash alone."""


class PatternError(Exception):
    """The text is no pattern; `at` is the offset from which it cannot be read."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


class Pattern:
    """A pattern that was read. `any_case` takes capitals and small letters as the same."""

    def __init__(self, text: str, expression: str, any_case: bool = False) -> None:
        self.expression, self.any_case = expression, any_case
        try:
            self.anywhere = self.compiled(expression, _MEMORY)
        except ValueError:
            raise PatternError(len(text)) from None

    @cached_property
    def word(self) -> Any:
        """The pattern with the end of a word behind it, which RE2 cannot look at without taking it."""
        return self.compiled(rf"(?:{self.expression})[^{_LETTER}]", 2 * _MEMORY)

    def fits(self, text: str) -> bool:
        """True where the pattern matches the whole text."""
        return self.anywhere.fullmatch(text) is not None

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Begin and end of every match that is whole words, from left to right, the longest at each place; none overlap."""
        if self.anywhere.search(text) is None:
            return
        done, ended = 0, f"{text} "
        for word in _WORD.finditer(text):
            start = word.start()
            found = self.word.match(ended[start : start + LONGEST_MATCH + 1]) if start >= done else None
            if found and found.end() > 1:
                done = start + found.end() - 1
                yield start, done

    def compiled(self, expression: str, memory: int) -> Any:
        """What RE2 makes of an expression. ValueError where it takes more memory."""
        import re2  # type: ignore[import-untyped]

        options = re2.Options()
        options.case_sensitive, options.max_mem, options.log_errors = not self.any_case, memory, False
        options.longest_match = options.dot_nl = options.never_capture = True
        try:
            return re2.compile(expression, options)
        except re2.error as error:
            raise ValueError(error) from None


@lru_cache(maxsize=300)
def read_pattern(text: str, any_case: bool = False) -> Pattern:
    """The pattern that a text describes. PatternError where it describes none, or one that is too large."""
    return Pattern(text, _Reader(text, _RE2).whole(), any_case)


@lru_cache(maxsize=300)
def read_schema_pattern(text: str) -> Pattern:
    """The `pattern` of a JSON Schema, for `fits`. It is looked for anywhere in a text, and `^` and `$` tie it to the ends; both are understood there
    and nowhere else. PatternError where it is none, or one that editors would read in another way."""
    before, inner, after = _tied(text)
    reader = _Reader(inner, _RE2)
    try:
        expression = reader.whole() if inner or (before and after) else ""
        if (before or after) and reader.first_alternative is not None:
            raise PatternError(reader.first_alternative)  # `^a|b$` ties a to the start and b to the end, and few who write it mean that
    except PatternError as error:
        raise PatternError(min(error.at + len(before), len(text))) from None
    return Pattern(text, ("" if before else ".*") + f"(?:{expression})" + ("" if after else ".*"))


def in_unicode_mode(text: str) -> str:
    """A pattern that `read_schema_pattern` reads, as ECMA-262 writes the same in Unicode mode, in which JSON Schema reads every pattern.

    That mode knows no needless escapes, reads a hyphen between two members of a set as a range, and takes `\\w` for the letters of English alone.
    """
    before, inner, after = _tied(text)
    return before + (_Reader(inner, _ECMA).whole() if inner else "") + after


def _tied(text: str) -> tuple[str, str, str]:
    """What ties a schema's pattern to the start, the pattern itself, and what ties it to the end."""
    starts, ends = text.startswith("^"), text.endswith("$") and not text.endswith("\\$")
    return "^" * starts, text[starts : len(text) - ends], "$" * ends


class _Reader:
    """Reads the text of a pattern from left to right, and writes it down in one of the two languages."""

    def __init__(self, text: str, kinds: Mapping[str, str]) -> None:
        self.text, self.kinds, self.at, self.size = text, kinds, 0, 0
        self.first_alternative: int | None = None
        """The offset of the first `|` outside all groups."""

    def whole(self) -> str:
        made = self.alternatives(0)
        if self.at < len(self.text):
            raise PatternError(self.at)
        if self.size > MOST_POSITIONS:
            raise PatternError(len(self.text))
        return made

    def next(self) -> str:
        """The sign that comes, "" at the end."""
        return self.text[self.at : self.at + 1]

    def take(self) -> str:
        """The sign that comes, and past it."""
        if not self.next():
            raise PatternError(self.at)
        self.at += 1
        return self.text[self.at - 1]

    def alternatives(self, depth: int) -> str:
        if depth > DEEPEST:
            raise PatternError(self.at)
        made = self.sequence(depth)
        while self.next() == "|":
            if not depth and self.first_alternative is None:
                self.first_alternative = self.at
            self.at += 1
            made += f"|{self.sequence(depth)}"
        return made

    def sequence(self, depth: int) -> str:
        made = ""
        while self.next() not in ("", "|", ")"):
            before = self.size
            made += self.one(depth) + self.repeated(before)
        if not made:
            raise PatternError(self.at)
        return made

    def one(self, depth: int) -> str:
        begins, sign = self.at, self.take()
        if sign == "(":
            opened = "(?:" if self.text.startswith("?:", self.at) else "("
            self.at += len(opened) - 1
            made = opened + self.alternatives(depth + 1) + ")"
            if self.next() != ")":
                raise PatternError(begins)
            self.at += 1
            return made
        if sign in "*+?{}])^$":
            raise PatternError(begins)
        self.size += 1
        if sign == "[":
            return self.choice(begins)
        return self.literal(sign, inside=False)

    def literal(self, sign: str, inside: bool) -> str:
        """A sign, or what a backslash makes of the next one, `inside` a set or outside."""
        if sign != "\\":
            return f"\\{sign}" if inside and sign in _MEANING_IN_A_SET else sign
        escaped = self.take()
        if kind := self.kinds.get(escaped):
            return kind if inside or kind in (_DIGIT, r"\s") else f"[{kind}]"
        if escaped.isalnum():
            raise PatternError(self.at - 1)
        return f"\\{escaped}" if escaped in _MEANING or (inside and escaped == "-") else escaped

    def choice(self, begins: int) -> str:
        """The members between square brackets; a first `]` is a member, and no escape begins a range."""
        made = "[" + "^" * (self.next() == "^")
        self.at += len(made) - 1
        members = ""
        while self.next() != "]" or not members:
            if not self.next():
                raise PatternError(begins)
            members += self.span(self.take())
        self.at += 1
        return f"{made}{members}]"

    def span(self, low: str) -> str:
        """One sign, or those from one to another."""
        made = self.literal(low, inside=True)
        if low == "\\" or self.next() != "-" or self.text[self.at + 1 : self.at + 2] in ("]", ""):
            return made
        self.at += 1
        high = self.take()
        if high == "\\" or high < low:
            raise PatternError(self.at - 1)
        return f"{made}-{self.literal(high, inside=True)}"

    def repeated(self, before: int) -> str:
        """How often what comes before is repeated, which makes `size` grow from what it was `before`."""
        sign, begins = self.next(), self.at
        if not sign or sign not in "?*+{":
            return ""
        if sign == "{":
            found = _MANY.match(self.text, self.at)
            least, most = (int(found[1]), int(found[3] or (0 if found[2] else found[1]))) if found else (0, 0)
            unbounded = bool(found and found[2] and not found[3])
            if not found or (not unbounded and not max(least, 1) <= most <= MOST_POSITIONS):
                raise PatternError(self.at)
            self.at = found.end()
            self.size = before + (self.size - before) * (least + 1 if unbounded else most)
        else:
            self.at += 1
        if self.next() and self.next() in "?*+{":
            raise PatternError(self.at)
        return self.text[begins : self.at]
