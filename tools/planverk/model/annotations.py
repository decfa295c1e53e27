"""What a model says of the field at a route: the model inside it, the words it allows, what to write where it is empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from planverk.diagnostics import Hint
from planverk.model.fields import Mark, Shown, Words
from planverk.source.yaml import Route


@cache
def fields_of(model: type[BaseModel]) -> Mapping[str, FieldInfo]:
    """The fields of a model by the names that authors type, in their order."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def is_needed(field: FieldInfo) -> bool:
    """True for a field that an entry must have unless the original does not tell (see `fields.needed`)."""
    return isinstance(field.json_schema_extra, dict) and bool(field.json_schema_extra.get("needed"))


@cache
def assumed_in(model: type[BaseModel]) -> Mapping[str, Any]:
    """The fields that hold a value also where the author left them out, each with the value (see `fields.assumed`)."""
    return {name: field.default for name, field in fields_of(model).items() if field.json_schema_extra == {"assumed": True}}


def field_at(model: type[BaseModel], route: Route) -> FieldInfo | None:
    """The field that a route leads to; places in lists are passed over. None where the model has no such field."""
    inside: type[BaseModel] | None = model
    field = None
    for name in (part for part in route if isinstance(part, str)):
        field = fields_of(inside).get(name) if inside else None
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


M = TypeVar("M", bound=Mark)


class Leaf(NamedTuple):
    """A value that an author may type: the attributes that lead to it ("*" for every item of a list), the names that authors type for them, its type,
    and its marks of `model.fields`."""

    route: tuple[str, ...]
    names: tuple[str, ...]
    annotation: Any
    marks: tuple[Any, ...]

    def mark(self, sort: type[M]) -> M | None:
        """The mark of a sort, None where it has none."""
        return next((mark for mark in self.marks if isinstance(mark, sort)), None)


@cache
def leaves(model: type[BaseModel]) -> tuple[Leaf, ...]:
    """All values that a model may hold, in the order of its fields."""
    fields = model.model_fields.items()
    return tuple(leaf for name, field in fields for leaf in _leaves(field.annotation, tuple(field.metadata), (name,), (field.alias or name,)))


def _leaves(annotation: Any, marks: tuple[Any, ...], route: tuple[str, ...], names: tuple[str, ...]) -> Iterator[Leaf]:
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _leaves(inside[0], (*marks, *annotation.__metadata__), route, names)
    elif origin in (Union, UnionType):
        for one in inside:
            yield from _leaves(one, marks, route, names) if one is not NoneType else ()
    elif origin is tuple:
        yield from _leaves(inside[0], marks, (*route, "*"), (*names, "*"))
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for leaf in leaves(annotation):
            yield Leaf((*route, *leaf.route), (*names, *leaf.names), leaf.annotation, (*marks, *leaf.marks))
    else:
        yield Leaf(route, names, annotation, marks)


@cache
def shown_fields(model: type[BaseModel]) -> tuple[tuple[str, FieldInfo], ...]:
    """The fields that outputs print as facts, by attribute, in the order in which they are printed."""
    places = {name: mark.place for name, field in model.model_fields.items() for mark in field.metadata if isinstance(mark, Shown)}
    return tuple((name, model.model_fields[name]) for name in sorted(places, key=lambda name: places[name]))


def unmarked(annotation: Any) -> Any:
    """A type without what the model says of its words, so that two that allow the same are the same."""
    if get_origin(annotation) is not Annotated:
        return annotation
    base = get_args(annotation)[0]
    kept = [mark for mark in annotation.__metadata__ if not isinstance(mark, Mark)]
    return Annotated[(base, *kept)] if kept else base


@cache
def worded(model: type[BaseModel]) -> tuple[tuple[tuple[str, ...], Words], ...]:
    """The routes of the values that hold words, each with what its field says of them."""
    return tuple((leaf.route, words) for leaf in leaves(model) if (words := leaf.mark(Words)))


def empty_hint(field: FieldInfo | None) -> Hint | None:
    """What to write in an empty field; none where leaving it out is as good. A field that must be there is never to be taken out."""
    if field is None:
        return None
    needed = field.is_required() or is_needed(field)
    if allowed := _words(field.annotation):
        return Hint("allowed-values" if needed else "fill-with", {"allowed": ", ".join(allowed)})
    if not needed:
        return None
    inside, is_list = model_in(field.annotation), get_origin(field.annotation) is tuple
    if inside:
        return Hint("fill-list-of" if is_list else "mapping-of", {"names": ", ".join(f"{name}: …" for name in _required(inside))})
    return Hint("fill-list" if is_list else "fill-needed", {})


def missing_hint(name: str, field: FieldInfo | None) -> Hint:
    """The line to add for a field that is not there, with the words to choose among where no others are allowed."""
    allowed = _words(field.annotation) if field else ()
    return Hint("add-field-of", {"field": name, "allowed": ", ".join(allowed)}) if allowed else Hint("add-field", {"field": name})


def _required(model: type[BaseModel]) -> list[str]:
    return [name for name, field in fields_of(model).items() if field.is_required()]


def _words(annotation: Any) -> tuple[str, ...]:
    """The words that an annotation such as `Literal["a", "b"] | None` allows; none where any text will do."""
    if get_origin(annotation) is Literal:
        return tuple(str(word) for word in get_args(annotation))
    if get_origin(annotation) not in (Union, UnionType):
        return ()
    return next((words for argument in get_args(annotation) if (words := _words(argument))), ())
