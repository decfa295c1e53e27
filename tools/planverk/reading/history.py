"""How a plan became what it is, from Git's log: the revisions that changed it, and the steps of the first-parent history, also before the plan's
folder moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from planverk.errors import UserError
from planverk.paths import PLAN_FILE, SETTINGS_FILE
from planverk.reading.git import ABOUT_COMMIT, Revision, commit_time, find_revision, is_shallow, plans_in, prefix_in_repository, run_git

EPOCH = datetime.fromtimestamp(0, UTC)
MOST_COMMITS = 50
LONGEST_SUBJECT = 200
LONGEST_NAME = 100


class Commit(NamedTuple):
    """A commit: its id, its time in the committer's zone, the first line of its message."""

    id: str
    when: datetime
    subject: str


def folder_at(root: Path, revision: Revision) -> str:
    """The folder of the plan in a revision, relative to the top of the repository ("" is the top): where it is now, else in the only one that held
    a plan then."""
    here = prefix_in_repository(root)
    if run_git(root, "ls-tree", "--full-tree", revision.id, "--", f":(top,literal){here}{PLAN_FILE}"):
        return here.rstrip("/")
    folders = plans_in(root, revision)
    return folders[0] if len(folders) == 1 else here.rstrip("/")


def history_of(root: Path, revision: Revision | None) -> tuple[Commit, ...]:
    """The last MOST_COMMITS commits up to a revision that changed plan/ or planverk.toml, the newest first; none outside Git.

    A clone that holds a part of the history gives that part.
    """
    if revision is None:
        return ()
    found = []
    try:
        for name, when, subject in _logged(root, folder_at(root, revision), ("%H", "%cd", "%s"), f"--max-count={MOST_COMMITS}", revision.id):
            with suppress(ValueError):
                found.append(Commit(name, commit_time(when), _shown(subject, LONGEST_SUBJECT) or name[:8]))
    except UserError:
        return ()
    return tuple(found)


def commits_around(root: Path, *paths: str) -> tuple[str, ...]:
    """The ids of the newest commit, and of the last ones up to it that changed files of the plan, whatever folder it was in, each before its parents;
    none outside Git. Paths are relative to the folder of the plan."""
    asked = ("log", "--no-show-signature", "--no-color", f"--max-count={MOST_COMMITS}")
    try:
        newest = find_revision(root, "HEAD").id
        told = run_git(root, *asked, "--format=%H %P", newest, "--", *(f":(top,glob)**/{path}" for path in paths))
    except UserError:
        return ()
    return tuple(dict.fromkeys((newest, *told.decode("ascii", "replace").split())))


def _logged(root: Path, folder: str, fields: Sequence[str], *asked: str) -> Iterator[tuple[str, ...]]:
    """The fields of the commits that changed the plan in a folder, as Git's log has them."""
    command = ("log", "--no-show-signature", "--no-color", "-z", "--date=raw", f"--format={'%x00'.join(fields)}", *asked)
    above = f":(top,literal){folder}/" if folder else ":(top,literal)"
    told = run_git(root, *command, "--", f"{above}plan", above + SETTINGS_FILE).decode("utf-8", "replace").split("\0")
    return zip(*(iter(told),) * len(fields), strict=False)


def author_of(root: Path, revision: Revision) -> str:
    """The name of who wrote a commit, as Git has it, fit to be shown; "" where it has none, or an e-mail address in its place."""
    name = _shown(run_git(root, *ABOUT_COMMIT, "--format=%an", revision.id).decode("utf-8", "replace"), LONGEST_NAME)
    return "" if "@" in name else name


def _shown(text: str, most: int) -> str:
    return "".join(character if character.isprintable() else " " for character in text)[:most].strip()


@dataclass(frozen=True, slots=True)
class Step:
    """A commit that changed the plan: when, its subject and its author as Git has them, and the plan's folder in it, relative to the top of the
    repository."""

    revision: Revision
    subject: str
    author: str
    folder: str


@dataclass(frozen=True, slots=True)
class Steps:
    """Steps, the newest first; `more` where there are older ones than were asked for, `cut` where a clone does not hold the older ones."""

    steps: tuple[Step, ...]
    more: bool
    cut: bool


def steps_of(root: Path, start: str, most: int) -> Steps:
    """The last `most` steps up to a revision. UserError where the name means none.

    A merge is one step: all that it brought. Where the plan was in another folder before, and that was the only plan then, it is followed there.
    """
    revision = find_revision(root, start)
    folder: str | None = folder_at(root, revision)
    at: str | None = revision.id
    found: list[Step] = []
    while at and folder is not None and len(found) <= most:
        rows = list(_rows(root, at, folder, most + 1 - len(found)))
        found += [step for _, step in rows]
        parent = rows[-1][0] if rows else ""
        at, folder = (parent, _moved_from(root, parent, folder)) if parent else (None, None)
    return Steps(tuple(found[:most]), len(found) > most, is_shallow(root))


def _rows(root: Path, start: str, folder: str, most: int) -> Iterator[tuple[str, Step]]:
    """Parent and step of the commits that changed the plan in a folder."""
    rows = _logged(root, folder, ("%H", "%P", "%cd", "%an", "%s"), "--first-parent", f"--max-count={most}", start)
    for name, parents, when, author, subject in rows:
        moment = EPOCH
        with suppress(ValueError):
            moment = commit_time(when)
        step = Step(Revision(name, moment), _shown(subject, LONGEST_SUBJECT), _shown(author, LONGEST_SUBJECT), folder)
        yield parents.partition(" ")[0], step


def _moved_from(root: Path, commit: str, folder: str) -> str | None:
    """The folder that the plan came from, None where there was no plan, or several, or it has been here all the time."""
    try:
        folders = plans_in(root, Revision(commit, EPOCH))
    except UserError:  # a clone that ends here
        return None
    return folders[0] if len(folders) == 1 and folders[0] != folder else None
