"""What a schema says between the fields of one mapping; the model says the same in `faults` and in its validators."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from planverk.model.data_entries import Figure, Name, Source
from planverk.model.prose_entries import Measure

Schema = Mapping[str, Any]

INCOMPLETE: Schema = {"properties": {"incomplete": {"const": True}}, "required": ["incomplete", "known"]}
"""Holds for an entry whose author says that the original does not tell."""

_TOLD: Schema = {"type": ["string", "number", "boolean"]}
_FILLED: Schema = {"minItems": 1}

_BETWEEN: Mapping[type[BaseModel], tuple[Schema, ...]] = {
    Measure: (
        {"if": {"properties": {"assignment": {"const": "proposed"}}, "required": ["assignment"]}, "then": {"required": ["basis"]}},
        {"not": {"required": ["period", "deadline"]}},
    ),
    Source: ({"if": INCOMPLETE, "else": {"anyOf": [{"properties": {"author": _FILLED}, "required": ["author"]}, {"required": ["publisher"]}]}},),
    Name: ({"anyOf": [{"properties": {name: _TOLD}, "required": [name]} for name in ("family", "literal")]},),
    Figure: (
        {"oneOf": [{"required": ["data"]}, {"required": ["data_missing"]}]},
        {"if": {"required": ["data"]}, "then": {"properties": {"series": _FILLED}, "required": ["x", "series", "unit"]}},
    ),
}


def between(model: type[BaseModel], needed: list[str]) -> list[Schema]:
    """The conditions on a mapping's fields together; `needed` are those that an entry must have unless it is incomplete."""
    unless = [{"if": INCOMPLETE, "else": {"required": needed}}] if needed else []
    return [*unless, *_BETWEEN.get(model, ())]
