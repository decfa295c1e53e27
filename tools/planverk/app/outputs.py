"""What is written to a place that somebody named: no file of a plan's own, nothing of Git, and nothing without a word."""

from __future__ import annotations

import os
from errno import ENOENT
from pathlib import Path

from planverk.errors import UserError
from planverk.files import CONFLICTS, is_file
from planverk.paths import PLAN_FILE, SETTINGS_FILE
from planverk.transaction import Unfinished


def is_among_sources(place: Path) -> bool:
    """True for a place inside the plan/ of a plan, for its settings, and for a place inside what is Git's own; links lead where they lead."""
    place = place.resolve()
    if any(part.lower() == ".git" for part in place.parts):
        return True
    if place.name == SETTINGS_FILE and (place.parent / PLAN_FILE).is_file():
        return True
    return any(is_same(here, here.parent / "plan") and (here / "plan.yaml").is_file() for here in (place, *place.parents))


def is_same(one: Path, other: Path) -> bool:
    """True for one folder, also with two names, as where the file system knows no capitals."""
    return one == other or (one.exists() and other.exists() and one.samefile(other))


def is_replaced(path: Path, shown: str | None = None) -> bool:
    """True where a file is replaced by one to be written. UserError for a folder, a device, a link, and a plan's own files."""
    name = str(path) if shown is None else shown
    if not path.name or (os.path.lexists(path) and not is_file(path)):
        raise UserError("not-plain", path=name)
    if is_among_sources(path):
        raise UserError("file-among-sources", path=name)
    if shown is not None and not path.parent.is_dir():
        raise OSError(ENOENT, os.strerror(ENOENT))
    return path.exists()


def unwritten(error: UserError | OSError, place: Path) -> UserError:
    """Why nothing could be written to a place."""
    if isinstance(error, UserError):
        return UserError("not-plain", path=error.facts["path"]) if error.key in CONFLICTS else error
    key = "unfinished" if isinstance(error, Unfinished) else "not-writable"
    return UserError(key, folder=place, problem=error.strerror or error)
