"""Findings as workflow commands, which GitHub Actions shows on the lines of a change; the summary is last, as text."""

from __future__ import annotations

from planverk.diagnostics import Diagnostic, Severity
from planverk.report.outcome import Outcome
from planverk.report.text import format_summary, safe

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}

_IN_DATA = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_IN_PROPERTY = (*_IN_DATA, (":", "%3A"), (",", "%2C"))


def report(outcome: Outcome) -> str:
    """A command a finding, and the summary."""
    lines = [_command(diagnostic, "\n".join(map(safe, outcome.lines(diagnostic)))) for diagnostic in outcome.diagnostics]
    summary = format_summary(outcome.diagnostics, outcome.entries, outcome.language, len(outcome.rules), outcome.revision)
    return "\n".join([*lines, summary, ""])


def _command(diagnostic: Diagnostic, message: str) -> str:
    """One command; GitHub takes columns only where a finding begins and ends on the same line."""
    start, end = diagnostic.location.span
    columns = {"col": start.column, "endColumn": end.column} if start.line == end.line else {}
    properties = {"file": diagnostic.location.path, "line": start.line, "endLine": end.line, **columns, "title": diagnostic.rule}
    listed = ",".join(f"{name}={_escaped(safe(str(value)), _IN_PROPERTY)}" for name, value in properties.items())
    return f"::{_COMMANDS[diagnostic.severity]} {listed}::{_escaped(message, _IN_DATA)}"


def _escaped(text: str, signs: tuple[tuple[str, str], ...]) -> str:
    for sign, written in signs:
        text = text.replace(sign, written)
    return text
