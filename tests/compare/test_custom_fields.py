"""Floor 4: the fields of a municipality's own, whatever they are called, in what changed from one plan to another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from planverk.compare.change import Kind
from planverk.compare.comparison import compare
from planverk.compare.records import records_of
from planverk.compare.sentences import Sentences
from planverk.model.annotations import fields_of
from planverk.model.custom_schema import RESERVED
from planverk.model.entry import Entry
from planverk.model.kinds import KINDS, kind_of_file
from planverk.model.plan import Plan
from planverk.model.planfile import Help, PlanFile
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree, read_folder
from planverk.report import changes_text
from planverk.report.difference import Difference
from tests.carried_out import apply
from tests.support import PLANS

FILES = dict(read_folder(PLANS["example"]).files)
_ALL: tuple[type[Entry], ...] = (*KINDS, PlanFile, Help)
MODELS = {kind.kind: kind for kind in _ALL}
FILE = {kind.kind: path for path in FILES if (kind := kind_of_file(path))}
NAMES = {"table", "body", "unread", "kostnad", *(name for model in MODELS.values() for name in fields_of(model))}
VALUES: tuple[Any, ...] = (
    None, "draft", "2027-01-31", 2500000.5, ["a", "b"], True,
    {"from": 2026, "to": 2027}, [{"id": "x", "number": 1, "title": "y", "date": "2026-01-01"}]
)  # fmt: skip


def made(kind: str, fields: dict[str, Any], properties: dict[str, Any]) -> Plan:
    """The example with fields of its own in an entry of the kind."""
    path = FILE[kind]
    lines = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items() if value is not None).encode()
    text = FILES[path].replace(b"---\n", b"---\n" + lines, 1) if path.endswith(".md") else lines + FILES[path]
    files = {**FILES, path: text, "planverk.toml": f'[fields]\n{kind} = "skjema/felt.json"\n'.encode()}
    schema = {"properties": properties}
    plan, findings = read_plan(Tree(files, extra={"skjema/felt.json": json.dumps(schema).encode()}.get))
    assert findings == []
    return plan


@pytest.mark.parametrize("kind", sorted(FILE))
def test_own_fields_of_any_name_are_compared_as_any_other(kind: str) -> None:
    for names in batched(sorted(NAMES - {*fields_of(MODELS[kind])} - RESERVED)):
        compared(kind, names)


def batched(names: list[str]) -> Iterator[list[str]]:
    """As many at a time as one entry may have values of."""
    yield from (names[at : at + 40] for at in range(0, len(names), 40))


def compared(kind: str, names: list[str]) -> None:
    plans = [made(kind, dict.fromkeys(names, value), {name: {"title": f"Vår {name}"} for name in names}) for value in VALUES]
    for before, after in pairwise([*plans, *plans[:1]]):
        changes = compare(before, after)
        assert changes and apply(records_of(before), changes) == records_of(after)
        assert {change.kind for change in changes if not change.kind.follows} == {Kind.FIELD_CHANGED}
        told = changes_text.report(Difference(changes, Sentences(before, after, "nb"), "a", "b"))
        assert all(f"Vår {name}" in told for name in names)


def said(before: dict[str, Any], after: dict[str, Any], properties: dict[str, Any]) -> list[str]:
    old, new = made("measure", before, properties), made("measure", after, properties)
    sentences = Sentences(old, new, "nb")
    return [sentences.sentence(change) for change in compare(old, new)]


def test_a_field_inside_another_is_a_change_of_its_own_with_titles_numbers_and_units() -> None:
    cost = {"title": "Kostnad", "properties": {"2026": {"title": "2026"}, "2027": {"title": "2027"}}}
    assert said({"kostnad": {"2026": 1, "2027": 500}}, {"kostnad": {"2026": 1, "2027": 900}}, {"kostnad": cost}) == ["Kostnad 2027: fra 500 til 900"]
    assert said({"kostnad": {"2027": 500}}, {"kostnad": {"2027": 12000.5}}, {"kostnad": {**cost, "x-unit": "1 000 kr"}}) == [
        "Kostnad 2027: fra 500 til 12\u00a0000,5 (1 000 kr)"
    ]
    assert said({"co2": 3}, {}, {"co2": {"title": "Effekt", "x-unit": "tonn"}}) == ["«Effekt» er tatt bort: 3 tonn"]


def test_what_a_field_refers_to_is_told_by_its_title() -> None:
    properties = {"eier": {"title": "Eier", "x-refers-to": "function"}, "bidrar": {"title": "Bidrar til", "items": {"x-refers-to": "goal"}}}
    assert said({"eier": "koordinator"}, {"eier": "frivilligsentral"}, properties) == ["Eier: fra «Folkehelsekoordinator» til «Frivilligsentralen»"]
    assert said({}, {"bidrar": ["felles-innsats"]}, properties) == ["«Bidrar til» er satt til mål 1 «Felles innsats»"]
