"""Lays the schema of a municipality's own fields over that of a kind of entry, for editors; it says what the check says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planverk.exchange.cross_field import INCOMPLETE
from planverk.model.custom_fields import CustomFields
from planverk.model.patterns import in_unicode_mode

_DATA = frozenset(("const", "enum", "default", "examples"))
_UNTOLD: Mapping[str, Any] = {"anyOf": [INCOMPLETE, {"required": ["withdrawn"]}]}
"""Holds for an entry that need not have the fields that the municipality wants in every entry."""


def with_custom(schema: Mapping[str, Any], own: CustomFields) -> dict[str, Any]:
    """The schema of a mapping with the fields that the municipality added. Where its own schema has a fault, they may hold anything, and so may all
    fields that nobody knows where it cannot be read at all.
    """
    if own.names is None:
        return {**schema, "additionalProperties": True}
    added = {name: for_editors(own.properties.get(name, True)) for name in sorted(own.names)}
    ordered = {name: added[name] for name in (*own.properties, *added) if name in added}
    return {**schema, "properties": {**schema["properties"], **ordered}, "allOf": [*schema.get("allOf", ()), *_demands(own)]}


def _demands(own: CustomFields) -> list[dict[str, Any]]:
    """What the schema wants beyond what it says of each field that it adds."""
    narrowed = {name: demand for name, demand in own.properties.items() if own.names and name not in own.names}
    rest = {key: value for key, value in own.schema.items() if key not in ("properties", "required", "title", "description")}
    demands = [{"if": _UNTOLD, "else": {"required": list(own.required)}}] if own.required else []
    if narrowed or rest:
        demands.append(for_editors({**({"properties": narrowed} if narrowed else {}), **rest}))
    return demands


def for_editors(schema: Any) -> Any:
    """A schema, or a part of one, with every pattern in it as editors read it; what is data and no schema stays."""
    if isinstance(schema, dict):
        return {key: value if key in _DATA else _for_editors(key, value) for key, value in schema.items()}
    return [for_editors(each) for each in schema] if isinstance(schema, list | tuple) else schema


def _for_editors(key: str, value: Any) -> Any:
    return in_unicode_mode(value) if key == "pattern" and isinstance(value, str) else for_editors(value)
