"""Findings as a Code Quality report, which GitLab shows on a merge request."""

from __future__ import annotations

import json
from typing import Any

from planverk.diagnostics import Diagnostic, Severity
from planverk.report.outcome import Outcome, fingerprints

_SEVERITIES = {Severity.ERROR: "blocker", Severity.WARNING: "major", Severity.INFO: "info"}
"""An error blocks every edition of the plan."""


def report(outcome: Outcome) -> str:
    """A list with a record a finding; `[]` where there are none, which GitLab needs to see that earlier ones are mended."""
    marks = fingerprints(outcome.diagnostics, outcome.texts)
    records = [_record(diagnostic, " ".join(outcome.lines(diagnostic)), mark) for diagnostic, mark in zip(outcome.diagnostics, marks, strict=True)]
    return json.dumps(records, ensure_ascii=False, indent=2) + "\n"


def _record(diagnostic: Diagnostic, description: str, fingerprint: str) -> dict[str, Any]:
    return {
        "description": description,
        "check_name": diagnostic.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[diagnostic.severity],
        "location": {"path": diagnostic.location.path, "lines": {"begin": diagnostic.location.span.start.line}},
    }
