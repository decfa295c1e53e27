"""Withdraws a measure: its text and its number stay, with the date and the reason."""

from __future__ import annotations

from datetime import date

from planverk.authoring.edits import Edit, edits_of
from planverk.authoring.escaping import quoted
from planverk.authoring.rename import find_entry
from planverk.authoring.source_file import field_edit, readable_file
from planverk.errors import UserError
from planverk.model.prose_entries import Measure
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree


def withdraw(tree: Tree, name: str, day: date, reason: str) -> tuple[Edit, ...]:
    """The edit that withdraws a measure, named by measure:ID. UserError where it is withdrawn already or cannot be read, or the reason is empty."""
    measure = find_entry(read_plan(tree)[0], name)
    if not isinstance(measure, Measure):
        raise UserError("not-a-measure", name=name)
    file = readable_file(tree.files, measure.path)
    if "withdrawn" in file.fields.data:
        raise UserError("withdrawn-already", name=name)
    written = quoted(reason)
    if written == '""':
        raise UserError("no-reason")
    lines = f"withdrawn:\n  date: {day.isoformat()}\n  reason: {written}\n"
    return edits_of(tree.files, {file.path: file.with_changes([field_edit(file, "withdrawn", lines)])})
