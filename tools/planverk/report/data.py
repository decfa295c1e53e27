"""Findings as JSON, in the form that contract.md fixes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from planverk.diagnostics import Diagnostic, Severity
from planverk.report.outcome import Outcome


def report(outcome: Outcome) -> str:
    """The findings and their counts, with lines and columns from 1."""
    return with_summary([_record(diagnostic) for diagnostic in outcome.diagnostics], entries=outcome.entries)


def with_summary(records: Sequence[Mapping[str, Any]], **counted: int) -> str:
    """`{"diagnostics": […], "summary": {…}}`, indented; the summary has the number of records of each severity, and what else was `counted`."""
    found = [record["severity"] for record in records]
    summary = {f"{severity.value}s": found.count(severity.value) for severity in Severity} | counted
    return json.dumps({"diagnostics": records, "summary": summary}, ensure_ascii=False, indent=2) + "\n"


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
