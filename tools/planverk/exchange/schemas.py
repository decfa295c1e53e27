"""Makes a JSON Schema of each kind of file from the model, with words for editors and the fields that a municipality added, and keeps the files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from planverk.catalogue import LANGUAGES, Noun, Nouns, load_words
from planverk.exchange.forms import form_of
from planverk.model.annotations import is_needed, unmarked
from planverk.model.custom_fields import CustomFields
from planverk.model.data_entries import Figure, Name, Source
from planverk.model.entry import Entry
from planverk.model.fields import Names, OneOrMany
from planverk.model.kinds import KINDS, RECORDS
from planverk.model.labels import title_and_description
from planverk.model.patterns import in_unicode_mode
from planverk.model.planfile import Help, PlanFile
from planverk.model.prose_entries import Measure
from planverk.model.settings import Settings

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
        {"oneOf": [{"required": [name]} for name in ("data", "data_missing", "file")]},
        {"if": {"properties": {"kind": {"const": "picture"}}, "required": ["kind"]}, "then": {"required": ["file"]}},
        {"if": {"required": ["file", "kind"]}, "then": {"properties": {"kind": {"const": "picture"}}}},
        {"if": {"required": ["data"]}, "then": {"properties": {"series": _FILLED}, "required": ["x", "series", "unit"]}},
    ),
}


def between(model: type[BaseModel], needed: list[str]) -> list[Schema]:
    """The conditions on a mapping's fields together; `needed` are those that an entry must have unless it is incomplete."""
    unless = [{"if": INCOMPLETE, "else": {"required": needed}}] if needed else []
    return [*unless, *_BETWEEN.get(model, ())]


DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ENTRIES: tuple[type[Entry], ...] = (PlanFile, Help, *KINDS, *RECORDS)
MODELS: Mapping[str, type[BaseModel]] = {**{kind.kind: kind for kind in _ENTRIES}, "settings": Settings}
"""The model of each kind of file."""


def all_schemas(language: str, custom: Mapping[str, CustomFields] | None = None, nouns: Nouns | None = None) -> dict[str, str]:
    """File name → text of every schema, its words in a language, with what the plan calls its goals and measures, and with the fields that a
    municipality has added to each kind."""
    made = {kind: schema_of(kind, language, (custom or {}).get(kind), nouns) for kind in MODELS}
    return {f"{kind}.schema.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for kind, schema in made.items()}


def is_made_here(name: str, text: str) -> bool:
    """True of a text that begins as the schema of that file name does, in any of the languages: it was made here, whatever has become of the rest."""
    return any(_begins_as(text, all_schemas(language, nouns=nouns)[name]) for language in LANGUAGES for nouns in (None, _ANY))


_ANY = Nouns((Noun(*["@"] * 4),), Noun(*["@"] * 4))
"""Stands for the nouns of any plan: a file need not have been made with the ones that the plan has now."""


def _begins_as(text: str, schema: str) -> bool:
    """True where the text has the schema's first lines: to the title, or, where any noun may stand in that, to the description."""
    lines = schema.split("\n")[: 4 if _ANY.measure.plural in schema else 3]
    wanted = re.escape("\n".join(lines)).replace(re.escape(_ANY.measure.plural), ".+")
    return re.fullmatch(wanted, "\n".join(text.split("\n")[: len(lines)])) is not None


def schema_of(kind: str, language: str, custom: CustomFields | None = None, nouns: Nouns | None = None) -> dict[str, Any]:
    """The schema of a kind of file. KeyError where a field has no words."""
    maker = _Maker(kind, language, nouns)
    body = maker.mapping(MODELS[kind], ())
    if custom is not None:
        body = with_custom(body, custom)
    return {"$schema": DIALECT, **maker.words_at(()), **body, "$defs": dict(sorted(maker.forms.items()))}


class _Maker:
    """Makes one schema; `forms` are the types of fields that it has used."""

    def __init__(self, kind: str, language: str, nouns: Nouns | None) -> None:
        self.kind, self.language, self.nouns, self.words = kind, language, nouns, load_words("exchange", language, nouns)
        self.toml = kind == "settings"
        self.forms: dict[str, Any] = {}

    def mapping(self, model: type[BaseModel], route: tuple[str, ...]) -> dict[str, Any]:
        """A model as an object with just its fields."""
        hints = get_type_hints(model, include_extras=True)
        fields = {field.alias or name: (hints[name], field) for name, field in model.model_fields.items()}
        required = [name for name, (_, field) in fields.items() if field.is_required()]
        together = between(model, [name for name, (_, field) in fields.items() if is_needed(field)])
        return {
            "type": "object",
            "properties": {name: {**self.words_at((*route, name)), **self.value(hint, (*route, name))} for name, (hint, _) in fields.items()},
            "additionalProperties": False,
            **({"required": required} if required else {}),
            **({"allOf": together} if together else {}),
        }

    def value(self, hint: Any, route: tuple[str, ...]) -> dict[str, Any]:
        """What a field's type allows. In YAML the model takes an empty value for one left out, but not at the top of the file."""
        form = form_of(hint, self.toml)
        if form:
            return self.reference(*form) | _named(hint)
        one_or_many = OneOrMany() in getattr(hint, "__metadata__", ())
        hint = unmarked(hint)
        while one_or_many and get_origin(hint) is Annotated:
            hint = get_args(hint)[0]
        origin, arguments = get_origin(hint), get_args(hint)
        if origin in (Union, UnionType):
            return self.optional(next(argument for argument in arguments if argument is not type(None)), route)
        if origin is Literal:
            return {"enum": list(arguments)}
        if one_or_many:
            one = self.value(arguments[0], route)
            return {"anyOf": [one, {"type": "array", "minItems": 1, "items": one}]} | _named(arguments[0])
        if origin is tuple:
            return {"type": "array", "items": self.value(arguments[0], route)}
        if origin is dict:
            return {"type": "object", "additionalProperties": self.value(arguments[1], route)}
        return self.mapping(hint, route)

    def optional(self, hint: Any, route: tuple[str, ...]) -> dict[str, Any]:
        form = form_of(hint, self.toml)
        if form and len(route) > 1 and not self.toml:
            kinds = form[1]["type"] if isinstance(form[1]["type"], list) else [form[1]["type"]]
            return self.reference(f"{form[0]}-or-nothing", {**form[1], "type": [*kinds, "null"]}) | _named(hint)
        return self.value(hint, route)

    def reference(self, name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
        kind = name.removesuffix("-or-nothing")
        self.forms[name] = {**schema, **({"patternErrorMessage": self.words[f"form.{kind}"]} if "pattern" in schema else {})}
        return {"$ref": f"#/$defs/{name}"}

    def words_at(self, route: tuple[str, ...]) -> dict[str, str]:
        """The title and the description of a field, or of the whole file where the route is ()."""
        title, description = title_and_description(self.kind, route, self.language, self.nouns)
        return {"title": title, "description": description}


def _named(hint: Any) -> dict[str, str]:
    """The kind of entry that a field names, for programs; validators pass it over."""
    return next(({"x-refers-to": mark.kind} for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, Names)), {})


_DATA = frozenset(("const", "enum", "default", "examples"))
_UNTOLD: Mapping[str, Any] = {"anyOf": [INCOMPLETE, {"required": ["withdrawn"]}]}
"""Holds for an entry that need not have the fields that the municipality wants in every entry."""


def with_custom(schema: Mapping[str, Any], custom: CustomFields) -> dict[str, Any]:
    """The schema of a mapping with the fields that the municipality added. Where its own schema has a fault, they may hold anything, and so may all
    fields that nobody knows where it cannot be read at all.
    """
    if custom.names is None:
        return {**schema, "additionalProperties": True}
    added = {name: for_editors(custom.properties.get(name, True)) for name in sorted(custom.names)}
    ordered = {name: added[name] for name in (*custom.properties, *added) if name in added}
    return {**schema, "properties": {**schema["properties"], **ordered}, "allOf": [*schema.get("allOf", ()), *_demands(custom)]}


def _demands(custom: CustomFields) -> list[dict[str, Any]]:
    """What the schema wants beyond what it says of each field that it adds."""
    narrowed = {name: demand for name, demand in custom.properties.items() if custom.names and name not in custom.names}
    rest = {key: value for key, value in custom.schema.items() if key not in ("properties", "required", "title", "description")}
    demands = [{"if": _UNTOLD, "else": {"required": list(custom.required)}}] if custom.required else []
    if narrowed or rest:
        demands.append(for_editors({**({"properties": narrowed} if narrowed else {}), **rest}))
    return demands


def for_editors(schema: Any) -> Any:
    """A schema, or a part of one, with every pattern in it as editors read it; what is data and no schema stays."""
    if isinstance(schema, dict):
        written = {key: value if key in _DATA else for_editors(value) for key, value in schema.items()}
        return {**written, "pattern": in_unicode_mode(schema["pattern"])} if isinstance(schema.get("pattern"), str) else written
    return [for_editors(each) for each in schema] if isinstance(schema, list | tuple) else schema
