"""What a finding is: a rule, a place and the facts that its message is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple


class Position(NamedTuple):
    """A place between characters: line and column, both counted from 1, columns in characters."""

    line: int
    column: int


class Span(NamedTuple):
    """From `start` up to, not with, `end`."""

    start: Position
    end: Position


TOP = Span(Position(1, 1), Position(1, 1))


class Location(NamedTuple):
    """A span in a file; the path is relative to the repository, with forward slashes."""

    path: str
    span: Span = TOP


class Severity(Enum):
    """How much a finding weighs; only errors stop a build."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Hint(NamedTuple):
    """A remedy to show under a finding: the key of its text in the catalogue, and what goes into the text."""

    key: str
    facts: Mapping[str, str]


class Replacement(NamedTuple):
    """How a finding can be mended: `new` in place of `old`, which stands once at `location`. One that guesses is `asked` about before it is made."""

    location: Location
    old: str
    new: str
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, before it has words: the rule's name, the place, the facts of the message; a `severity` unlike the rule's."""

    rule: str
    location: Location
    facts: Mapping[str, str] = field(default_factory=dict)
    hints: tuple[Hint, ...] = ()
    fix: Replacement | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding as readers get it. Its `fix` is not part of what it says, and is not kept by the cache."""

    rule: str
    severity: Severity
    location: Location
    message: str
    hints: tuple[str, ...] = ()
    fix: Replacement | None = field(default=None, compare=False)

    @property
    def order(self) -> tuple[str, Span, str, str]:
        """What findings are sorted by: path, line, column, rule."""
        return (self.location.path, self.location.span, self.rule, self.message)


def did_you_mean(names: tuple[str, ...]) -> tuple[Hint, ...]:
    """A hint a near name."""
    return tuple(Hint("did-you-mean", {"name": name}) for name in names)
