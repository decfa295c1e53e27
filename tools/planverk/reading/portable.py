"""Names that Windows cannot have: with one of them in it, the whole repository cannot be checked out there."""

from __future__ import annotations

from pathlib import PurePosixPath

from planverk.diagnostics import Finding, Hint, Location
from planverk.ids import is_device, is_id, proper_id
from planverk.model.kinds import KINDS, kind_of_file

LONGEST_PATH = 200
"""Characters of a path in the repository. Windows has 260 for all of it, and the folder that the repository lies in takes some."""

_SIGNS = frozenset('<>:"|?*\\')


def unportable(path: str, place: Location | None = None) -> Finding | None:
    """The finding that Windows cannot have a path, at `place` where another file names it; None for one that all systems can have."""
    for name in path.split("/"):
        if why := _why(name):
            return Finding("unportable-name", place or Location(path), {"name": name, "obstacle": why}, (_remedy(path, name),))
    if len(path) > LONGEST_PATH:
        return Finding("unportable-name", place or Location(path), {"name": path, "obstacle": "why-long-path"}, (Hint("shorten-name", {}),))
    return None


def _why(name: str) -> str:
    """The key of the reason for which no file or folder can have the name, "" where one can."""
    if is_device(name):
        return "why-device"
    if not _SIGNS.isdisjoint(name):
        return "why-sign"
    return "why-name-end" if name.endswith((".", " ")) else ""


def _remedy(path: str, name: str) -> Hint:
    """An entry is renamed with all that refers to it; what else there is gets another name."""
    kind, pure = kind_of_file(path), PurePosixPath(path)
    if kind in KINDS and is_id(pure.stem):
        return Hint("rename-entry", {"name": f"{kind.kind}:{pure.stem}", "new": proper_id(pure.stem)})
    stem, dot, suffix = name.strip(" .").rpartition(".")
    return Hint("rename-portable", {"name": f"{proper_id(stem)}{dot}{suffix}" if stem else proper_id(suffix)})
