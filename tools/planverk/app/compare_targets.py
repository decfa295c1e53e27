"""Finds and reads what `planverk diff` compares: a revision in Git, a folder, or the folder as it is now."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import click

from planverk.app.opening import open_folder
from planverk.cli.messages import say
from planverk.errors import UserError
from planverk.model.plan import Plan
from planverk.paths import PLAN_FILE
from planverk.reading.git import Revision, find_revision, plans_in, read_revision
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree, read_folder


@dataclass(frozen=True)
class Side:
    """A plan to compare, what the caller calls it ("" for the folder as it is now), its files with the folder that they are read from, and its
    revision where it is one."""

    plan: Plan
    name: str
    root: Path
    tree: Tree
    revision: Revision | None = None


def read_side(folder: str, name: str | None) -> Side:
    """The plan that a name means, seen from a folder; None means the plan in or above it. UserError where the name means none."""
    start, root = open_folder(folder)
    if name is None:
        if root is None:
            raise UserError("no-plan", folder=folder)
        return _side(root, read_folder(root), "")
    if name.startswith((".", os.sep)) or Path(name).is_absolute():
        return _folder(name)
    place, commit = root or start.resolve(), name.partition(":")[0]
    try:
        revision = find_revision(place, commit)
    except UserError as error:
        if name and os.path.isdir(name):  # noqa: PTH112 (Path.is_dir raises for a name that is too long)
            return _folder(name)
        raise UserError("no-revision-or-folder", revision=name) if error.key == "no-revision" else error from None
    return _revision(place, name, revision)


def _folder(name: str) -> Side:
    if not os.path.isdir(name):  # noqa: PTH112
        raise UserError("no-folder", folder=name)
    if not (Path(name) / PLAN_FILE).is_file():
        raise UserError("no-plan-in", folder=name)
    root = Path(name).resolve()
    return _side(root, read_folder(root), name)


def _revision(root: Path, name: str, revision: Revision) -> Side:
    """The plan of `REV` in the folder that it is in now, else in the only one that it was in then; or of `REV:FOLDER`."""
    commit, colon, folder = name.partition(":")
    if colon:
        tree = read_revision(root, revision, folder.strip("/"))
        if PLAN_FILE not in tree.files:
            raise UserError("no-folder-then", revision=commit, folder=folder)
        return _side(root, tree, name, revision)
    tree = read_revision(root, revision)
    return _side(root, tree if PLAN_FILE in tree.files else _elsewhere(root, revision, name), name, revision)


def _elsewhere(root: Path, revision: Revision, name: str) -> Tree:
    folders = plans_in(root, revision)
    if not folders:
        raise UserError("no-plan-then", revision=name)
    if len(folders) > 1:
        listed = ", ".join(f"«{folder}»" for folder in folders)
        raise UserError("plans-then", revision=name, folders=listed, example=f"{name}:{folders[0]}")
    click.echo(say("plan-was-elsewhere" if folders[0] else "plan-was-at-top", revision=name, folder=folders[0]), err=True)
    return read_revision(root, revision, folders[0])


def _side(root: Path, tree: Tree, name: str, revision: Revision | None = None) -> Side:
    plan, findings = read_plan(tree)
    if findings:
        click.echo(say("faulty-side", revision=name or say("folder-now")), err=True)
    return Side(plan, name, root, tree, revision)
