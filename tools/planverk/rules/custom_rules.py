"""A municipality's own rules: what `[[rule]]` in planverk.toml demands of the plan's fields and words, as rules like all others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any

from pydantic import BaseModel

from planverk.diagnostics import Finding, Hint, Location, Severity, did_you_mean
from planverk.ids import nearest
from planverk.model.annotations import model_in
from planverk.model.entry import Entry
from planverk.model.kinds import KINDS
from planverk.model.patterns import read_pattern
from planverk.model.plan import Plan
from planverk.model.planfile import Help, PlanFile
from planverk.model.settings import CustomRule, as_typed
from planverk.rules.hits import Hit, hit, in_settings, line_of
from planverk.rules.passages import Passage, texts_of
from planverk.rules.registry import Rule, all_rules
from planverk.rules.resolved import untold
from planverk.rules.wordings import cited_titles, is_own, own_passages
from planverk.source.yaml import Route

THEME = "own"

_DEMANDS = ("kind", "where", "field", "required", "matches", "one_of", "wording", "write")

MOST_WORDINGS = 200
"""Wordings of a municipality's own rules in all: each is looked for in each text, and 500 took half a minute in a long plan."""

_ALL_KINDS: tuple[type[Entry], ...] = (*KINDS, PlanFile, Help)
_KINDS = {kind.kind: kind for kind in _ALL_KINDS}


def custom_rules(plan: Plan) -> dict[str, Rule]:
    """The rules of planverk.toml whose declarations are right, by name."""
    texts = _Texts(plan)
    return {own.name: _made(own, texts) for own, faults in _declared(plan) if own.read and not faults}


def _made(own: CustomRule, texts: _Texts) -> Rule:
    message = own.message.replace("{", "{{").replace("}", "}}")
    check = partial(_wording_hits, own, texts) if own.wording else partial(_field_hits, own)
    return Rule(own.name, THEME, "", Severity(own.severity), check, own_message=message, own_manual=_manual(own))


def _manual(own: CustomRule) -> str:
    """The reason, and what the declaration demands, as planverk.toml has it."""
    demands = {name: value for name in _DEMANDS if (value := getattr(own, name))}
    lines = (f"    {name} = {_as_toml(value)}" for name, value in demands.items())
    return "\n\n".join(filter(None, (own.reason, "\n".join(lines))))


def _as_toml(value: object) -> str:
    match value:
        case bool():
            return as_typed(value)
        case tuple():
            return f"[{', '.join(map(_as_toml, value))}]"
        case dict():
            return f"{{ {', '.join(f'{name} = {_as_toml(one)}' for name, one in value.items())} }}"
        case _:
            return f'"{value}"'


# --- what is wrong with the declarations themselves ---


def declaration_faults(plan: Plan) -> Iterator[Finding]:
    """Names that are taken, rules that demand nothing or two things, and fields that the kind of entry does not have."""
    return (finding for _, faults in _declared(plan) for finding in faults)


def _declared(plan: Plan) -> Iterator[tuple[CustomRule, list[Finding]]]:
    """Each declaration, and what is wrong with it that reading has no finding about."""
    taken = dict.fromkeys(all_rules(), "planverk")
    for number, own in enumerate(plan.settings.rule):
        yield own, [*_form_faults(plan, number, own, taken), *_unknown_fields(plan, number, own)] if own.read else []
        taken.setdefault(own.name, line_of(in_settings(plan, "rule", number, "name")))


def _form_faults(plan: Plan, number: int, own: CustomRule, taken: Mapping[str, str]) -> Iterator[Finding]:
    if own.name in taken:
        facts = {"kind": "the-rule", "name": own.name, "place": taken[own.name]}
        yield Finding("repeated-identifier", in_settings(plan, "rule", number, "name"), facts, (Hint("choose-rule-name", {}),))
    of_fields = [name for name in ("kind", "field", "matches", "one_of", "where", "required") if getattr(own, name)]
    if own.wording and of_fields:
        facts = {"field": "wording", "other": of_fields[0]}
        yield Finding("not-both", in_settings(plan, "rule", number, "wording"), facts, (Hint("own-rule-forms", {}),))
    elif not own.wording and not (own.kind and own.field):
        missing = "field" if own.kind else "kind"
        yield Finding("missing-field", in_settings(plan, "rule", number), {"field": missing}, (Hint("own-rule-forms", {}),))
    counts = [len(each.wording) for each in plan.settings.rule]
    if own.wording and sum(counts[: number + 1]) > MOST_WORDINGS:
        yield Finding("too-many-wordings", in_settings(plan, "rule", number, "wording"), {"size": str(sum(counts)), "limit": str(MOST_WORDINGS)})


def _unknown_fields(plan: Plan, number: int, own: CustomRule) -> Iterator[Finding]:
    if own.kind:
        named = [("field", own.field)] if own.field else []
        for key, name in [*named, *(("where", name) for name in own.where)]:
            step = None if _is_added(plan, own.kind, name) else _first_unknown(_KINDS[own.kind], name)
            if step:
                wrong, known = step
                hints = did_you_mean(nearest(wrong, known)) or ((Hint("known-fields", {"names": ", ".join(sorted(known))}),) if known else ())
                yield Finding("unknown-field", in_settings(plan, "rule", number, key), {"field": name}, hints)


def _is_added(plan: Plan, kind: str, name: str) -> bool:
    """True for a field that the municipality added, or may have added where its schema cannot be read."""
    added, top = plan.custom_fields.get(kind), name.split(".")[0]
    return added is not None and top not in _fields(_KINDS[kind]) and (added.names is None or top in added.names)


def _first_unknown(model: type[BaseModel], name: str) -> tuple[str, list[str]] | None:
    """The first part of a dotted name that is no field of what is above it, with those that are; None where all are."""
    at: type[BaseModel] | None = model
    for part in name.split("."):
        fields = _fields(at) if at else {}
        if part not in fields:
            return part, list(fields)
        at = model_in((at or model).model_fields[fields[part]].annotation)
    return None


def _fields(model: type[BaseModel]) -> dict[str, str]:
    """The fields of a model: name as authors type it → name of the attribute."""
    return {field.alias or name: name for name, field in model.model_fields.items()}


# --- what the rules find ---


def _field_hits(own: CustomRule, plan: Plan, day: date) -> Iterator[Hit]:
    assert own.field
    pattern = read_pattern(own.matches) if own.matches else None
    tops = {name.split(".")[0] for name in (own.field, *own.where)}
    attributes = {_fields(_KINDS[own.kind or ""]).get(top, top) for top in tops}
    for entry in plan.entries:
        if entry.kind == own.kind and entry.sound(*tops, *attributes) and _is_meant(entry, own):
            *above, name = names = own.field.split(".")
            values = list(_values(entry, names, ()))
            for route, text in values:
                if (pattern and not pattern.fits(text)) or (own.one_of and text not in own.one_of):
                    yield _hit(own, entry.at(*route))
            if not values and (own.required or not (pattern or own.one_of)) and not untold(entry):
                place = entry.at_key(*above) if above and _below(entry, above[0]) else entry.at_top()
                yield _hit(own, place, Hint("add-field", {"field": name}))


def _is_meant(entry: Entry, own: CustomRule) -> bool:
    """True where every field of `where` holds one of its values; a measure that was withdrawn is held to nothing more."""
    if getattr(entry, "withdrawn", None):
        return False
    held = ({text for _, text in _values(entry, name.split("."), ())} for name in own.where)
    return all(not texts.isdisjoint(allowed) for texts, allowed in zip(held, own.where.values(), strict=True))


def _values(value: object, names: Sequence[str], route: Route) -> Iterator[tuple[Route, str]]:
    """The values of a field with their routes, each item of a list by itself."""
    if isinstance(value, (tuple, list)):
        for index, item in enumerate(value):
            yield from _values(item, names, (*route, index))
    elif names and isinstance(value, (BaseModel, dict)):
        yield from _values(_below(value, names[0]), names[1:], (*route, names[0]))
    elif isinstance(value, (BaseModel, dict)):
        yield route, ""
    elif value is not None and value != "" and not names:
        yield route, as_typed(value)


def _below(value: BaseModel | dict[str, Any], name: str) -> object:
    """A field by the name that authors type, also one that the municipality added."""
    if isinstance(value, dict):
        return value.get(name)
    fields = _fields(type(value))
    if name in fields:
        return getattr(value, fields[name])
    return value.custom.get(name) if isinstance(value, Entry) else None


def _hit(own: CustomRule, location: Location, *hints: Hint) -> Hit:
    more = [Hint("allowed-values", {"allowed": ", ".join(own.one_of)})] if own.one_of and not hints else []
    more += [Hint("write-rather", {"better": own.write})] if own.write else []
    return hit(location, *hints, *more, *([Hint("own-reason", {"reason": own.reason})] if own.reason else []))


@dataclass(frozen=True)
class _Texts:
    """The plan's own words: looked up once for all rules, which may be thousands."""

    plan: Plan

    @cached_property
    def passages(self) -> list[Passage]:
        return [passage for entry in texts_of(self.plan) for passage in own_passages(entry)]

    @cached_property
    def titles(self) -> tuple[str, ...]:
        return cited_titles(self.plan)


def _wording_hits(own: CustomRule, texts: _Texts, plan: Plan, day: date) -> Iterator[Hit]:
    patterns = [read_pattern(text, any_case=True) for text in own.wording]
    for passage in texts.passages:
        spans = sorted({span for pattern in patterns for span in pattern.find(passage.text)})
        yield from (_hit(own, passage.at(*span)) for span in spans if is_own(passage, *span, texts.titles))
