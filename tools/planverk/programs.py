"""Finds the programs that planverk calls, where the system keeps programs and nowhere else."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_ENDINGS = (".exe", ".cmd") if sys.platform == "win32" else ("",)


def find_program(name: str, *never: Path) -> str | None:
    """The whole path of a program by PATH, None where there is none.

    Windows, and a PATH with an empty or relative part, would take one from the folder that the command is called in; a plan from elsewhere may hold
    one there. So a part that is not a whole path does not count, nor does one inside the current folder or the folders of `never`.
    """
    barred = [*map(Path.absolute, never), *_here()]
    for part in os.environ.get("PATH", os.defpath).split(os.pathsep):
        folder = Path(part)
        if not folder.is_absolute() or any(folder == each or each in folder.parents for each in barred if each != each.parent):
            continue
        for ending in _ENDINGS:
            place = folder / f"{name}{ending}"
            if _runs(place):
                return str(place)
    return None


def _here() -> list[Path]:
    try:
        return [Path.cwd()]
    except OSError:  # somebody has taken the folder away
        return []


def _runs(place: Path) -> bool:
    try:
        return place.is_file() and os.access(place, os.X_OK)
    except (OSError, ValueError):
        return False
