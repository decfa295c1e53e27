"""Whether a change alters what the plan says, or only how it is written. docs/reference/changes.rst tells the rules to readers."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any
from unicodedata import normalize

from planverk.compare.kinds import Kind, Weight

_EDITORIAL_KINDS = frozenset({Kind.ENTRY_RENAMED, Kind.FORMER_IDS_CHANGED, Kind.SETTINGS_CHANGED, Kind.SETTINGS_ADDED, Kind.SETTINGS_REMOVED})
_EDITORIAL_FIELDS = frozenset({("help", "checked"), ("plan", "checked"), ("source", "accessed"), ("definition", "forms")})
"""When somebody last looked, and inflections that help planverk to recognise a term: nothing that the plan decides."""

_ORDERED = frozenset({("progress", "records"), ("data", "table"), ("figure", "series"), ("source", "author")})
"""Lists whose order says something; in all others it does not."""

_TOKEN = re.compile(
    r"\\(?P<escaped>.)"
    r"|\]\((?P<target>[^)\n]*)\)"
    r"|\[(?P<cited>@[^\]\s]+)\]|(?P<note>\[\^[^\]\s]+\])"
    r"|(?P<number>(?<![\w])[-−]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|(?<![\w])[-−]?\d+(?:[.,:/]\d+)*|\d+(?:[.,:/]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:['’\-\u2011][^\W\d_]+)*)"
    r"|(?P<sign>[?%‰§+=<>≤≥±×÷/@&°€$£])",
    re.DOTALL,
)
_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)


def weigh(kind: Kind, entry_kind: str, field: str, before: Any, after: Any) -> Weight:
    """The weight of a change from one value to another; None stands for no value."""
    if kind in _EDITORIAL_KINDS or (entry_kind, field) in _EDITORIAL_FIELDS:
        return Weight.EDITORIAL
    alike = before is not None and after is not None and _said(before, (entry_kind, field)) == _said(after, (entry_kind, field))
    return Weight.EDITORIAL if alike else Weight.SUBSTANTIVE


def _said(value: Any, field: tuple[str, str]) -> Any:
    """What a value says, however it is written."""
    if isinstance(value, str):
        return _in_any_order(value) if field[1] == "body" else words(value)
    if isinstance(value, dict):
        return {name: _said(below, field) for name, below in value.items()}
    if isinstance(value, list):
        items = [_said(item, field) for item in value]
        return items if field in _ORDERED else sorted(items, key=repr)
    return value


def _in_any_order(body: str) -> list[Any]:
    """The words of a body, with the points of each list without numbers in one fixed order."""
    said: list[Any] = []
    for is_point, lines in groupby(_HEADING.sub("", body).split("\n"), key=lambda line: line.startswith("- ")):
        points = [words(line) for line in lines]
        said += sorted(points) if is_point else points
    return [part for part in said if part]


def words(text: str) -> list[str]:
    """The words, numbers, signs and targets of a text in order, without capitals, spaces, punctuation, quotation marks and emphasis."""
    return [_token(found) for found in _TOKEN.finditer(normalize("NFC", text).casefold()) if found["escaped"] is None or found["escaped"].isalnum()]


def _token(found: re.Match[str]) -> str:
    if found["note"]:
        return "[^]"
    if found["number"]:
        return re.sub(r"[ \u00a0\u202f]", "", found["number"]).replace("−", "-")
    return (found["word"] or found[0]).replace("’", "'").replace("\u2011", "-")
