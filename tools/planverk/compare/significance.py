"""Whether a change alters what the plan says, or only how it is written. docs/reference/changes.md tells the rules to readers.

What is harmless is a closed list; all else alters something. The other way about, a list of signs that count, hid that a tick went from «Ja» to
«Nei», and that «ikke vente. Alle skal …» became «ikke. Vente alle skal …».
"""

from __future__ import annotations

import re
from typing import Any
from unicodedata import normalize

from planverk.compare.change import Kind, Weight
from planverk.compare.records import LISTINGS, ROUTES

_EDITORIAL_KINDS = frozenset({Kind.ENTRY_RENAMED, Kind.FORMER_IDS_CHANGED, Kind.SETTINGS_CHANGED, Kind.SETTINGS_ADDED, Kind.SETTINGS_REMOVED})
_EDITORIAL_FIELDS = frozenset({("help", "checked"), ("plan", "checked"), ("source", "accessed"), ("definition", "forms")})
"""When somebody last looked, and inflections that help planverk to recognise a term: nothing that the plan decides."""

_LEADS = frozenset({("measure", "goal"), ("measure", "responsible")})
"""Fields that name entries, of which the first is the home or the lead."""
_UNORDERED = frozenset(
    {*((kind, route[0]) for kind, route in ROUTES if route[1:] == ("*",)), ("statement", LISTINGS["statement"]), ("plan-file", "formerly")} - _LEADS
)
"""Lists of entries whose order says nothing; in all others it does."""

_SIGNS = str.maketrans({**dict.fromkeys("«»“”„‟", '"'), **dict.fromkeys("’‘‚‛", "'"), **dict.fromkeys("\u00a0\u2007\u2009\u202f", " ")})
"""Styles of quotation marks and apostrophes, and kinds of space."""
_SPACES = re.compile(" {2,}")
_DASH = re.compile(r"(?<=[0-9])[-‐‑–—](?=[0-9])")
"""A dash between two numbers, in any style."""
_EMPHASIS = re.compile(r"(\\.)|(?<![^\W_])_+|_+(?![^\W_])|\*+", re.DOTALL)
_BREAK = re.compile(r"\\\n *")
_NOTE = re.compile(r"^\[\^(?P<label>[^\]\s]+)\]: ", re.MULTILINE)
_CALL = re.compile(r"(\\.)|\[\^(?P<label>[^\]\s]+)\]", re.DOTALL)
_ADDRESS = re.compile(r"(\]\((?:<(?:[^<>\\\n]|\\.)*>|[^)\n]*)\)|https?://[^\s<>]+|\[@[^\]]+\])")
"""Where a link leads and what a citation cites; every sign of it counts."""


def classify(kind: Kind, entry_kind: str, field: str, before: Any, after: Any) -> Weight:
    """The weight of a change from one value to another; None stands for no value."""
    if kind in _EDITORIAL_KINDS or (entry_kind, field) in _EDITORIAL_FIELDS:
        return Weight.EDITORIAL
    alike = before is not None and after is not None and _said(before, (entry_kind, field)) == _said(after, (entry_kind, field))
    return Weight.EDITORIAL if alike else Weight.SUBSTANTIVE


def _said(value: Any, field: tuple[str, str]) -> Any:
    """What a value says, however it is written."""
    if isinstance(value, str):
        return _of_body(value) if field[1] == "body" else _of_text(value)
    if isinstance(value, dict):
        return {name: _said(below, field) for name, below in value.items()}
    if isinstance(value, list):
        items = [_said(item, field) for item in value]
        return sorted(items, key=repr) if field in _UNORDERED else items
    return value


def _of_text(text: str) -> str:
    """A text with each of its signs in one style."""
    return _DASH.sub("-", _SPACES.sub(" ", normalize("NFC", text).translate(_SIGNS)))


def _of_body(body: str) -> tuple[str, tuple[str, ...]]:
    """A body in the form of `markdown`, without emphasis and forced line breaks, and what a note says in the place of its call: its label is only
    a way to find it. Beside it the notes that nothing calls."""
    text, notes = _without_notes(body)
    called = {found["label"] for found in _CALL.finditer(text) if found["label"]}
    said = _CALL.sub(lambda found: f"[^{notes[found['label']]}]" if found["label"] in notes else found[0], _plain(text))
    return said, tuple(sorted(note for label, note in notes.items() if label not in called))


def _without_notes(body: str) -> tuple[str, dict[str, str]]:
    """A body without its notes, which stand last in it; and what each note says, by its label."""
    first = next(_NOTE.finditer(body), None)
    pieces = _NOTE.split(body[first.start() :]) if first else []
    notes = {label: _plain(note).strip() for label, note in zip(pieces[1::2], pieces[2::2], strict=True)}
    return body[: first.start()] if first else body, notes


def _plain(markdown: str) -> str:
    texts = _ADDRESS.split(_BREAK.sub(" ", markdown))
    return "".join(text if number % 2 else _of_text(_EMPHASIS.sub(lambda found: found[1] or "", text)) for number, text in enumerate(texts))
