"""Finds and reads what is compared: a revision in Git, a folder, or the folder as it is now."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from planverk.app.opening import Opened, open_folder, tree_at
from planverk.errors import Note, Tell, UserError, silent
from planverk.model.plan import Plan
from planverk.paths import PLAN_FILE
from planverk.reading.git import Revision, find_revision, read_revision
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree, read_folder


@dataclass(frozen=True)
class PlanVersion:
    """A plan to compare, what the caller calls it ("" for the folder as it is now), its files with the folder that they are read from, and its
    revision where it is one."""

    plan: Plan
    name: str
    root: Path
    tree: Tree
    revision: Revision | None = None


def read_version(folder: str, name: str | None, tell: Tell = silent) -> PlanVersion:
    """The plan that a name means, seen from a folder; None means the plan in or above it. UserError where the name means none."""
    start, root = open_folder(folder, tell)
    if name is None:
        if root is None:
            raise UserError("no-plan", folder=folder)
        return _version(root, read_folder(root), "", tell)
    if name.startswith((".", os.sep)) or Path(name).is_absolute():
        return _folder(name, tell)
    place, commit = root or start.resolve(), name.partition(":")[0]
    try:
        revision = find_revision(place, commit)
    except UserError as error:
        if name and os.path.isdir(name):  # noqa: PTH112 (Path.is_dir raises for a name that is too long)
            return _folder(name, tell)
        raise UserError("no-revision-or-folder", revision=name) if error.key == "no-revision" else error from None
    return _revision(place, name, revision, tell)


def version_of(opened: Opened, name: str | None, tell: Tell = silent) -> PlanVersion:
    """A plan that is open already: at the revision of a name, or as its folder was."""
    return _version(opened.root, opened.tree, name or "", tell, find_revision(opened.root, name) if name else None)


def _folder(name: str, tell: Tell) -> PlanVersion:
    if not os.path.isdir(name):  # noqa: PTH112
        raise UserError("no-folder", folder=name)
    if not (Path(name) / PLAN_FILE).is_file():
        raise UserError("no-plan-in", folder=name)
    root = Path(name).resolve()
    return _version(root, read_folder(root), name, tell)


def _revision(root: Path, name: str, revision: Revision, tell: Tell) -> PlanVersion:
    """The plan of `REV` in the folder that it is in now, else in the only one that it was in then; or of `REV:FOLDER`."""
    commit, colon, folder = name.partition(":")
    if colon:
        tree = read_revision(root, revision, folder.strip("/"))
        if PLAN_FILE not in tree.files:
            raise UserError("no-folder-then", revision=commit, folder=folder)
        return _version(root, tree, name, tell, revision)
    return _version(root, tree_at(root, revision, name, tell), name, tell, revision)


def _version(root: Path, tree: Tree, name: str, tell: Tell, revision: Revision | None = None) -> PlanVersion:
    plan, findings = read_plan(tree)
    if findings:
        tell(Note("faulty-side", revision=name or Note("folder-now")))
    return PlanVersion(plan, name, root, tree, revision)
