"""Enters decisions into a plan's files: its adoption with the manifest of what was adopted, its revision, and that a measure is withdrawn."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from planverk.authoring.edits import Edit, edits_of
from planverk.authoring.escaping import quoted
from planverk.authoring.rename import find_entry
from planverk.authoring.source_file import SourceFile, TextEdit, end_of, field_edit, readable_file, value_edit
from planverk.errors import UserError
from planverk.files import digest_of
from planverk.model.canonical import VERSION, decided_digests, plan_digest
from planverk.model.data_entries import Adopted
from planverk.model.plan import Plan
from planverk.model.prose_entries import Measure
from planverk.paths import PLAN_FILE
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree


@dataclass(frozen=True, slots=True)
class Decision:
    """Who adopted the plan, when, and in which case."""

    body: str
    day: date
    case: str


def manifest_path(day: date) -> str:
    """Where the manifest of an adoption stands."""
    return f"{Adopted.folder}/{day.isoformat()}{Adopted.suffix}"


def told_decision(tree: Tree) -> Decision | None:
    """The decision that plan.yaml tells already, None where it tells none or no whole one."""
    head = read_plan(tree)[0].head
    adoption = head.last_adoption if head.status == "adopted" else None
    return Decision(adoption.body, adoption.date, adoption.case) if adoption else None


def adopt(tree: Tree, decision: Decision) -> tuple[Edit, ...]:
    """The edit of plan.yaml that enters the decision; none where it is there already. UserError for another decision, or a manifest of the day."""
    file = readable_file(tree.files, PLAN_FILE)
    if manifest_path(decision.day) in tree.files:
        raise UserError("adopted-already", path=manifest_path(decision.day))
    told = told_decision(tree)
    if told == decision:
        return ()
    if told is not None or "adoption" in file.fields.data:
        raise UserError("adopted-otherwise", path=file.path)
    lines = f"adoption:\n  body: {_required(decision.body)}\n  date: {decision.day.isoformat()}\n  case: {_required(decision.case)}\n"
    text_edits = [_status(file, "adopted"), field_edit(file, "adoption", lines)]
    return edits_of(tree.files, {file.path: file.with_changes(text_edits)})


def revise(tree: Tree) -> tuple[Edit, ...]:
    """The edit of plan.yaml that makes an adopted plan a draft again; its adoption becomes what it revises. UserError where it is not adopted."""
    file = readable_file(tree.files, PLAN_FILE)
    if told_decision(tree) is None:
        raise UserError("not-adopted")
    key = file.range(file.fields.places.keys[("adoption",)])  # what stands under it stays, with its comments
    text_edits = [_status(file, "draft"), TextEdit(*key, "revises")]
    if "revises" in file.fields.data:
        text_edits.append(_without(file, "revises"))
    return edits_of(tree.files, {file.path: file.with_changes(text_edits)})


def withdraw(tree: Tree, name: str, day: date, reason: str) -> tuple[Edit, ...]:
    """The edit that withdraws a measure, named by measure:ID. UserError where it is withdrawn already or cannot be read, or the reason is empty."""
    plan, _ = read_plan(tree)
    measure = find_entry(plan, name)
    if not isinstance(measure, Measure):
        raise UserError("not-a-measure", name=name, nouns=plan.nouns)
    file = readable_file(tree.files, measure.path)
    if "withdrawn" in file.fields.data:
        raise UserError("withdrawn-already", name=name)
    lines = f"withdrawn:\n  date: {day.isoformat()}\n  reason: {_required(reason, 'no-reason', nouns=plan.nouns)}\n"
    return edits_of(tree.files, {file.path: file.with_changes([field_edit(file, "withdrawn", lines)])})


def manifest(plan: Plan, decision: Decision, revision: str, outputs: Mapping[str, Mapping[str, bytes] | bytes], tools: Mapping[str, str]) -> bytes:
    """The manifest of the plan as it was adopted: JSON, an entry a line, the same bytes for the same facts. `revision` is "" outside Git."""
    facts: dict[str, Any] = {
        "form": VERSION,
        "adoption": {"body": decision.body, "date": decision.day.isoformat(), "case": decision.case},
        **({"revision": revision} if revision else {}),
        "digest": plan_digest(plan),
        "entries": [{"entry": key, "sha256": digest} for key, digest in decided_digests(plan).items()],
        "outputs": [{"path": path, "sha256": digest_of(data)} for path, data in sorted(outputs.items())],
        "tools": [{"name": name, "version": version} for name, version in tools.items()],
    }
    return ("{\n" + ",\n".join(f"  {_json(name)}: {_listed(value)}" for name, value in facts.items()) + "\n}\n").encode()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _listed(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return _json(value)
    return "[\n" + ",\n".join(f"    {_json(item)}" for item in value) + "\n  ]"


def _status(file: SourceFile, status: str) -> TextEdit:
    if not isinstance(file.fields.data.get("status"), str):
        raise UserError("unreadable", path=file.path)
    return value_edit(file, ("status",), status)


def _required(text: str, key: str = "decision-untold", **facts: object) -> str:
    written = quoted(text)
    if written == '""':
        raise UserError(key, **facts)
    return written


def _without(file: SourceFile, field: str) -> TextEdit:
    """A field taken out, with the lines that it stands on."""
    start = file.text.rfind("\n", 0, file.offset(file.fields.places.keys[(field,)].start)) + 1
    end = file.text.find("\n", end_of(file, (field,)))
    return TextEdit(start, end + 1 if end >= 0 else len(file.text), "")
