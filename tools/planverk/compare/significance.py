"""Whether a change alters what the plan says, or only how it is written. docs/reference/changes.md tells the rules to readers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby
from typing import Any
from unicodedata import normalize

from planverk.compare.change import Kind, Weight
from planverk.compare.records import LISTINGS, ROUTES

_EDITORIAL_KINDS = frozenset({Kind.ENTRY_RENAMED, Kind.FORMER_IDS_CHANGED, Kind.SETTINGS_CHANGED, Kind.SETTINGS_ADDED, Kind.SETTINGS_REMOVED})
_EDITORIAL_FIELDS = frozenset({("help", "checked"), ("plan", "checked"), ("source", "accessed"), ("definition", "forms")})
"""When somebody last looked, and inflections that help planverk to recognise a term: nothing that the plan decides."""

_ORDERED = frozenset({("progress", "records"), ("data", "table"), ("figure", "series"), ("source", "author")})
"""Lists whose order says something; in all others it does not."""

_LEADS = frozenset({*((kind, [part for part in route if part != "*"][-1]) for kind, route in ROUTES), *LISTINGS.items(), ("figure", "data")})
"""Fields that name entries and files: another name leads elsewhere, however little the two differ."""

_TOKEN = re.compile(
    r"\\(?P<escaped>.)"
    r"|(?P<target>\]\((?:<(?:[^<>\\\n]|\\.)*>|[^)\n]*)\))"
    r"|(?P<address>https?://[^\s<>]+)"
    r"|\[(?P<cited>@[^\]]+)\]|(?P<note>\[\^[^\]\s]+\])"
    r"|(?P<number>(?<![\w])[-−]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|(?<![\w])[-−]?\d+(?:[.,:/]\d+)*|\d+(?:[.,:/]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:['’\-\u2011][^\W\d_]+)*)"
    r"|(?P<sign>[?%‰§+=<>≤≥±×÷/@&°€$£])",
    re.DOTALL | re.IGNORECASE,
)
_NOTE = re.compile(r"^\[\^(?P<label>[^\]\s]+)\]: ", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)


def classify(kind: Kind, entry_kind: str, field: str, before: Any, after: Any) -> Weight:
    """The weight of a change from one value to another; None stands for no value."""
    if kind in _EDITORIAL_KINDS or (entry_kind, field) in _EDITORIAL_FIELDS:
        return Weight.EDITORIAL
    alike = before is not None and after is not None and _said(before, (entry_kind, field)) == _said(after, (entry_kind, field))
    return Weight.EDITORIAL if alike else Weight.SUBSTANTIVE


def _said(value: Any, field: tuple[str, str]) -> Any:
    """What a value says, however it is written."""
    if isinstance(value, str):
        return [value] if field in _LEADS else _in_any_order(value) if field[1] == "body" else words(value)
    if isinstance(value, dict):
        return {name: _said(below, (field[0], name) if (field[0], name) in _LEADS else field) for name, below in value.items()}
    if isinstance(value, list):
        items = [_said(item, field) for item in value]
        return items if field in _ORDERED else sorted(items, key=repr)
    return value


def _in_any_order(body: str) -> list[Any]:
    """The words of a body, with the points of each list without numbers in one fixed order."""
    text, notes = _without_notes(body)
    said: list[Any] = []
    for is_point, lines in groupby(_HEADING.sub("", text).split("\n"), key=lambda line: line.startswith("- ")):
        points = [words(line, notes) for line in lines]
        said += sorted(points) if is_point else points
    called = {found["note"] for found in _TOKEN.finditer(text) if found["note"]}
    return [part for part in said if part] + sorted(said for label, said in notes.items() if label not in called)


def _without_notes(body: str) -> tuple[str, dict[str, str]]:
    """A body without its notes, which stand last in it; and what each note says, by its call. A label is only a way to find the note."""
    first = next(_NOTE.finditer(body), None)
    pieces = _NOTE.split(body[first.start() :]) if first else []
    notes = {f"[^{label}]": "[^" + " ".join(words(note)) + "]" for label, note in zip(pieces[1::2], pieces[2::2], strict=True)}
    return body[: first.start()] if first else body, notes


def words(text: str, notes: Mapping[str, str] | None = None) -> list[str]:
    """The words, numbers, signs and targets of a text in order, without capitals, spaces, punctuation, quotation marks and emphasis. A call of one
    of the `notes` is what that note says."""
    found = _TOKEN.finditer(normalize("NFC", text))
    return [_token(each, notes or {}) for each in found if each["escaped"] is None or each["escaped"].isalnum()]


def _token(found: re.Match[str], notes: Mapping[str, str]) -> str:
    if found["note"]:
        return notes.get(found[0], found[0])
    if found["target"] or found["address"]:
        return found[0].rstrip(".,:;!?»”\"'")
    if found["number"]:
        return re.sub(r"[ \u00a0\u202f]", "", found["number"]).replace("−", "-")
    return (found["word"] or found[0]).casefold().replace("’", "'").replace("\u2011", "-")
