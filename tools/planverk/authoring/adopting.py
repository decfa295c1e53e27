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
from planverk.authoring.source_file import SourceFile, TextEdit, end_of, field_edit, item_edit, readable_file, value_edit
from planverk.errors import UserError
from planverk.files import digest_of
from planverk.model.canonical import VERSION, decided_digests, plan_digest
from planverk.model.data_entries import Adopted
from planverk.model.plan import Plan
from planverk.model.planfile import name_of_adoption
from planverk.model.prose_entries import Measure
from planverk.paths import PLAN_FILE
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree


@dataclass(frozen=True, slots=True)
class Decision:
    """Who adopted the plan, when, and in which case; and for which organisation, where several adopt it."""

    body: str
    day: date
    case: str
    organisation: str = ""

    @property
    def name(self) -> str:
        """What the manifest and the tag are called."""
        return name_of_adoption(self.day, self.organisation)


def manifest_path(decision: Decision) -> str:
    """Where the manifest of an adoption stands."""
    return f"{Adopted.folder}/{decision.name}{Adopted.suffix}"


def organisations(tree: Tree) -> tuple[str, ...]:
    """The names of the organisations that adopt the plan, each by itself; () for a plan of one."""
    names = tuple(each.name for each in read_plan(tree)[0].head.organisation)
    return names if len(names) > 1 else ()


def told_decision(tree: Tree, organisation: str = "") -> Decision | None:
    """The decision that plan.yaml tells already, of an organisation where there are several; None where it tells none or no whole one."""
    head = read_plan(tree)[0].head
    several = len(head.organisation) > 1
    told = (each for each in head.adoption if (each.organisation == organisation if several else head.status == "adopted"))
    adoption = next(told, None)
    return Decision(adoption.body, adoption.date, adoption.case, organisation if several else "") if adoption else None


def adopt(tree: Tree, decision: Decision) -> tuple[Edit, ...]:
    """The edit of plan.yaml that enters the decision, and adopts the plan when it is the last of them; none where it is there already. UserError
    for another decision, for an organisation that is none of the plan's, or a manifest of the day."""
    file, names = readable_file(tree.files, PLAN_FILE), organisations(tree)
    if (names or decision.organisation) and decision.organisation not in names:
        raise UserError("adopt-whose", names=", ".join(names or (each.name for each in read_plan(tree)[0].head.organisation)))
    if manifest_path(decision) in tree.files:
        raise UserError("adopted-already", path=manifest_path(decision))
    told = told_decision(tree, decision.organisation)
    if told == decision:
        return ()
    if told is not None or ("adoption" in file.fields.data and not names):
        raise UserError("adopted-otherwise", path=file.path)
    left = [name for name in names if name != decision.organisation and told_decision(tree, name) is None]
    text_edits = [_entered(file, decision), *(() if left else (_status(file, "adopted"),))]
    return edits_of(tree.files, {file.path: file.with_changes(text_edits)})


def _entered(file: SourceFile, decision: Decision) -> TextEdit:
    """The adoption as a field of its own, or as an item of the list that several organisations have."""
    lines = [f"body: {_required(decision.body)}", f"date: {decision.day.isoformat()}", f"case: {_required(decision.case)}"]
    if not decision.organisation:
        return field_edit(file, "adoption", "adoption:\n  " + "\n  ".join(lines) + "\n")
    lines = [f"organisation: {_required(decision.organisation)}", *lines]
    earlier = file.fields.data.get("adoption")
    if "adoption" not in file.fields.data:
        return field_edit(file, "adoption", "adoption:\n  - " + "\n    ".join(lines) + "\n")
    if not isinstance(earlier, list) or not earlier or file.text[file.range(file.fields.places.values[("adoption",)])[0]] == "[":
        raise UserError("adopted-otherwise", path=file.path)
    indent = " " * (file.fields.places.values[("adoption", 0)].start.column - 1)
    return item_edit(file, ("adoption",), f"\n{indent}".join(lines))


def revise(tree: Tree) -> tuple[Edit, ...]:
    """The edit of plan.yaml that makes an adopted plan a draft again; its adoption becomes what it revises. UserError where it is not adopted."""
    file = readable_file(tree.files, PLAN_FILE)
    head = read_plan(tree)[0].head
    if head.status != "adopted" or not head.adoption:
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


def manifest(
    plan: Plan,
    decision: Decision,
    revision: str,
    outputs: Mapping[str, Mapping[str, bytes] | bytes],
    tools: Mapping[str, str],
    proved: Mapping[str, Any] | None = None,
) -> bytes:
    """The manifest of the plan as it was adopted: JSON, an entry a line, the same bytes for the same facts. `revision` is "" outside Git; `proved` is
    the proposal that the text was proved to follow from, with the verdicts."""
    facts: dict[str, Any] = {
        "form": VERSION,
        "adoption": {
            **({"organisation": decision.organisation} if decision.organisation else {}),
            "body": decision.body,
            "date": decision.day.isoformat(),
            "case": decision.case,
        },
        **({"revision": revision} if revision else {}),
        "digest": plan_digest(plan),
        "entries": [{"entry": key, "sha256": digest} for key, digest in decided_digests(plan).items()],
        **(proved or {}),
        **({"signers": [each.model_dump() for each in plan.head.signers]} if plan.head.signers else {}),
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
