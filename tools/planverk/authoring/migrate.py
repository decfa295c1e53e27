"""Takes a plan to the newest format: each step says what the files of one format are in the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from planverk.authoring.edits import Edit, edits_of
from planverk.authoring.source_file import SourceFile, TextEdit, field_edit, readable_file, value_edit
from planverk.errors import UserError
from planverk.model.fields import NEWEST_FORMAT
from planverk.model.plan import Plan
from planverk.paths import PLAN_FILE
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree

Files = dict[str, list[TextEdit]]


@dataclass(frozen=True, slots=True)
class Migration:
    """The edits that take a plan from one format to another; none where it is of the newest."""

    edits: tuple[Edit, ...]
    before: int
    after: int


def migrate(tree: Tree) -> Migration:
    """The migration of a plan. UserError where a file that has to change cannot be read, or the plan's format is newer than those known here."""
    plan = read_plan(tree)[0]
    head, before = readable_file(tree.files, PLAN_FILE), read_format(tree)
    changes: Files = {}
    for step in range(before, NEWEST_FORMAT):
        for path, text_edits in _STEPS[step](plan, tree).items():
            changes.setdefault(path, []).extend(text_edits)
    if before < NEWEST_FORMAT:
        said = ("format",) in head.fields.places.values
        edit = value_edit(head, ("format",), NEWEST_FORMAT) if said else field_edit(head, "format", f"format: {NEWEST_FORMAT}\n")
        changes.setdefault(PLAN_FILE, []).append(edit)
    wanted = {path: readable_file(tree.files, path).with_changes(text_edits) for path, text_edits in changes.items()}
    return Migration(edits_of(tree.files, wanted), before, NEWEST_FORMAT)


def read_format(tree: Tree) -> int:
    """The format that plan.yaml tells, the first where it tells none. UserError where it is newer than those known here."""
    fields = SourceFile(PLAN_FILE, tree.files.get(PLAN_FILE, b"")).fields.data
    told = fields.get("format") if isinstance(fields, dict) else None
    number = int(told) if isinstance(told, str) and told.isdecimal() and len(told) < 6 else 1
    if number > NEWEST_FORMAT:
        raise UserError("newer-format", value=number, newest=NEWEST_FORMAT)
    return max(number, 1)


def _follow_national_plans(plan: Plan, tree: Tree) -> Files:
    """In the first format every national plan had to be answered; since then those alone that say so."""
    files = (readable_file(tree.files, each.path) for each in plan.plans.values() if each.level == "national")
    return {file.path: [field_edit(file, "follows", "follows: true\n")] for file in files if "follows" not in file.fields.data}


_STEPS: Mapping[int, Callable[[Plan, Tree], Files]] = {1: _follow_national_plans}
