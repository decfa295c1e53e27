"""What commits did to files, as Git's log tells it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from planverk.reading.git import MOST_NAMES, run_git

_LISTED = ("log", "-m", "--raw", "--no-abbrev", "--no-renames", "--no-show-signature", "-z", "--format=%H")
"""A merge is listed once beside each parent that is followed: it may leave out what one of them holds."""


class Changed(NamedTuple):
    """A file that a commit changed: its path in the repository, and the objects before and after, "" for none."""

    path: str
    before: str
    after: str


def changed_files(root: Path, *asked: str) -> Iterator[tuple[str, list[Changed]]]:
    """Each commit that `git log` lists for what is asked, with the files that it changed; before the first commit a "" that changed none. UserError
    where Git can't tell."""
    parts = iter(run_git(root, *_LISTED, *asked, most=MOST_NAMES).decode("utf-8", "surrogateescape").split("\0"))
    commit, changed = "", list[Changed]()
    for part in parts:
        about = part.strip("\n")
        if about.startswith(":"):
            before, after = ("" if not blob.strip("0") else blob for blob in about.split()[2:4])
            changed.append(Changed(next(parts, ""), before, after))
        elif about:
            yield commit, changed
            commit, changed = about, []
    yield commit, changed
