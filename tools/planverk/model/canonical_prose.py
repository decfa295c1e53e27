"""The canonical form of prose: blocks and inlines without places, texts side by side as one, footnotes by the order of their calls."""

from __future__ import annotations

import re
from dataclasses import fields
from itertools import groupby
from typing import Any, get_args
from unicodedata import normalize

from planverk.source.prose import Block, FigurePlace, FootnoteCall, HardBreak, Inline, Prose, Text

_SPACE = re.compile(r"[ \t\n]+")
_CLASSES: tuple[type, ...] = (*get_args(Block), *get_args(Inline))
_TYPES = {kind: kind.__name__.lower() for kind in _CLASSES} | {FigurePlace: "figure", HardBreak: "break", FootnoteCall: "footnote"}
"""Class → what its form calls it."""


def prose_form(prose: Prose) -> dict[str, Any]:
    """`prose`, and `footnotes` where any is called; neither for prose without a block. A footnote that nothing calls is not part of it."""
    called: dict[str, int] = {}
    blocks = _form(prose.blocks, called)
    notes: list[Any] = []
    while len(notes) < len(called):  # a footnote may call another, and itself
        label = list(called)[len(notes)]
        notes.append(_form(prose.footnotes[label].blocks, called) if label in prose.footnotes else [])
    return ({"prose": blocks} if blocks else {}) | ({"footnotes": notes} if notes else {})


def _form(value: Any, called: dict[str, int]) -> Any:
    """The form of a node, of several, or of the contents of one. `called` maps labels of footnotes to numbers, in the order of first calls."""
    if isinstance(value, tuple):
        runs = groupby(value, key=lambda each: isinstance(each, Text))
        return [form for are_texts, run in runs for form in ([_text(run)] if are_texts else [_form(each, called) for each in run])]
    if isinstance(value, FootnoteCall):
        return {"type": "footnote", "number": called.setdefault(value.label, len(called) + 1)}
    if type(value) in _TYPES:
        told = {field.name: getattr(value, field.name) for field in fields(value) if field.name not in ("start", "end")}
        return {"type": _TYPES[type(value)], **{name: _form(each, called) for name, each in told.items() if each is not None}}
    return normalize("NFC", value) if isinstance(value, str) else value


def _text(texts: Any) -> dict[str, str]:
    return {"type": "text", "text": _SPACE.sub(" ", normalize("NFC", "".join(text.text for text in texts)))}
