"""What Git means by its complaints, and what a name of a revision is that is none: keys of messages, with the facts that fill them."""

from __future__ import annotations

import re
from shlex import quote

_RANGE = re.compile(r"[^.\s/]\.{2,3}(?:[^.\s/]|\Z)|\A\.{2,3}[^.\s/]")
_INCOMPLETE = ("promisor remote", "unable to read tree", "not a tree object", "missing blob object", "missing tree object", "Could not read")
"""Parts of what Git says where an object is not here: in a clone made with a filter, or in a damaged repository."""

_TRUSTED = re.compile(r"detected dubious ownership in repository at '(?P<folder>.+)'")


def fault_in(complaints: str, otherwise: str) -> tuple[str, dict[str, str]]:
    """The message that tells what Git complains of: one of our own, else `git-failed` with all that Git said, or `otherwise` where it is silent."""
    lines = [line.strip() for line in complaints.strip().splitlines()]
    if any("not a git repository" in line for line in lines):
        return "not-in-git", {}
    owned = next(filter(None, map(_TRUSTED.search, lines)), None)
    if owned:
        return "git-other-owner", {"folder": owned["folder"], "quoted": quote(owned["folder"])}
    if any(sign in line for line in lines for sign in _INCOMPLETE):
        return "git-incomplete", {"detail": next(filter(None, (re.search(r"\b[0-9a-f]{40,64}\b", line) for line in lines)), [""])[0]}
    return "git-failed", {"detail": " ".join(filter(None, lines)) or otherwise}


def is_range(name: str) -> bool:
    """True for what Git reads as all commits from one to another, as `v1..v2`."""
    return bool(_RANGE.search(name))
