"""Stamps entries as read: a file of its own for each, so that two branches that read different entries merge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from planverk.authoring.edits import Edit, edits_of
from planverk.authoring.escaping import quoted
from planverk.authoring.rename import find_entry
from planverk.errors import UserError
from planverk.ids import nearest
from planverk.model.canonical import VERSION
from planverk.model.data_entries import Review
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.model.review_stamps import state_of
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree


def review(tree: Tree, names: Sequence[str], by: str, day: date, note: str) -> tuple[Edit, ...]:
    """The edits that stamp the entries KIND:ID as read by a function on a day; `note` may be "". UserError where one has a fault, is unknown, or the
    function is."""
    plan, findings = read_plan(tree)
    if by not in plan.functions:
        near = nearest(by, plan.functions)
        raise UserError("no-function-near" if near else "no-function", name=by, near=near[0] if near else "")
    doubtful = {finding.location.path for finding in findings}
    wanted = {}
    for entry in (find_entry(plan, name) for name in names):
        if entry.path in doubtful:
            raise UserError("unreadable", path=entry.path)
        wanted[f"{Review.folder}/{entry.kind}-{entry.id}{Review.suffix}"] = _stamp(plan, entry, by, day, note)
    return edits_of(tree.files, wanted)


def _stamp(plan: Plan, entry: Entry, by: str, day: date, note: str) -> bytes:
    state = state_of(plan, entry)
    lines = [f"by: {by}", f"date: {day.isoformat()}"]
    if note.strip():
        lines.append(f"note: {quoted(note)}")
    lines += [f"form: {VERSION}", f"sha256: {quoted(state.sha256)}"]
    if state.leans_on:
        lines.append("leans_on:")
        for name, sha256 in state.leans_on.items():
            lines += [f"  - entry: {quoted(name)}", f"    sha256: {quoted(sha256)}"]
    return ("\n".join(lines) + "\n").encode()
