"""The canonical order of fields: that of the model's classes, and after them what entries share."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from pydantic import BaseModel

from planverk.model.annotations import fields_of, is_needed, model_in
from planverk.model.entry import Entry
from planverk.source.yaml import Route

_GAP = ("incomplete", "known")
_LAST = ("formerly",)


def order_of(model: type[BaseModel], present: Collection[str]) -> list[str]:
    """The names of a class's fields in canonical order, for a mapping that has the `present` ones.

    `incomplete` and `known` stand where the last field that is needed and missing would stand, since they say why; where none is missing they
    stand after all others but `formerly`.
    """
    shared = set(Entry.model_fields) if issubclass(model, Entry) else set()
    own = {name: field for name, field in fields_of(model).items() if name not in shared}
    names = list(own)
    missing = [number for number, name in enumerate(names) if is_needed(own[name]) and name not in present]
    at = missing[-1] + 1 if missing else len(names)
    return [*names[:at], *_GAP, *names[at:], *_LAST] if shared else names


def in_order(model: type[BaseModel] | None, present: Iterable[str]) -> list[str]:
    """The present names in canonical order; those that the class does not know stay in their order, last."""
    present = list(present)
    if model is None:
        return present
    order = order_of(model, present)
    return sorted(present, key=lambda name: order.index(name) if name in order else len(order))


def model_at(model: type[BaseModel] | None, route: Route) -> type[BaseModel] | None:
    """The class of the mapping at a route of an entry's data, None where there is none."""
    for part in route:
        if isinstance(part, str) and model is not None:
            model = model_in(fields_of(model)[part].annotation) if part in fields_of(model) else None
    return model
