"""The revisions that changed the plan, from Git's log."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from planverk.errors import UserError
from planverk.paths import SETTINGS_FILE
from planverk.reading.git import ABOUT_COMMIT, Revision, commit_time, run_git

MOST_COMMITS = 50
LONGEST_SUBJECT = 200
LONGEST_NAME = 100


class Commit(NamedTuple):
    """A commit: its id, its time in the committer's zone, the first line of its message."""

    id: str
    when: datetime
    subject: str


def history_of(root: Path, revision: Revision | None) -> tuple[Commit, ...]:
    """The last MOST_COMMITS commits up to a revision that changed plan/ or planverk.toml, the newest first; none outside Git.

    A clone that holds a part of the history gives that part.
    """
    if revision is None:
        return ()
    asked = ("log", f"--max-count={MOST_COMMITS}", "--no-show-signature", "--no-color", "-z", "--date=raw", "--format=%H%x00%cd%x00%s", revision.id)
    try:
        told = run_git(root, "--literal-pathspecs", *asked, "--", "plan", SETTINGS_FILE)
    except UserError:
        return ()
    fields = told.decode("utf-8", "replace").split("\0")
    rows = zip(*(iter(fields),) * 3, strict=False)
    return tuple(commit for commit in (_commit(*row) for row in rows) if commit)


def author_of(root: Path, revision: Revision) -> str:
    """The name of who wrote a commit, as Git has it, fit to be shown; "" where it has none, or an e-mail address in its place."""
    name = _shown(run_git(root, *ABOUT_COMMIT, "--format=%an", revision.id).decode("utf-8", "replace"), LONGEST_NAME)
    return "" if "@" in name else name


def _commit(name: str, when: str, subject: str) -> Commit | None:
    try:
        time = commit_time(when)
    except ValueError:
        return None
    return Commit(name, time, _shown(subject, LONGEST_SUBJECT) or name[:8])


def _shown(text: str, most: int) -> str:
    return "".join(character if character.isprintable() else " " for character in text)[:most].strip()
