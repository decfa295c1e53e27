"""What the tests of readers ask: which findings, where, and does the place exist."""

from __future__ import annotations

from planverk.diagnostics import Finding, Span
from planverk.source.text import Lines

SECONDS = 20
"""A pathological file must be read in less, also on a busy machine; most take a fraction."""


def told(findings: list[Finding]) -> list[tuple[str, int, int]]:
    """Rule, line and column of each finding."""
    return [(finding.rule, *finding.location.span.start) for finding in findings]


def remedies(findings: list[Finding]) -> list[str]:
    return [hint.key for finding in findings for hint in finding.hints]


def cut(text: str, span: Span) -> str:
    """What stands at a span of a text."""
    starts = Lines(text).starts
    offsets = [starts[place.line - 1] + place.column - 1 for place in span]
    return text[offsets[0] : offsets[1]]


def is_within(span: Span, text: str) -> bool:
    lines = text.split("\n")
    return all(1 <= place.line <= len(lines) and 1 <= place.column <= len(lines[place.line - 1]) + 1 for place in span) and span.start <= span.end
