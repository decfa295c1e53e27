"""Fields that a municipality adds to its entries: what the JSON Schema that planverk.toml names for a kind of entry says of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from planverk.source.yaml import Places, Route

LARGEST_SCHEMA = 100_000
"""Bytes of a schema's file."""


@dataclass(frozen=True, slots=True)
class CustomFields:
    """What the schema for a kind of entry says, its references filled in. `names` are the fields that it adds to those of planverk, `titles` what
    fields are printed under and measured in, by route, and `refers` the kind that a value names, by route ("*" for every item of a list).

    Where the schema has a fault, `sound` is false and no entry is held to it; where it could not be read at all, `names` is None.
    """

    path: str
    names: frozenset[str] | None = None
    schema: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    sound: bool = False
    titles: tuple[tuple[Route, str], ...] = ()
    refers: tuple[tuple[tuple[str, ...], str], ...] = ()
    places: Places = field(default_factory=Places)

    @property
    def properties(self) -> Mapping[str, Any]:
        """What the schema says of each field, also of planverk's own."""
        found: Mapping[str, Any] = self.schema.get("properties", {})
        return found

    def at(self, names: tuple[str, ...]) -> Any:
        """What the schema says of a field inside others, lists passed over; None where it says nothing."""
        told: Any = self.schema
        for name in names:
            while (items := below(told, "items")) is not None:
                told = items
            told = below(told, "properties")
            told = told.get(name) if isinstance(told, Mapping) else None
        return told

    @property
    def required(self) -> tuple[str, ...]:
        """Fields that an entry must have."""
        return tuple(self.schema.get("required", ()))


def title_of(schema: Any) -> str:
    """The title that a schema gives, also where a reference beside it was filled in; "" where it gives none, so that nothing of it is printed."""
    if not isinstance(schema, Mapping):
        return ""
    return schema.get("title") or next((title for below in schema.get("allOf", ()) if (title := title_of(below))), "")


def below(schema: Any, key: str) -> Any:
    """What a schema says under a key, or under the same key of a reference beside it."""
    if not isinstance(schema, Mapping):
        return None
    return schema.get(key) or next((found for each in schema.get("allOf", ()) if (found := below(each, key))), None)


def unit_of(schema: Any) -> str:
    """What a schema says that a value is counted in, "" for nothing."""
    return str(below(schema, "x-unit") or "")


def with_unit(text: str, unit: str) -> str:
    """A value and what it is counted in: "500 kr", "500 (1 000 kr)"."""
    return f"{text} ({unit})" if unit[:1].isdecimal() else f"{text} {unit}" if unit else text


def label_in(title: str, unit: str) -> str:
    """A title over several values, and what they are counted in."""
    return f"{title} ({unit})" if unit else title


def references_in(schema: Any, route: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Route of each value that names an entry, by the keyword `x-refers-to`, and the kind that it names."""
    if route and isinstance(kind := below(schema, "x-refers-to"), str):
        yield route, kind
    if isinstance(items := below(schema, "items"), Mapping):
        yield from references_in(items, (*route, "*"))
    for name, told in (below(schema, "properties") or {}).items():
        yield from references_in(told, (*route, name))


def texts_at(data: Any, pattern: tuple[str, ...], route: Route = ()) -> Iterator[tuple[Route, str]]:
    """The texts at a route in plain data ("*" for every item of a list, and for one value in its place), each with where it stands."""
    if not pattern:
        if isinstance(data, str):
            yield route, " ".join(data.split())
        return
    first, *rest = pattern
    if first == "*" and isinstance(data, list):
        for number, item in enumerate(data):
            yield from texts_at(item, tuple(rest), (*route, number))
    elif first == "*":
        yield from texts_at(data, tuple(rest), route)
    elif isinstance(data, dict) and first in data:
        yield from texts_at(data[first], tuple(rest), (*route, first))


def printed_texts(custom: CustomFields, data: Mapping[str, Any]) -> Iterator[tuple[Route, str]]:
    """The texts in the fields with a title, at any depth: what document/facts.py prints."""
    for name, schema in custom.properties.items():
        if name in data and title_of(schema):
            yield from _texts(schema, data[name], (name,))


def _texts(schema: Any, value: Any, route: Route) -> Iterator[tuple[Route, str]]:
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _texts(below(schema, "items"), item, (*route, number))
    elif isinstance(value, dict):
        told = ((name, below(below(schema, "properties"), name)) for name in value)
        for name, inside in told:
            yield from _texts(inside, value[name], (*route, name)) if title_of(inside) else ()
    elif isinstance(value, str) and not below(schema, "x-refers-to"):
        yield route, " ".join(value.split())
