"""Holds the values of an entry to the schema of its municipality, by jsonschema; each error becomes a finding at the value's place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend
from referencing import Registry

from planverk.diagnostics import TOP, Finding, Hint, Location, did_you_mean
from planverk.ids import nearest
from planverk.model.custom_fields import CustomFields
from planverk.model.fields import LONGEST_TEXT
from planverk.model.patterns import read_schema_pattern
from planverk.model.remedies import meant_day, value_hints
from planverk.source.yaml import Places, Plain, Route, as_core

Error = Any
"""A jsonschema.ValidationError, which tells too little of its types."""

MOST_VALUES = 500
"""Values that one entry may have; the time of a check grows with them and with the parts of the schema."""

MOST_ERRORS = 2_000
"""Errors of one file that are looked at; a schema that wants 200 fields of each object in a long list has a hundred thousand."""

MOST_FINDINGS = 100

_MONEY = re.compile(r"^(?:kr|nok)\.?|(?:kr|kroner|,-|,–|prosent|%)$", re.IGNORECASE)
_TYPES = {
    "string": "type-text", "integer": "type-number", "number": "type-decimal", "boolean": "type-boolean", "array": "type-list",
    "object": "type-mapping",
}  # fmt: skip
_LIMITS = {
    "minimum": "schema-minimum", "maximum": "schema-maximum", "exclusiveMinimum": "schema-above", "exclusiveMaximum": "schema-below",
    "multipleOf": "schema-multiple", "minLength": "schema-min-length", "maxLength": "schema-max-length", "minItems": "schema-min-items",
    "maxItems": "schema-max-items", "minProperties": "schema-min-items", "maxProperties": "schema-max-items", "pattern": "schema-pattern",
    "uniqueItems": "schema-unique",
}  # fmt: skip
"""Keyword → the hint that says what it wants."""

_FIRST = ("type", "required", "additionalProperties", "enum", "const", "format")
"""Of several errors about one value the first of these is reported: what follows from it is not."""


def custom_findings(custom: CustomFields, path: str, places: Places, data: Mapping[str, Any]) -> dict[Route, Finding]:
    """What the schema has against an entry's data, as YAML 1.2 core reads it, by route; fields that are missing at the top are not looked for."""
    if bounds := dict(_bounds(custom, path, places, data)):
        return bounds
    schema = {key: value for key, value in custom.schema.items() if key != "required"}
    checked = _VALIDATOR(schema, format_checker=FormatChecker(("date",)), registry=Registry())
    return findings_of(checked.iter_errors(data), path, places, "value-against-schema", custom.properties)


def findings_of(
    errors: Iterable[ValidationError], path: str, places: Places, rule: str, fields: Mapping[str, Any] = MappingProxyType({})
) -> dict[Route, Finding]:
    """One finding for each value that has errors; `rule` is the name of those that no rule of the model's is about, `fields` what the schema says of
    each field at the top.
    """
    chosen: dict[Route, tuple[int, Finding]] = {}
    for error in islice(errors, MOST_ERRORS):
        weight = _FIRST.index(error.validator) if error.validator in _FIRST else len(_FIRST)
        for route, finding in _findings(error, path, places, rule, fields):
            if weight < chosen.get(route, (len(_FIRST) + 1, finding))[0]:
                chosen[route] = (weight, finding)
    found = {route: finding for route, (_, finding) in chosen.items()}
    meant = {
        (*route[:-1], hint.facts["name"]) for route, one in found.items() if one.rule == "unknown-field" for hint in one.hints if "name" in hint.facts
    }
    kept = (item for item in found.items() if not (item[1].rule == "missing-field" and item[0] in meant))
    return dict(islice(kept, MOST_FINDINGS))


def described(schema: Any) -> tuple[Hint, ...]:
    """What the municipality says of a field, as a hint."""
    told = schema.get("description") if isinstance(schema, Mapping) else None
    return (Hint("own-reason", {"reason": told}),) if isinstance(told, str) and told.strip() else ()


def _bounds(custom: CustomFields, path: str, places: Places, data: Mapping[str, Any]) -> Iterator[tuple[Route, Finding]]:
    values = list(_walk(data, ()))
    if len(values) > MOST_VALUES:
        yield (), Finding("value-against-schema", Location(path), {"field": custom.path}, (Hint("schema-most-values", {"limit": str(MOST_VALUES)}),))
        return
    for route, value in values:
        if isinstance(value, str) and len(value) > LONGEST_TEXT and route and route[0] in (custom.names or ()):
            facts = {"field": _dotted(route), "size": str(len(value)), "limit": str(LONGEST_TEXT)}
            yield route, Finding("text-too-long", Location(path, places.find(route) or TOP), facts, value_hints("text-too-long", facts))


def _walk(value: Any, route: Route) -> Iterator[tuple[Route, Any]]:
    yield route, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _walk(item, (*route, key))


# --- from errors to findings ---


def _findings(error: Error, path: str, places: Places, rule: str, fields: Mapping[str, Any]) -> Iterator[tuple[Route, Finding]]:
    route: Route = tuple(error.absolute_path)
    match error.validator:
        case "required" | "dependentRequired":
            for name in _missing(error):
                place = Location(path, places.keys.get(route, places.find(route) or TOP) if route else TOP)
                hints = (Hint("add-field", {"field": name}), *described(_property(error.schema, name) or (None if route else fields.get(name))))
                yield (*route, name), Finding("missing-field", place, {"field": name}, hints)
        case "additionalProperties" if isinstance(error.instance, dict):
            known = list(error.schema.get("properties", ()))
            for name in sorted(set(error.instance) - set(known)):
                span = places.keys.get((*route, name), places.find(route) or TOP)
                hints = did_you_mean(nearest(name, known)) or ((Hint("known-fields", {"names": ", ".join(sorted(known))}),) if known else ())
                yield (*route, name), Finding("unknown-field", Location(path, span), {"field": name}, hints)
        case _:
            name, facts, hints = _about_value(error, _dotted(route), rule)
            told = described(error.schema)
            if told and error.validator == "pattern":  # what the municipality says of its pattern helps more than the pattern
                hints = ()
            yield route, Finding(name, Location(path, places.find(route) or TOP), facts, (*hints, *told))


def _about_value(error: Error, field: str, rule: str) -> tuple[str, dict[str, str], tuple[Hint, ...]]:
    """Rule, facts and hints of an error about a value itself."""
    value, wanted = error.instance, error.validator_value
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    allowed = _allowed(error)
    if value is None:
        return "empty-text", {"field": field}, value_hints("empty-text", {})
    if error.validator == "type" and isinstance(wanted, str) and wanted in _TYPES:
        facts = {"field": field, "expected": _TYPES[wanted]}
        if wanted == "string" and not isinstance(value, (dict, list)):
            quoted = (Hint("quote-typed", {"better": f'"{shown}"'}),) if _fits(shown, error.schema) else ()
            return "wrong-type", facts, quoted or value_hints("wrong-type", facts)
        return "wrong-type", facts, did_you_mean(_meant_number(shown, wanted)) or value_hints("wrong-type", facts)
    if allowed:
        facts = {"field": field, "value": shown, "allowed": ", ".join(allowed)}
        return "not-allowed", facts, value_hints("not-allowed", facts)
    if error.validator == "format":
        facts = {"field": field, "value": shown, "expected": "type-day"}
        return "bad-date", facts, did_you_mean(meant_day(shown))
    key = _LIMITS.get(str(error.validator))
    hints = (Hint(key, {"limit": str(wanted)}),) if key else ()
    return (rule, {"field": field}, hints) if rule != "bad-schema" else (rule, {"why": "schema-value"}, (Hint("schema-form", {}), *hints))


def _meant_number(text: str, wanted: str) -> tuple[str, ...]:
    """The number that a planner meant by `5 000 kr` or `1,5`, as a field takes it; none where it is no number."""
    plain = _MONEY.sub("", "".join(text.split())).replace(",", ".")
    number = as_core(Plain(plain)) if wanted in ("integer", "number") else None
    is_number = isinstance(number, int if wanted == "integer" else (int, float)) and not isinstance(number, bool)
    return (plain,) if is_number else ()


def _fits(text: str, schema: Mapping[str, Any]) -> bool:
    """Whether a text holds to what a schema says of texts."""
    told = {key: schema[key] for key in ("type", "pattern", "minLength", "maxLength", "enum", "const", "format") if key in schema}
    return bool(_VALIDATOR(told, format_checker=FormatChecker(("date",))).is_valid(text))


def _allowed(error: Error) -> list[str]:
    """The values that are allowed here, where the schema lists them; none where it does not."""
    match error.validator:
        case "enum":
            return [_typed(value) for value in error.validator_value]
        case "const":
            return [_typed(error.validator_value)]
        case "anyOf" | "oneOf" if error.context:
            lists = [_allowed(below) for below in error.context if below.validator != "type"]
            return [value for values in lists for value in values] if lists and all(lists) else []
        case _:
            return []


def _typed(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _missing(error: Error) -> list[str]:
    """The fields that an error misses."""
    if error.validator == "required":
        return [name for name in error.validator_value if name not in error.instance]
    return [name for given, names in error.validator_value.items() if given in error.instance for name in names if name not in error.instance]


def _property(schema: Any, name: str) -> Any:
    return schema.get("properties", {}).get(name) if isinstance(schema, Mapping) else None


def _dotted(route: Route) -> str:
    return ".".join(str(part) for part in route if isinstance(part, str))


# --- keywords that are not left to the library ---


def _pattern(validator: Any, pattern: str, instance: Any, schema: Any) -> Iterator[ValidationError]:
    """In the bounded language of patterns; the library would use Python's regular expressions."""
    if isinstance(instance, str) and not read_schema_pattern(pattern).fits(instance):
        yield ValidationError("pattern")


def _unique(validator: Any, wanted: bool, instance: Any, schema: Any) -> Iterator[ValidationError]:
    """In a time that grows with the list; the library's own grows with its square."""
    if wanted and isinstance(instance, list) and len({json.dumps(item, sort_keys=True) for item in instance}) < len(instance):
        yield ValidationError("uniqueItems")


_VALIDATOR: Any = extend(Draft202012Validator, {"pattern": _pattern, "uniqueItems": _unique})  # type: ignore[no-untyped-call]
