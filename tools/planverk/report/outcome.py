"""What a format is given: the outcome of a check, and how its reader wants to see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from planverk.diagnostics import Diagnostic, Location, Severity


@dataclass(frozen=True, slots=True)
class Outcome:
    """The findings of a check in order of place, and what was checked: how many entries, by which rules (name → severity), at which revision.

    `texts` are the files' texts by path. With `strict`, warnings stop a plan as errors do. `width` is None where lines may have any length. Without
    `every`, a format for people sums notes up; formats for programs have them all.
    """

    diagnostics: Sequence[Diagnostic]
    entries: int
    language: str
    texts: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    revision: str | None = None
    strict: bool = False
    colour: bool = False
    width: int | None = None
    every: bool = True

    @property
    def stopping(self) -> frozenset[Severity]:
        """The severities that stop a plan."""
        return frozenset({Severity.ERROR, Severity.WARNING}) if self.strict else frozenset({Severity.ERROR})

    @property
    def stops(self) -> bool:
        """True where there is a finding that stops the plan."""
        return any(diagnostic.severity in self.stopping for diagnostic in self.diagnostics)

    def below(self, prefix: str) -> Outcome:
        """The same with `prefix` before every path, as seen from a folder further up."""
        located = [replace(each, location=Location(prefix + each.location.path, each.location.span)) for each in self.diagnostics]
        return replace(self, diagnostics=located, texts={prefix + path: text for path, text in self.texts.items()})

    def lines(self, diagnostic: Diagnostic) -> Iterator[str]:
        """What a format with room for one text says of a finding: the message, then the hints."""
        yield diagnostic.message
        yield from diagnostic.hints
