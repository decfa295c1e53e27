"""What SARIF 2.1.0 asks of the objects that a report of ours holds, written down from the standard (OASIS, errata 01) by hand.

Each object of section 3 that we write stands here with what it must have, what it may have, and the values that are allowed: closer than
the standard's JSON Schema, which allows far more. That comes with the tools of the conformance tests, and tests/conformance/test_sarif.py asks it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

Check = Callable[[Any], bool]
LEVELS = ("none", "note", "warning", "error")
_SEGMENT = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-F]{2})+"
_RELATIVE = re.compile(rf"(?!\w+:){_SEGMENT}(?:/{_SEGMENT})*")


class Form(NamedTuple):
    """An object: what it must have, and all that it may have, with the form or the test of each value; a list holds the form of its items."""

    required: tuple[str, ...]
    may: dict[str, Any]


def _text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _from_one(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _one_of(*allowed: str) -> Check:
    return lambda value: value in allowed


def _texts_by_name(value: Any) -> bool:
    return isinstance(value, dict) and all(_text(name) and _text(text) for name, text in value.items())


def _matching(pattern: str) -> Check:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


MESSAGE = Form(("text",), {"text": _text, "markdown": _text})
ARTIFACT = Form(("uri", "uriBaseId"), {"uri": lambda value: _RELATIVE.fullmatch(value) is not None, "uriBaseId": _text})
REGION = Form(("startLine",), dict.fromkeys(("startLine", "startColumn", "endLine", "endColumn"), _from_one))
LOCATION = Form((), {"physicalLocation": Form(("artifactLocation",), {"artifactLocation": ARTIFACT, "region": REGION})})
RESULT = Form(
    ("message", "ruleId"),
    {
        "ruleId": _text,
        "ruleIndex": lambda value: isinstance(value, int) and value >= 0,
        "level": _one_of(*LEVELS),
        "message": MESSAGE,
        "locations": [LOCATION],
        "partialFingerprints": _texts_by_name,
    },
)
RULE = Form(
    ("id",),
    {
        "id": _text,
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "help": MESSAGE,
        "defaultConfiguration": Form((), {"level": _one_of(*LEVELS)}),
        "properties": Form((), {"tags": [_text]}),
    },
)
DRIVER = Form(("name",), {"name": _text, "version": _text, "semanticVersion": _matching(r"\d+\.\d+\.\d+"), "rules": [RULE]})
RUN = Form(
    ("tool",),
    {
        "tool": Form(("driver",), {"driver": DRIVER}),
        "language": _matching(r"[a-z]{2}(?:-[A-Z]{2})?"),
        "automationDetails": Form((), {"id": _text}),
        "originalUriBaseIds": Form((), {"PLANROOT": Form((), {"description": MESSAGE})}),
        "columnKind": _one_of("utf16CodeUnits", "unicodeCodePoints"),
        "results": [RESULT],
    },
)
LOG = Form(("version", "runs"), {"$schema": _matching(r"https://\S+"), "version": _one_of("2.1.0"), "runs": [RUN]})


def faults(value: Any, form: Any = LOG, at: str = "") -> Iterator[str]:
    """Where a value is not of its form; nothing where it is."""
    if isinstance(form, Form):
        if not isinstance(value, dict):
            yield f"{at} is no object"
            return
        yield from (f"{at}/{name} is missing" for name in form.required if name not in value)
        for name, below in value.items():
            if name in form.may:
                yield from faults(below, form.may[name], f"{at}/{name}")
            else:
                yield f"{at}/{name} is not known"
    elif isinstance(form, list):
        if not isinstance(value, list):
            yield f"{at} is no list"
            return
        for index, item in enumerate(value):
            yield from faults(item, form[0], f"{at}/{index}")
    elif not form(value):
        yield f"{at} is {value!r}"


def faults_between(log: dict[str, Any]) -> Iterator[str]:
    """What objects demand of each other: a result's index is that of its rule, ids are unique, a region ends where it begins or after."""
    for run in log["runs"]:
        ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        if len(set(ids)) < len(ids):
            yield "two rules have one id"
        for result in run["results"]:
            if ids[result["ruleIndex"]] != result["ruleId"]:
                yield f"index of {result['ruleId']}"
            physical = result["locations"][0]["physicalLocation"]
            region = physical["region"]
            if (region["endLine"], region["endColumn"]) < (region["startLine"], region["startColumn"]):
                yield f"region of {result['ruleId']}"
            if physical["artifactLocation"]["uriBaseId"] not in run["originalUriBaseIds"]:
                yield "a base that is not told of"
