"""Makes an entry of what was read, keeping every field that is right and reporting every one that is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from planverk.diagnostics import TOP, Finding, Hint, Location, Position, Span, did_you_mean
from planverk.ids import nearest
from planverk.model.annotations import annotation_at, empty_hint, field_at, fields_of, is_needed, missing_hint, model_in
from planverk.model.custom_fields import CustomFields, printed_texts, texts_at
from planverk.model.entry import Entry, Origin
from planverk.model.labels import in_english
from planverk.model.remedies import item_hints, number_hints, one_of_list, value_hints
from planverk.source.prose import Prose
from planverk.source.text import empty_file
from planverk.source.yaml import Located, Route, as_core

E = TypeVar("E", bound=Entry)
_EXPECTED = {
    "dict_type": "mapping", "model_type": "mapping", "model_attributes_type": "mapping", "tuple_type": "list", "list_type": "list",
    "string_type": "text", "int_type": "number", "bool_type": "boolean",
}  # fmt: skip
_READ_AS_NOTHING = ("yaml-alias", "yaml-tag", "control-character", "comment-in-text")
"""Rules of reading after which a value is not what its author meant."""

MOST_FINDINGS = 100
"""In the fields of one file; more would help nobody."""


def validate(kind: type[E], path: str, id: str, located: Located, prose: Prose, custom: CustomFields | None = None) -> tuple[E, list[Finding]]:
    """The entry and what is wrong with its fields, with those that the municipality added. After a fault in the syntax every field has its default
    and counts as faulty.
    """
    names = frozenset(fields_of(kind))
    if located.broken:
        return _made(kind, Origin(path, id, located.places, prose, names), {}), []
    if not isinstance(located.data, dict):
        finding = _not_a_mapping(path, located)
        return _made(kind, Origin(path, id, located.places, prose, names), {}), [finding]
    checker = _Checker(kind, path, located, custom)
    values, faulty, findings = checker.check()
    added = checker.added(faulty)
    texts = tuple(printed_texts(custom, added)) if custom else ()
    named = tuple((route, refers, text) for pattern, refers in (custom.refers if custom else ()) for route, text in texts_at(added, pattern))
    entry = _made(kind, Origin(path, id, located.places, prose, frozenset(faulty), added, texts, named), values, checker.made)
    more = [checker.fault(fault.rule, fault.field, dict(fault.facts)) for fault in entry.faults() if fault.field not in faulty]
    if more:
        faulty |= {finding.facts["field"] for finding in more}
        entry = _made(kind, Origin(path, id, located.places, prose, frozenset(faulty), added, texts, named), values)
    return entry, findings + more


def check_part(model: type[BaseModel], path: str, located: Located) -> tuple[dict[str, Any], list[Finding]]:
    """The values that a model accepts of located data that is no entry (settings), and findings about the others."""
    values, _, findings = _Checker(model, path, located).check()
    return values, findings


def _made(kind: type[E], origin: Origin, values: dict[str, Any], made: BaseModel | None = None) -> E:
    """The entry of values; the one that checking them made, where it did."""
    entry = made if isinstance(made, kind) else kind.model_validate(values)
    entry._origin = origin
    return entry


def _not_a_mapping(path: str, located: Located) -> Finding:
    if located.data is None:
        return empty_file(path)
    place = Location(path, located.places.find(()) or TOP)
    return Finding("wrong-type", place, {"expected": "type-mapping", "field": ""}, (Hint("mapping-form", {}),))


class _Checker:
    """Checks one file's data against a model."""

    def __init__(self, model: type[BaseModel], path: str, located: Located, custom: CustomFields | None = None) -> None:
        self.model, self.path, self.places, self.custom = model, path, located.places, custom
        self.unread = {str(route[0]) for route in _unread(located)}
        self.data = {key: value for key, value in located.data.items() if key not in self.unread}
        self.made: BaseModel | None = None
        """What the model made of the values, where it takes all that are right: nothing is validated twice."""

    def check(self) -> tuple[dict[str, Any], set[str], list[Finding]]:
        """Values that are right, names of fields that are not, findings."""
        empty = [key for key, value in self.data.items() if value is None]
        values = {key: value for key, value in self.data.items() if value is not None and not self.is_added(key)}
        known, faulty = self.names_at(()), self.unread | set(empty)
        findings = [self.empty((key,)) if key in known or self.is_added(key) else self.unknown((key,)) for key in empty[:MOST_FINDINGS]]
        refusals = self.errors(values)
        details = refusals[:MOST_FINDINGS]
        meant = {(route[:-1], name) for route in _surplus(details, empty) for name in _meant(str(route[-1]), self.names_at(route[:-1]))}
        slips = [detail for detail in details if detail["type"] == "missing" and (detail["loc"][:-1], detail["loc"][-1]) in meant]
        findings += [self.finding(detail) for detail in details if detail not in slips]
        faulty |= {str(detail["loc"][0]) for detail in refusals if detail["loc"]}
        faulty |= {name for route, name in meant if not route and name not in self.data}  # it stands there under another name
        missing = set(self.missing(values, faulty))
        findings += [self.fault("missing-field", name, {}) for name in sorted(missing) if ((), name) not in meant]
        faulty |= missing
        if self.custom and self.custom.sound:
            findings += self.by_schema(self.custom, faulty, {name for route, name in meant if not route})
        right = {key: value for key, value in values.items() if key not in faulty}
        if len(right) < len(values):
            self.made = None
        return right, faulty, findings[:MOST_FINDINGS]

    def is_added(self, name: str) -> bool:
        """True for a field that the municipality added, or may have added where its schema cannot be read."""
        if self.custom is None or name in fields_of(self.model):
            return False
        return name in self.custom.names if self.custom.names is not None else not nearest(name, fields_of(self.model))

    def added(self, faulty: set[str]) -> dict[str, Any]:
        """The fields that the municipality added and that have no finding, as plain data."""
        return {key: as_core(value) for key, value in self.data.items() if key not in faulty and self.is_added(key)}

    def by_schema(self, custom: CustomFields, faulty: set[str], meant: set[str]) -> list[Finding]:
        """What the municipality's schema has against the fields that have no finding yet, which it adds to `faulty`."""
        from planverk.model.custom_values import custom_findings, described

        told = self.data.get("withdrawn") or (self.data.get("incomplete") == "true" and self.data.get("known"))
        missing = [name for name in custom.required if not told and name not in self.data and name not in faulty]
        found = [self.fault("missing-field", name, {}) for name in missing if name not in meant]
        found = [replace(one, hints=(*one.hints, *described(custom.properties.get(one.facts["field"])))) for one in found]
        data = {key: as_core(value) for key, value in self.data.items() if key not in faulty}
        by_value = custom_findings(custom, self.path, self.places, data)
        faulty |= {*missing, *(str(route[0]) for route in by_value if route)}
        return [*found, *by_value.values()]

    def errors(self, values: dict[str, Any]) -> list[ErrorDetails]:
        """What the model refuses."""
        try:
            self.made = self.model.model_validate(values)
        except ValidationError as error:
            return error.errors(include_url=False)
        return []

    def missing(self, values: dict[str, Any], faulty: set[str]) -> Iterator[str]:
        """Needed fields that the author left out, unless the entry says that the original does not tell."""
        if values.get("incomplete") == "true" and values.get("known"):
            return
        yield from (name for name, field in fields_of(self.model).items() if is_needed(field) and name not in values and name not in faulty)

    def fault(self, rule: str, field: str, facts: dict[str, str]) -> Finding:
        """A finding about a whole field: at its key where there is one, else at the top of the file."""
        span = self.places.key((field,)) or TOP
        facts = {"field": field, **facts}
        return Finding(rule, Location(self.path, span), facts, self.lacking((field,)) if rule == "missing-field" else self.hints(rule, facts))

    def finding(self, detail: ErrorDetails) -> Finding:
        """A pydantic error as a finding: same route, our rule."""
        route: Route = detail["loc"]
        kind, facts = detail["type"], {key: str(value) for key, value in (detail.get("ctx") or {}).items()}
        field = ".".join(str(part) for part in route if isinstance(part, str))
        if kind == "extra_forbidden":
            return self.unknown(route)
        if kind == "missing":
            span = self.places.key(route[:-1]) or self.places.find(route) or TOP
            return Finding("missing-field", Location(self.path, span), {"field": str(route[-1])}, self.lacking(route))
        if kind == "bad-period":
            route = (*route, "to")
        location = Location(self.path, self.places.find(route) or TOP)
        if detail["input"] is None:
            return self.empty(route)
        if kind == "literal_error":
            allowed = facts["expected"].replace(" or ", ", ").replace("'", "")
            kind, facts = "not-allowed", {"value": str(detail["input"]), "allowed": allowed}
        elif kind in _EXPECTED:
            kind, facts = "wrong-type", {"expected": f"type-{_EXPECTED[kind]}"}
        facts = {"field": field, **facts}
        names = self.names_at(route) if facts.get("expected") == "type-mapping" and not self.path.endswith(".toml") else set()
        names_one = issubclass(self.model, Entry) and route in self.model.refers
        one = one_of_list(field, detail["input"]) if kind == "wrong-type" and names_one else ()
        if facts.get("expected") in ("type-number", "type-positive"):
            one = number_hints(detail["input"])
        elif facts.get("expected") == "type-text" and isinstance(route[-1], int):
            one = item_hints(detail["input"])
        named = (Hint("mapping-of", {"names": ", ".join(f"{name}: …" for name in sorted(names))}),) if names else ()
        hints = one or named or self.hints(kind, facts)
        return Finding(kind, location, facts, hints)

    def lacking(self, route: Route) -> tuple[Hint, ...]:
        """What to add where a field is missing."""
        name = str(route[-1])
        return (Hint("add-setting", {"field": name}) if self.path.endswith(".toml") else missing_hint(name, field_at(self.model, route)),)

    def hints(self, rule: str, facts: dict[str, str]) -> tuple[Hint, ...]:
        if rule == "wrong-type" and facts["expected"] == "type-text" and self.path.endswith(".toml"):
            return (Hint("toml-value", {}),)
        return value_hints(rule, facts)

    def empty(self, route: Route) -> Finding:
        """The finding about a field without a value."""
        span = (self.places.key(route) if len(route) == 1 else None) or self.places.find(route) or TOP
        field = ".".join(str(part) for part in route if isinstance(part, str))
        hint = empty_hint(field_at(self.model, route)) if all(isinstance(part, str) for part in route) else None
        return Finding("empty-text", Location(self.path, span), {"field": field}, (hint,) if hint else self.hints("empty-text", {}))

    def unknown(self, route: Route) -> Finding:
        """The finding about a field that is unknown in its mapping."""
        name, known = str(route[-1]), self.names_at(route[:-1])
        near = did_you_mean(_meant(name, known))
        hints = near or ((Hint("known-fields", {"names": ", ".join(sorted(known))}),) if known else ())
        return Finding("unknown-field", Location(self.path, self.places.key(route) or self.places.find(route) or TOP), {"field": name}, hints)

    def names_at(self, route: Route) -> set[str]:
        """The names of the fields that are allowed in the mapping at the route."""
        model = model_in(annotation_at(self.model, route))
        added = (self.custom.names if self.custom else None) or frozenset() if not route else frozenset()
        return {*fields_of(model), *added} if model else set()


def _meant(name: str, known: set[str]) -> tuple[str, ...]:
    """The field that a name stands for in Norwegian, or is a slip of."""
    return in_english(name, known) or nearest(name, known)


def _unread(located: Located) -> Iterator[Route]:
    """The fields that hold a value which reading has a finding about."""
    for finding in located.findings:
        if finding.rule in _READ_AS_NOTHING:
            begins = finding.location.span.start
            for places in (located.places.values, located.places.keys):
                yield from (
                    route for route, span in places.items() if len(route) == 1 and span.start <= begins <= _end_of(span, finding.rule, begins)
                )


def _end_of(span: Span, rule: str, begins: Position) -> Position:
    """Where a value ends; what was cut off it belongs to its line."""
    return begins if rule == "comment-in-text" and span.end.line == begins.line else span.end


def _surplus(details: list[ErrorDetails], empty: list[str]) -> Iterator[Route]:
    """The routes of fields that are unknown in their mappings: a slip in a name is one fault, not a surplus field and a missing one."""
    yield from ((key,) for key in empty[:MOST_FINDINGS])
    yield from (detail["loc"] for detail in details if detail["type"] == "extra_forbidden")
