"""Makes an entry of what was read, keeping every field that is right and reporting every one that is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from planverk.diagnostics import TOP, Finding, Location, did_you_mean
from planverk.identifiers import nearest
from planverk.model.entry import Entry, Origin
from planverk.source.prose import Prose
from planverk.source.yaml import Located, Route

E = TypeVar("E", bound=Entry)
_EXPECTED = {
    "dict_type": "mapping", "model_type": "mapping", "model_attributes_type": "mapping", "tuple_type": "list", "list_type": "list",
    "string_type": "text", "int_type": "number", "bool_type": "boolean",
}  # fmt: skip


def validate(kind: type[E], path: str, id: str, located: Located, prose: Prose) -> tuple[E, list[Finding]]:
    """The entry and what is wrong with its fields. After a fault in the syntax every field has its default and counts as faulty."""
    names = frozenset(field.alias or name for name, field in kind.model_fields.items())
    if located.broken:
        return _made(kind, Origin(path, id, located.places, prose, names), {}), []
    if not isinstance(located.data, dict):
        finding = _not_a_mapping(path, located)
        return _made(kind, Origin(path, id, located.places, prose, names), {}), [finding]
    checker = _Checker(kind, path, located)
    values, faulty, findings = checker.check()
    entry = _made(kind, Origin(path, id, located.places, prose, frozenset(faulty)), values)
    more = [checker.fault(fault.rule, fault.field, dict(fault.facts)) for fault in entry.faults() if fault.field not in faulty]
    if more:
        faulty |= {finding.facts["field"] for finding in more}
        entry = _made(kind, Origin(path, id, located.places, prose, frozenset(faulty)), values)
    return entry, findings + more


def check_part(model: type[BaseModel], path: str, located: Located) -> tuple[dict[str, Any], list[Finding]]:
    """The values that a model accepts of located data that is no entry (settings), and findings about the others."""
    values, _, findings = _Checker(model, path, located).check()
    return values, findings


def _made(kind: type[E], origin: Origin, values: dict[str, Any]) -> E:
    entry = kind.model_validate(values)
    entry._origin = origin
    return entry


def _not_a_mapping(path: str, located: Located) -> Finding:
    if located.data is None:
        return Finding("empty-text", Location(path), {"field": ""})
    return Finding("wrong-type", Location(path, located.places.find(()) or TOP), {"expected": "type-mapping", "field": ""})


class _Checker:
    """Checks one file's data against a model."""

    def __init__(self, model: type[BaseModel], path: str, located: Located) -> None:
        self.model, self.path, self.data, self.places = model, path, dict(located.data), located.places

    def check(self) -> tuple[dict[str, Any], set[str], list[Finding]]:
        """Values that are right, names of fields that are not, findings."""
        findings = [self.fault("empty-text", key, {}) for key, value in self.data.items() if value is None]
        faulty = {key for key, value in self.data.items() if value is None}
        values = {key: value for key, value in self.data.items() if value is not None}
        try:
            self.model.model_validate(values)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                findings.append(self.finding(detail))
                faulty.add(str(detail["loc"][0]) if detail["loc"] else "")
        missing = list(self.missing(values, faulty))
        findings += [self.fault("missing-field", name, {}) for name in missing]
        return {key: value for key, value in values.items() if key not in faulty}, faulty | set(missing), findings

    def missing(self, values: dict[str, Any], faulty: set[str]) -> Iterator[str]:
        """Needed fields that the author left out, unless the entry says that the original does not tell."""
        if values.get("incomplete") == "true" and values.get("known"):
            return
        for name, field in self.model.model_fields.items():
            extra = field.json_schema_extra
            key = field.alias or name
            if isinstance(extra, dict) and extra.get("needed") and key not in values and key not in faulty:
                yield key

    def fault(self, rule: str, field: str, facts: dict[str, str]) -> Finding:
        """A finding about a whole field: at its key where it stands, else at the top of the file."""
        span = self.places.keys.get((field,), TOP)
        return Finding(rule, Location(self.path, span), {"field": field, **facts})

    def finding(self, detail: ErrorDetails) -> Finding:
        """A pydantic error as a finding: same route, our rule."""
        route: Route = detail["loc"]
        kind, facts = detail["type"], {key: str(value) for key, value in (detail.get("ctx") or {}).items()}
        field = ".".join(str(part) for part in route if isinstance(part, str))
        if kind == "extra_forbidden":
            name = str(route[-1])
            span = self.places.keys.get(route, self.places.find(route) or TOP)
            return Finding("unknown-field", Location(self.path, span), {"field": name}, did_you_mean(nearest(name, self.names_at(route[:-1]))))
        if kind == "missing":
            span = self.places.keys.get(route[:-1], self.places.find(route) or TOP)
            return Finding("missing-field", Location(self.path, span), {"field": str(route[-1])})
        location = Location(self.path, self.places.find(route) or TOP)
        if detail["input"] is None:
            return Finding("empty-text", location, {"field": field})
        if kind == "literal_error":
            allowed = facts["expected"].replace(" or ", ", ").replace("'", "")
            value = str(detail["input"])
            return Finding("not-allowed", location, {"value": value, "allowed": allowed, "field": field}, did_you_mean(nearest(value, allowed.split(", "))))
        if kind in _EXPECTED:
            return Finding("wrong-type", location, {"expected": f"type-{_EXPECTED[kind]}", "field": field})
        return Finding(kind, location, {"field": field, **facts})

    def names_at(self, route: Route) -> set[str]:
        """The names of the fields that may stand in the mapping at the route."""
        model: Any = self.model
        for part in route:
            if isinstance(part, str) and model is not None:
                fields = {field.alias or name: field for name, field in model.model_fields.items()}
                model = _model_in(fields[part].annotation) if part in fields else None
        return {field.alias or name for name, field in model.model_fields.items()} if model else set()


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation such as `X | None` or `tuple[X, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for argument in get_args(annotation) if (model := _model_in(argument))), None)
