"""A municipality's fields may have any name: one that planverk uses for something else is a finding, or it is printed and compared like any other."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache

import pytest

from planverk.compare.comparison import compare
from planverk.compare.sentences import Sentences
from planverk.document.compose import compose
from planverk.model.canonical import plan_digest
from planverk.model.custom_schema import RESERVED
from planverk.model.kinds import KINDS
from planverk.model.plan import Plan
from planverk.reading.plan import read_plan
from planverk.report.changes_text import report
from planverk.report.difference import Difference
from planverk.rules.engine import check_plan
from tests.examples import DAY, base_files, tree_of
from tests.fast import some

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)

NAMES = (
    "period", "adoption", "goals", "number", "body", "id", "title", "model_config", "model_fields", "__class__", "__dict__", "__init__", "kind",
    "folder", "prose", "places", "known", "incomplete", "formerly", "path", "own", "custom", "validate", "copy", "json", "dict", "schema", "at",
    "within", "faults", "_origin", "status", "self", "class", "type", "items", "keys", "æøå", "x-y", "1", "table", "unread",
)  # fmt: skip


@cache
def paths() -> dict[str, str]:
    """A file of each kind that has one."""
    found: dict[str, str] = {}
    for kind in KINDS:
        for path in sorted(base_files()):
            if path.startswith(f"{kind.folder}/") and path.endswith(kind.suffix):
                found.setdefault(kind.kind, path)
    return found


def plan_with(kind: str, name: str, text: str, form: dict[str, object]) -> tuple[Plan, list[str]]:
    path = paths()[kind]
    schema = {"type": "object", "properties": {name: {"title": "Vårt felt", **form}}, "required": [name]}
    before = base_files()[path].decode()
    typed = f"{json.dumps(name)}: {text}\n"
    after = before.replace("---\n", f"---\n{typed}", 1) if path.endswith(".md") else typed + before
    settings = f'[fields]\n{kind} = "own.json"\n'
    files = {**base_files(), path: after.encode(), "own.json": json.dumps(schema).encode(), "planverk.toml": settings.encode()}
    plan, findings = read_plan(tree_of(files))
    return plan, [item.rule for item in check_plan(plan, findings, DAY, "nb")]


def told(before: Plan, after: Plan) -> str:
    """What `planverk diff` says."""
    return report(Difference(compare(before, after), Sentences(before, after, "nb"), "før", "nå"))


FORMS: tuple[tuple[str, dict[str, object]], ...] = (
    ("hei", {"type": "string"}),
    ("{a: 3}", {"type": "object", "properties": {"a": {"type": "number"}}}),
    ("[1, 2]", {"type": "array"}),
)


@pytest.mark.parametrize("name", some(NAMES))
@pytest.mark.parametrize("kind", ["goal", "measure", "chapter", "definition", "plan", "resource"])
def test_a_field_of_any_name_is_a_finding_or_a_field(kind: str, name: str) -> None:
    before = read_plan(tree_of(base_files()))[0]
    for text, form in FORMS:
        plan, rules = plan_with(kind, name, text, form)
        compose(plan, None, NOON, ())
        assert plan_digest(plan)
        assert told(before, plan) and told(plan, before)
        assert name not in RESERVED or "bad-schema" in rules
