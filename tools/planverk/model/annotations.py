"""What a model says of the field at a route: the model inside it, the words it allows, what to write where it is empty."""

from __future__ import annotations

from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from planverk.diagnostics import Hint
from planverk.source.yaml import Route


def field_at(model: type[BaseModel], route: Route) -> FieldInfo | None:
    """The field that a route leads to; places in lists are passed over. None where the model has no such field."""
    inside: type[BaseModel] | None = model
    field = None
    for name in (part for part in route if isinstance(part, str)):
        fields = {field.alias or name: field for name, field in inside.model_fields.items()} if inside else {}
        field = fields.get(name)
        inside = model_in(field.annotation) if field else None
    return field


def annotation_at(model: type[BaseModel], route: Route) -> Any:
    """What the value at the route may be; the model itself where the route names no field."""
    if not any(isinstance(part, str) for part in route):
        return model
    field = field_at(model, route)
    return field.annotation if field else None


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation such as `X | None` or `tuple[X, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for argument in get_args(annotation) if (model := model_in(argument))), None)


def empty_hint(field: FieldInfo | None) -> Hint | None:
    """What to write in a field that stands empty; none where leaving it out is as good. A field that must be there is never to be taken out."""
    if field is None:
        return None
    extra = field.json_schema_extra
    needed = field.is_required() or (isinstance(extra, dict) and bool(extra.get("needed")))
    if allowed := _words(field.annotation):
        return Hint("allowed-values" if needed else "fill-with", {"allowed": ", ".join(allowed)})
    if not needed:
        return None
    inside, is_list = model_in(field.annotation), get_origin(field.annotation) is tuple
    if inside:
        return Hint("fill-list-of" if is_list else "mapping-of", {"names": ", ".join(f"{name}: …" for name in _required(inside))})
    return Hint("fill-list" if is_list else "fill-needed", {})


def missing_hint(name: str, field: FieldInfo | None) -> Hint:
    """The line to add for a field that is not there, with the words to choose among where only those may stand in it."""
    allowed = _words(field.annotation) if field else ()
    return Hint("add-field-of", {"field": name, "allowed": ", ".join(allowed)}) if allowed else Hint("add-field", {"field": name})


def _required(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items() if field.is_required()]


def _words(annotation: Any) -> tuple[str, ...]:
    """The words that an annotation such as `Literal["a", "b"] | None` allows; none where any text will do."""
    if get_origin(annotation) is Literal:
        return tuple(str(word) for word in get_args(annotation))
    if get_origin(annotation) not in (Union, UnionType):
        return ()
    return next((words for argument in get_args(annotation) if (words := _words(argument))), ())
