"""What Git's complaints are told as."""

from __future__ import annotations

import os
import re
from pathlib import Path
from shlex import quote

_INCOMPLETE = ("promisor remote", "unable to read tree", "not a tree object", "missing blob object", "missing tree object", "Could not read")
"""Parts of what Git says where an object is not here: in a clone made with a filter, or in a damaged repository."""

_TRUSTED = re.compile(r"detected dubious ownership in repository at '(?P<folder>.+)'")


def fault_in(complaints: str, otherwise: str) -> tuple[str, dict[str, str]]:
    """The message for what Git complains of: one of our own, else `git-failed` with all that Git said, or `otherwise` where it is silent."""
    lines = [line.strip() for line in complaints.strip().splitlines()]
    if any("not a git repository" in line for line in lines):
        return "not-in-git", {}
    owned = next(filter(None, map(_TRUSTED.search, lines)), None)
    if owned:
        return "git-other-owner", {"folder": owned["folder"], "quoted": quote(owned["folder"])}
    if any(sign in line for line in lines for sign in _INCOMPLETE):
        return "git-incomplete", {"detail": next(filter(None, (re.search(r"\b[0-9a-f]{40,64}\b", line) for line in lines)), [""])[0]}
    return "git-failed", {"detail": " ".join(filter(None, lines)) or otherwise}


def closed_repository(root: Path) -> Path | None:
    """The `.git` that stands where Git looks for one and finds none, since it may not be read or is damaged: Git says the same of both."""
    device = root.stat().st_dev
    places = (place for place in (root.resolve(), *root.resolve().parents) if place.stat().st_dev == device)
    return next((place / ".git" for place in places if os.path.lexists(place / ".git")), None)
