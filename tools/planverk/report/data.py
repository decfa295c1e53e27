"""Findings as JSON, in the form that contract.md fixes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from planverk.diagnostics import Diagnostic, Severity
from planverk.report.outcome import Outcome


def report(outcome: Outcome) -> str:
    """The findings and their counts."""
    return format_json(outcome.diagnostics, outcome.entries)


def format_json(diagnostics: Sequence[Diagnostic], entries: int) -> str:
    """`{"diagnostics": […], "summary": {…}}`, indented, with lines and columns from 1."""
    found = [diagnostic.severity for diagnostic in diagnostics]
    summary = {
        "errors": found.count(Severity.ERROR),
        "warnings": found.count(Severity.WARNING),
        "infos": found.count(Severity.INFO),
        "entries": entries,
    }
    return json.dumps({"diagnostics": [_record(diagnostic) for diagnostic in diagnostics], "summary": summary}, ensure_ascii=False, indent=2) + "\n"


def _record(diagnostic: Diagnostic) -> dict[str, Any]:
    (line, column), (end_line, end_column) = diagnostic.location.span
    return {
        "rule": diagnostic.rule,
        "severity": diagnostic.severity.value,
        "path": diagnostic.location.path,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "message": diagnostic.message,
        "hints": list(diagnostic.hints),
    }
