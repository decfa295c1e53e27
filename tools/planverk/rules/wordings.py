"""Finds wordings that a plan does better without, as a list of them (`unsafe_wording.toml`) describes them.

A list is data, so that those who know the field can read and review it; the head of the file says what each field means.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from planverk.diagnostics import Severity
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.rules.passages import Passage, outside_quotes, passages

_PART = re.compile(r"\{([a-z_]+)\}")
_SENTENCE_END = re.compile(r"[.!?:](?=\s)")
"""What comes before and after a colon counts as a sentence too."""
_SEARCH_TERMS = ("forms", "discouraged")
"""Fields of a definition whose words are there to be found, not said."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One row of a list: what to find, how much it weighs, why, and what to write instead in each form of Norwegian.

    `pattern`, `near` and `unless` are regular expressions, "" where there is none; they are compiled at the first text that has one of the signs.
    """

    name: str
    example: str
    severity: Severity
    signs: tuple[str, ...]
    pattern: str
    near: str
    unless: str
    why: Mapping[str, str]
    write: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class Use:
    """A wording, and where it is in a text."""

    wording: Wording
    start: int
    end: int


def read_wordings(path: Path) -> tuple[Wording, ...]:
    """The rows of a list in its order. The list is a part of planverk, so a fault in it raises."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_wording(row, data["parts"], data["sources"]) for row in data["row"])


def _wording(row: Mapping[str, Any], parts: Mapping[str, str], sources: Mapping[str, str]) -> Wording:
    patterns = [_expand(pattern, parts) for form in row["patterns"].values() for pattern in form]
    near, unless = (_expand(row.get(field, ""), parts) for field in ("near", "unless"))
    pattern = rf"(?<![\w-])(?:{'|'.join(patterns)})(?![\w-])"
    weight = Severity(row["severity"])
    return Wording(row["name"], row["example"], weight, tuple(row["signs"]), pattern, near, unless, row["why"], row["write"], sources[row["source"]])


def _expand(pattern: str, parts: Mapping[str, str]) -> str:
    """A pattern with its named parts filled in, and any space where it has one."""
    while _PART.search(pattern):
        pattern = _PART.sub(lambda part: f"(?:{parts[part[1]]})", pattern)
    return re.sub(r" (\?)?", lambda space: r"\s{1,3}" if not space[1] else r"(?:\s{1,3})?", pattern)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def uses(text: str, wordings: tuple[Wording, ...]) -> list[Use]:
    """Where the wordings are in a text, in order of place; where two overlap, the one whose row comes first."""
    lower, found = text.lower(), list[Use]()
    for wording in wordings:
        if any(sign in lower for sign in wording.signs):
            found += (use for use in _of(text, wording) if not any(use.start < other.end and other.start < use.end for other in found))
    return sorted(found, key=lambda use: use.start)


def _of(text: str, wording: Wording) -> Iterator[Use]:
    for found in _compiled(wording.pattern).finditer(text):
        before = [mark.end() for mark in _SENTENCE_END.finditer(text, 0, found.start())]
        after = _SENTENCE_END.search(text, found.end())
        sentence = text[before[-1] if before else 0 : after.end() if after else len(text)]
        is_near = not wording.near or _compiled(wording.near).search(sentence)
        if is_near and not (wording.unless and _compiled(wording.unless).search(sentence)):
            yield Use(wording, *found.span())


# --- where a wording is the plan's own ---


def own_passages(entry: Entry) -> Iterator[Passage]:
    """What the plan says in its own words: not the terms by which a definition is found, or that it advises against."""
    for passage in passages(entry):
        if not (entry.kind == "definition" and passage.route and passage.route[0] in _SEARCH_TERMS):
            yield passage


def cited_titles(plan: Plan) -> tuple[str, ...]:
    """Titles of other works, and of their goals and measures, in small letters; they keep their words."""
    titles = [title for source in plan.sources.values() for title in (source.title, source.container_title)]
    for referenced in plan.plans.values():
        titles += [referenced.title, *(goal.title for goal in referenced.goals), *(measure.title for measure in referenced.measures)]
    titles += [resource.title for resource in plan.resources.values()]
    return tuple(title.lower() for title in titles if title)


def is_own(passage: Passage, start: int, end: int, titles: tuple[str, ...]) -> bool:
    """True where the characters are neither in a quotation nor in a cited title."""
    if not outside_quotes(passage, start):
        return False
    text = passage.text.lower()
    holding = (title for title in titles if text[start:end] in title)
    return not any(at.start() <= start and end <= at.end() for title in holding for at in re.finditer(re.escape(title), text))
