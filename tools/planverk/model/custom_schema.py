"""Reads the JSON Schema of a municipality's own fields.

A schema may come from anybody. It has a closed set of keywords, a bounded number of parts, and patterns of `model/patterns.py`; a `$ref` leads to
another place in the same file and nowhere else, and is filled in once, so that no reference can go round in circles or grow without end.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import unquote

from jsonschema import Draft202012Validator

from planverk.diagnostics import TOP, Finding, Hint, Location, did_you_mean
from planverk.ids import nearest
from planverk.model.custom_fields import CustomFields, references_in
from planverk.model.custom_values import findings_of
from planverk.model.patterns import PatternError, read_schema_pattern
from planverk.source.yaml import Located, Route, as_core

MOST_PARTS = 300
"""Schemas within the schema, those that references name counted each time."""

_ONE = ("items", "additionalProperties", "not", "if", "then", "else")
_SEVERAL = ("allOf", "anyOf", "oneOf", "prefixItems")
_PLAIN = (
    "type", "enum", "const", "required", "dependentRequired", "minProperties", "maxProperties", "minItems", "maxItems", "uniqueItems", "minLength",
    "maxLength", "pattern", "format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "title", "description", "x-unit",
    "x-refers-to",
)  # fmt: skip
_SKIPPED = ("$schema", "$id", "$comment", "$defs", "definitions", "default", "examples", "deprecated", "markdownDescription", "patternErrorMessage")
"""Keywords that demand nothing."""

_NAMES = ("type", "required", "dependentRequired")
"""Keywords with lists of names, of which each must be another."""

KEYWORDS = ("properties", "$ref", *_ONE, *_SEVERAL, *_PLAIN, *_SKIPPED)


RESERVED = frozenset({"body", "unread"})
"""Names by which planverk knows what an entry has beside its fields, where plans are compared."""


NAMED = ("chapter", "goal", "measure", "definition", "function", "plan", "source", "resource", "figure", "part")
"""The kinds of entries that a field may name; "part" is `PLAN#GOAL`."""


def read_custom_fields(path: str, located: Located, taken: Collection[str]) -> tuple[CustomFields, list[Finding]]:
    """The fields that a schema adds to those that are `taken`, and what is wrong with it."""
    if located.broken or located.findings:
        return CustomFields(path), located.findings
    properties = located.data.get("properties") if isinstance(located.data, dict) else None
    if not isinstance(properties, dict) or not properties:
        place = located.places.keys.get(("properties",), TOP)
        return CustomFields(path), [Finding("bad-schema", Location(path, place), {"why": "schema-no-properties"}, (Hint("schema-form", {}),))]
    reader = _Reader(path, located)
    schema = reader.schema(located.data, (), ())
    told = {finding.location for finding in reader.findings}
    others = _by_metaschema(path, located) if not reader.is_unbounded else []
    findings = [*reader.findings, *(finding for finding in others if finding.location not in told)]
    for name in sorted(RESERVED & properties.keys() - set(taken)):
        place = located.places.keys.get(("properties", name), TOP)
        findings.append(Finding("bad-schema", Location(path, place), {"why": "schema-reserved-name"}, (Hint("rename-own-field", {"name": name}),)))
    names = frozenset(properties) - frozenset(taken) - RESERVED
    if findings:
        return CustomFields(path, names), findings
    kept = {key: value for key, value in schema.items() if key != "additionalProperties"}
    refers = tuple((route, kind) for route, kind in references_in(kept) if route[0] in names)
    return CustomFields(path, names, kept, True, tuple(reader.titles.items()), refers, located.places), []


def _by_metaschema(path: str, located: Located) -> list[Finding]:
    """What JSON Schema itself finds in a schema; it knows of no keyword that is misspelt."""
    plain = {key: value for key, value in as_core(located.data).items() if key != "$schema"}
    errors = Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(plain)
    return [*findings_of(errors, path, located.places, "bad-schema").values()]


class _Reader:
    """Fills in references, and finds what a plan's schema may not hold."""

    def __init__(self, path: str, located: Located) -> None:
        self.path, self.located = path, located
        self.findings = list[Finding]()
        self.titles: dict[Route, str] = {}
        self.parts = 0
        self.is_unbounded = False
        """Whether it holds what JSON Schema's own check would take a time for that grows with its square."""

    def report(self, route: Route, why: str, *hints: Hint, key: bool = False) -> None:
        places = self.located.places
        span = (places.keys.get(route) if key else None) or places.find(route) or TOP
        self.findings.append(Finding("bad-schema", Location(self.path, span), {"why": why}, hints))

    def schema(self, data: Any, route: Route, within: tuple[Route, ...]) -> Any:
        """The schema at a route as plain data. `within` are the routes of the references that led here."""
        self.parts += 1
        if self.parts > MOST_PARTS:
            if self.parts == MOST_PARTS + 1:
                self.report((), "schema-too-large", Hint("schema-limit", {"limit": str(MOST_PARTS)}))
            return True
        if not isinstance(data, dict):
            made = as_core(data)
            if not isinstance(made, bool):
                self.report(route, "schema-no-mapping", Hint("schema-form", {}))
            return made
        made = {key: value for key in data if (value := self.keyword(key, data[key], (*route, key), within)) is not None}
        return self.with_reference(made, data, route, within)

    def keyword(self, key: str, value: Any, route: Route, within: tuple[Route, ...]) -> Any:
        """What a keyword says, None where it demands nothing."""
        if key not in KEYWORDS:
            hints = did_you_mean(nearest(key, KEYWORDS)) or (Hint("schema-keywords", {}),)
            self.report(route, "schema-keyword", *hints, key=True)
        elif key in _ONE:
            return self.schema(value, route, within)
        elif key in _SEVERAL and isinstance(value, list):
            return [self.schema(item, (*route, index), within) for index, item in enumerate(value)]
        elif key == "properties" and isinstance(value, dict):
            return {name: self.schema(item, (*route, name), within) for name, item in value.items()}
        elif key == "pattern" and isinstance(value, str):
            return self.pattern(str(value), route)
        elif key in _NAMES and any(map(_is_unbounded, value.values() if isinstance(value, dict) else (value,))):
            self.is_unbounded = True
            self.report(route, "schema-too-large", Hint("schema-limit", {"limit": str(MOST_PARTS)}))
        elif key not in _SKIPPED and key != "$ref":
            if key == "x-unit" and not isinstance(as_core(value), str):
                self.report(route, "schema-unit")
            if key == "x-refers-to" and value not in NAMED:
                self.report(
                    route, "schema-refers-to", *did_you_mean(nearest(str(value), NAMED)), Hint("allowed-values", {"allowed": ", ".join(NAMED)})
                )
            if key in ("title", "x-unit") and isinstance(value, str) and {"properties", "$defs", "definitions"} & set(route):
                self.titles[route] = " ".join(value.split())
            return as_core(value)
        return None

    def pattern(self, text: str, route: Route) -> str:
        try:
            read_schema_pattern(text)
        except PatternError as error:
            facts = {"pattern": text, "rest": text[error.at :], "place": str(error.at + 1)}
            place = Location(self.path, self.located.places.find(route) or TOP)
            self.findings.append(Finding("bad-pattern", place, facts, (Hint("schema-pattern-form", {}),)))
        return text

    def with_reference(self, made: dict[str, Any], data: Mapping[str, Any], route: Route, within: tuple[Route, ...]) -> Any:
        """A schema together with the one that its `$ref` names."""
        if "$ref" not in data:
            return made
        here: Route = (*route, "$ref")
        target = _target(data["$ref"])
        if target is None:
            self.report(here, "schema-reference-elsewhere", Hint("schema-reference-form", {}))
        elif target in (*within, ()):
            self.report(here, "schema-circle", Hint("schema-no-circle", {}))
        elif (named := _at(self.located.data, target)) is None:
            self.report(here, "schema-reference-nowhere", Hint("schema-reference-form", {}))
        else:
            filled = self.schema(named, target, (*within, target))
            return {**made, "allOf": [*made.get("allOf", ()), filled]} if made else filled
        return made


def _is_unbounded(names: Any) -> bool:
    """A long list of more than names: the library sorts names to tell whether one is there twice, and compares all else in pairs."""
    return isinstance(names, list) and len(names) > MOST_PARTS and not all(isinstance(name, str) for name in names)


def _target(reference: Any) -> Route | None:
    """The route that a reference within the file names; None where it leads elsewhere."""
    text = str(reference)
    if text == "#":
        return ()
    if not text.startswith("#/"):
        return None
    return tuple(unquote(part).replace("~1", "/").replace("~0", "~") for part in text[2:].split("/"))


def _at(data: Any, route: Route) -> Any:
    for part in route:
        if isinstance(data, list) and str(part).isdecimal() and int(part) < len(data):
            data = data[int(part)]
        elif isinstance(data, dict) and part in data:
            data = data[str(part)]
        else:
            return None
    return data
