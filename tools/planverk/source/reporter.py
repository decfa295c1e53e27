"""Collects the findings of the reader of one file's prose, and which characters of the file they are about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from planverk.diagnostics import Finding, Hint, Location, Replacement
from planverk.source.text import CONTROL, DIRECTION, Lines, control_character

MOST_FINDINGS = 100
"""Of each rule, in one file."""


@dataclass
class Reporter:
    """Findings in a file, and `spans`: places that no node of the prose has and that are not lost without a word."""

    path: str
    lines: Lines
    findings: list[Finding] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def is_full(self, rule: str) -> bool:
        """True where no more of a rule is reported. Each is counted by itself: a hundred of one kind, perhaps waived, hide none of another."""
        return self.counts[rule] >= MOST_FINDINGS

    def add(self, finding: Finding) -> None:
        """One more finding, where there is room for it."""
        if not self.is_full(finding.rule):
            self.counts[finding.rule] += 1
            self.findings.append(finding)

    def report(self, rule: str, start: int, end: int, facts: dict[str, str], *hints: Hint, new: str | None = None) -> None:
        """A finding at a place; `new` is the text there when it is mended."""
        if not self.is_full(rule):
            place = Location(self.path, self.lines.span(start, end))
            fix = None if new is None else Replacement(place, self.lines.text[start:end], new)
            self.add(Finding(rule, place, facts, hints, fix))

    def raw(self, kind: str, content: str, start: int) -> None:
        """Reports code, HTML or the like at a place."""
        first = content.strip().split("\n", 1)[0][:60]
        self.report("raw-markup", start, start + len(first), {"text": first}, Hint(kind, {}))

    def characters(self, text: str, start: int, end: int) -> None:
        """Control characters that an entity such as `&#x202e;` made; those in the file's text are deleted before this."""
        if found := CONTROL.search(text) or DIRECTION.fullmatch(text):
            self.add(control_character(Location(self.path, self.lines.span(start, end)), found[0]))
