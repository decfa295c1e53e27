"""Keeps of the guesses that reading makes about one file those that name something which the plan has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from planverk.diagnostics import Finding, Hint, did_you_mean
from planverk.ids import is_id, nearest, proper_id
from planverk.model.plan import Plan
from planverk.paths import PLAN_FILE

_ID = re.compile(r"(?:[^/:]*[/:])*(?P<id>[^/:]+?)(?:\.(?:md|yaml))?")
_NEAR = 0.75
"""Likeness of a word and the part of the contents that it may be a slip of; «functions» is no slip of «definitions»."""
_OF_GOALS = frozenset({"goal", "measure", "measures", "tiltak", "tiltaka", "tiltakene", "mål", "måla", "målene", "maal", "mal"})
"""What an author may call the part in which goals and measures stand."""


def with_known(findings: Iterable[Finding], plan: Plan) -> list[Finding]:
    """The findings, their guesses at entries and at parts of the contents being of those that are there."""
    return [_with_known(finding, plan) for finding in findings]


def _with_known(finding: Finding, plan: Plan) -> Finding:
    if finding.rule == "not-allowed" and "chapter:ID" in finding.facts.get("allowed", ""):
        near = _content(finding.facts["value"], finding.facts["allowed"].split(", "), plan)
        if near and re.search(rf"(?m)^[ ]*-[ ]+{re.escape(near[0])}[ ]*$", plan.texts.get(PLAN_FILE, "")):
            return replace(finding, hints=(Hint("listed-already", {"name": near[0]}),))
        return replace(finding, hints=did_you_mean(near) or (Hint("allowed-values", {"allowed": finding.facts["allowed"]}),))
    if finding.rule == "unsafe-link" and finding.hints and finding.hints[0].key == "did-you-mean":
        kind, _, id = finding.hints[0].facts["name"].partition(":")
        if kind in plan.kinds and id not in plan.kinds[kind]:
            near = tuple(f"{kind}:{name}" for name in nearest(id, plan.kinds[kind]))
            return replace(finding, hints=did_you_mean(near) or (Hint("link-kinds", {}),))
    return finding


def _content(value: str, allowed: list[str], plan: Plan) -> tuple[str, ...]:
    """The item of the contents that a text stands for: a chapter, by its id or file, or one of the parts."""
    found = _ID.fullmatch(value.strip())
    word = found["id"].lower() if found else ""
    parts = [part for part in allowed if part != "chapter:ID"]
    id = word if is_id(word) else proper_id(word)
    if id in plan.chapters:
        return (f"chapter:{id}",)
    if word in _OF_GOALS:
        return ("goals",)
    near = nearest(word, (*parts, *plan.chapters), least=_NEAR)
    return tuple(name if name in parts else f"chapter:{name}" for name in near)
