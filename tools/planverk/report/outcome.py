"""What a format is given: the outcome of a check, and how its reader wants to see it."""

from __future__ import annotations

import hashlib
from collections import Counter
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


# --- fingerprints -----------------------------------------------------------------------------------------------------

# Names each finding by what it is about, so that others know it again when lines have moved.


def fingerprints(diagnostics: Sequence[Diagnostic], texts: Mapping[str, str]) -> list[str]:
    """A hash for each finding, in their order: of its rule, path and source line, without the line's number, the message and its language.

    Findings that are alike in all this are distinguished by their order in the file.
    """
    lines = {path: text.split("\n") for path, text in texts.items()}
    seen: Counter[str] = Counter()
    found = []
    for diagnostic in diagnostics:
        about = "\0".join((diagnostic.rule, diagnostic.location.path, *_meant(diagnostic, lines)))
        found.append(hashlib.sha256(f"{about}\0{seen[about]}".encode("utf-8", "backslashreplace")).hexdigest())
        seen[about] += 1
    return found


def _meant(diagnostic: Diagnostic, lines: Mapping[str, list[str]]) -> tuple[str, str]:
    """The source line without the space around it, and the part that is meant."""
    start, end = diagnostic.location.span
    of_file = lines.get(diagnostic.location.path, [])
    line = of_file[start.line - 1] if start.line <= len(of_file) else ""
    return line.strip(), line[start.column - 1 : end.column - 1 if end.line == start.line else None]
