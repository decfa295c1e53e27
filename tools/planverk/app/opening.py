"""Finds the plan that a folder is in, with nothing left half done in it, and reads its files; and what day it is."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from planverk.catalogue import PRESET, Nouns, preset_nouns
from planverk.errors import Note, Tell, UserError, silent
from planverk.journal import pending
from planverk.paths import PLAN_FILE, SETTINGS_FILE
from planverk.reading.tree import Tree, find_root, read_folder

if TYPE_CHECKING:
    from planverk.reading.git import Revision

_EPOCH = re.compile(r"[0-9]{1,11}", re.ASCII)
"""Seconds until the year 5138, which every calendar that is in use can tell."""


@dataclass(frozen=True)
class Opened:
    """The files of a plan, and the folder that they are in."""

    root: Path
    tree: Tree

    def nouns(self, language: str) -> Nouns:
        """What the plan calls its goals and measures in a language, which two of its files tell."""
        from planverk.reading.plan import read_plan

        heads = {path: self.tree.files[path] for path in (PLAN_FILE, SETTINGS_FILE) if path in self.tree.files}
        return read_plan(Tree(heads))[0].nouns(language)


def open_tree(folder: str, rev: str | None = None, tell: Tell = silent) -> Opened:
    """The files of the plan in or above a folder, as they are there or in a revision. UserError where there is no plan."""
    start, root = open_folder(folder, tell)
    if rev is not None:
        from planverk.reading.git import find_revision

        place = root or start.resolve()
        return Opened(place, tree_at(place, find_revision(place, rev), rev, tell))
    if root is None:
        raise UserError("no-plan", folder=folder)
    return Opened(root, read_folder(root))


def nouns_near(folder: str, language: str) -> Nouns:
    """What the plan in or above a folder calls its goals and measures; the usual nouns where there is none, or it has no words of its own."""
    root = find_root(Path(folder)) if Path(folder).is_dir() else None
    if root is None or not (root / SETTINGS_FILE).is_file():  # or a page of help would take as long as reading a plan
        return preset_nouns(PRESET, language)
    return Opened(root, read_folder(root)).nouns(language)


def open_root(folder: str, tell: Tell = silent) -> Path:
    """The folder of the plan that a folder is in. UserError where there is no plan."""
    root = open_folder(folder, tell)[1]
    if root is None:
        raise UserError("no-plan", folder=folder)
    return root


def open_folder(folder: str, tell: Tell = silent) -> tuple[Path, Path | None]:
    """A folder, with nothing half done in it, and the folder of its plan, None where there is none. UserError where there is
    no such folder."""
    start = Path(folder)
    if not start.is_dir():
        raise UserError("no-folder", folder=folder)
    root = find_root(start)
    for place in dict.fromkeys((start, root or start)):
        tidy_up(place, tell)
    return start, find_root(start)


def tree_at(root: Path, revision: Revision, name: str, tell: Tell = silent) -> Tree:
    """The files of the plan in a revision: in the folder that it is in now, else in the only one that held a plan then. UserError where none did, or
    more than one."""
    from planverk.reading.git import plans_in, read_revision

    tree = read_revision(root, revision)
    if PLAN_FILE in tree.files:
        return tree
    folders = plans_in(root, revision)
    if not folders:
        raise UserError("no-plan-then", revision=name)
    if len(folders) > 1:
        listed = ", ".join(f"«{folder}»" for folder in folders)
        raise UserError("plans-then", revision=name, folders=listed, example=f"{name}:{folders[0]}")
    tell(Note("plan-was-elsewhere" if folders[0] else "plan-was-at-top", revision=name, folder=folders[0]))
    return read_revision(root, revision, folders[0])


def parse_day(text: str) -> date:
    """A day given as YYYY-MM-DD. UserError where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError("bad-day", text=text) from None


def now() -> datetime:
    """The clock of this machine to the second, in its zone, or SOURCE_DATE_EPOCH where it is set, as reproducible builds want it
    (https://reproducible-builds.org/specs/source-date-epoch/). UserError where that is no moment."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC).astimezone().replace(microsecond=0)
    if not _EPOCH.fullmatch(epoch):
        raise UserError("bad-epoch", value=epoch[:80])
    return datetime.fromtimestamp(int(epoch), UTC)


def tidy_up(start: Path, tell: Tell) -> None:
    """Leaves nothing half done in the repository of a folder, or outside Git in the folder; says so where something was, in one line."""
    try:
        start = start.resolve()
        if not any(pending(start)):
            return
    except OSError:  # the folder that we are in may have been taken away; the command itself says what it needs
        return
    from planverk.authoring.commits import has_landed
    from planverk.transaction import recover

    try:
        found = recover(start, lambda also: has_landed(start, also))
    except UserError as error:  # of Git, which alone can tell whether what was begun has landed
        tell(Note("not-recovered", problem=error))
        return
    except OSError as error:
        tell(Note("not-recovered", problem=error))
        return
    for each in found:
        tell(Note("recovered-finished" if each.finished else "recovered-undone"))
        for path, earlier in each.left:
            tell(Note("recovered-left", path=path, earlier=earlier))
