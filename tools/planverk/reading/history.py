"""The revisions that changed the plan, from Git's log."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from planverk.places import SETTINGS_FILE
from planverk.reading.git import GitError, Revision, run_git

MOST_COMMITS = 50
LONGEST_SUBJECT = 200


class Commit(NamedTuple):
    """A commit: its id, its time in UTC, the first line of its message."""

    id: str
    when: datetime
    subject: str


def history_of(root: Path, revision: Revision | None) -> tuple[Commit, ...]:
    """The last MOST_COMMITS commits up to a revision that changed plan/ or planverk.toml, the newest first; none outside Git.

    A clone that holds a part of the history gives that part.
    """
    if revision is None:
        return ()
    asked = ("log", f"--max-count={MOST_COMMITS}", "--no-show-signature", "--no-color", "-z", "--format=%H%x00%ct%x00%s", revision.id)
    try:
        told = run_git(root, "--literal-pathspecs", *asked, "--", "plan", SETTINGS_FILE)
    except GitError:
        return ()
    fields = told.decode("utf-8", "replace").split("\0")
    rows = zip(*(iter(fields),) * 3, strict=False)
    return tuple(commit for commit in (_commit(*row) for row in rows) if commit)


def _commit(name: str, when: str, subject: str) -> Commit | None:
    try:
        time = datetime.fromtimestamp(int(when), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    shown = "".join(character if character.isprintable() else " " for character in subject)[:LONGEST_SUBJECT].strip()
    return Commit(name, time, shown or name[:8])
