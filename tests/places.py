"""What the tests of readers ask: which findings, where, does the place exist, and does reading come to an end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time

from planverk.diagnostics import Finding, Span
from planverk.source.text import Lines

MOST_EFFORT = 20
"""Seconds of the processor's time for a pathological input; most take a fraction. Work that grows out of hand takes minutes."""


@contextmanager
def bounded_effort() -> Iterator[None]:
    """Fails where what is done inside takes more than `MOST_EFFORT`. The processor's time is the same on a busy machine, the clock's is not."""
    began = process_time()
    yield
    assert process_time() - began < MOST_EFFORT


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
