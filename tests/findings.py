"""Findings for the tests of the formats: a plain one, one whose every text tries to break out of its format, and one without a source line."""

from __future__ import annotations

from planverk.diagnostics import Diagnostic, Location, Position, Severity, Span
from planverk.report.outcome import Outcome

DAY = ("--today", "2026-11-23")


def span(line: int, column: int, end_line: int, end_column: int) -> Span:
    return Span(Position(line, column), Position(end_line, end_column))


DANGLING = Diagnostic(
    "dangling-reference",
    Severity.ERROR,
    Location("plan/measures/rutine.md", span(4, 7, 4, 13)),
    "målet «maal-9» finnes ikke",
    ("mente du «maal-1»?",),
)
HOSTILE = Diagnostic(
    "vår-regel",
    Severity.WARNING,
    Location("plan/chapters/a,b:c %20æ.md", span(2, 1, 3, 4)),
    "100 %\n::error::x ]]> \"q\" 'r' <x> & {0} [her](https://sted.example)\x1b[2J",
    ("a\r\n::stop-commands::y", "\uffff"),
)
NOTE = Diagnostic("incomplete-entry", Severity.INFO, Location("plan/goals/maal.md"), "noe mangler")
TEXTS = {"plan/measures/rutine.md": "---\nnumber: 1\ntitle: Rutine\ngoal: maal-9\n---\n", "plan/chapters/a,b:c %20æ.md": "---\nlinje\ntre\n"}
OUTCOME = Outcome((DANGLING, HOSTILE, NOTE), 3, "nb", TEXTS, {"dangling-reference": "error", "incomplete-entry": "info", "number-gap": "warning"})
NOTHING = Outcome((), 3, "nb", {}, {"number-gap": "warning"})
