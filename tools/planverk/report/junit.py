"""Findings as JUnit XML: a test case for each rule that the plan was held to, failed where it has a finding that stops the plan.

So a dashboard shows the same cases run after run, which of them began to fail and which were mended; a case for each file would come and go
with the files. What does not stop the plan is the output of a case that passed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from planverk.diagnostics import Diagnostic
from planverk.report.outcome import Outcome
from planverk.report.text import safe

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may hold, https://www.w3.org/TR/xml/#charsets."""


def report(outcome: Outcome) -> str:
    """The XML, with its declaration."""
    by_rule: dict[str, list[Diagnostic]] = {rule: [] for rule in sorted({*outcome.rules, *(one.rule for one in outcome.diagnostics)})}
    for diagnostic in outcome.diagnostics:
        by_rule[diagnostic.rule].append(diagnostic)
    failed = {rule for rule, found in by_rule.items() if any(one.severity in outcome.stopping for one in found)}
    counts = {"tests": str(len(by_rule)), "failures": str(len(failed)), "errors": "0", "skipped": "0", "time": "0"}
    root = Element("testsuites", {"name": "planverk", **counts})
    suite = SubElement(root, "testsuite", {"name": "planverk check", **counts})
    for rule, found in by_rule.items():
        case = SubElement(suite, "testcase", {"name": rule, "classname": "planverk.check", "time": "0"})
        _outcome_of(case, found, rule in failed, outcome)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _outcome_of(case: Element, found: Sequence[Diagnostic], failed: bool, outcome: Outcome) -> None:
    if not found:
        return
    text = "\n".join(_shown(one, outcome) for one in found)
    if failed:
        first = next(one for one in found if one.severity in outcome.stopping)
        SubElement(case, "failure", {"message": _clean(safe(first.message)), "type": first.severity.value}).text = _clean(text)
    else:
        SubElement(case, "system-out").text = _clean(text)


def _shown(diagnostic: Diagnostic, outcome: Outcome) -> str:
    line, column = diagnostic.location.span.start
    message, *hints = map(safe, outcome.lines(diagnostic))
    return "\n  = ".join((f"{safe(diagnostic.location.path)}:{line}:{column}: {diagnostic.severity.value}: {message}", *hints))


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
