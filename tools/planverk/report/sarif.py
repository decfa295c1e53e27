"""Findings as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), for code scanning: with the rules' manual pages, on their lines."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from planverk.diagnostics import Diagnostic, Severity
from planverk.report.outcome import Outcome, fingerprints
from planverk.rules.pages import page_of
from planverk.rules.registry import Rule, all_rules
from planverk.version import __version__

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
BASE = "PLANROOT"
"""The name of the folder that paths are relative to; where it lies is left to the reader."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def report(outcome: Outcome) -> str:
    """One run, with every rule that the plan was held to and every finding."""
    names, known = sorted({*outcome.rules, *(diagnostic.rule for diagnostic in outcome.diagnostics)}), all_rules()
    rules = [_rule(name, known.get(name), outcome.rules.get(name), outcome.language) for name in names]
    marks = fingerprints(outcome.diagnostics, outcome.texts)
    run = {
        "tool": {"driver": {"name": "planverk", "version": __version__, "semanticVersion": _semantic(__version__), "rules": rules}},
        "language": outcome.language,
        "automationDetails": {"id": "planverk/check/"},
        "originalUriBaseIds": {BASE: {"description": {"text": "The folder that holds plan/ and planverk.toml."}}},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(diagnostic, "\n".join(outcome.lines(diagnostic)), names.index(diagnostic.rule), mark)
            for diagnostic, mark in zip(outcome.diagnostics, marks, strict=True)
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(name: str, rule: Rule | None, severity: str | None, language: str) -> dict[str, Any]:
    """A rule with its page in the reader's language; one of the plan's own, which has none, by its name."""
    record: dict[str, Any] = {"id": name}
    if severity:
        record["defaultConfiguration"] = {"level": _LEVELS[Severity(severity)]}
    if rule is None:
        return record
    page = page_of(rule, language)
    record |= {"shortDescription": {"text": page.first}, "fullDescription": {"text": page.first}}
    record["help"] = {"text": page.text + "\n", "markdown": page.markdown + "\n"}
    record["properties"] = {"tags": [tag for tag in (rule.theme, rule.pack) if tag]}
    return record


def _result(diagnostic: Diagnostic, message: str, rule: int, mark: str) -> dict[str, Any]:
    (line, column), (end_line, end_column) = diagnostic.location.span
    region = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    artifact = {"uri": quote(diagnostic.location.path, errors="backslashreplace"), "uriBaseId": BASE}
    return {
        "ruleId": diagnostic.rule,
        "ruleIndex": rule,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": _as_text(message)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"finding/v1": mark},
    }


def _as_text(message: str) -> str:
    """The message with its braces doubled, and no link in it: SARIF takes `{0}` for a place to fill (§3.11.5) and `[…](…)` for a link (§3.11.6)."""
    return message.replace("{", "{{").replace("}", "}}").replace("](", "\\](")


def _semantic(version: str) -> str:
    """The version's first three numbers: SARIF wants it as semver has it."""
    numbers = [part for part in version.split(".") if part.isdigit()]
    return ".".join((*numbers, "0", "0", "0")[:3])
