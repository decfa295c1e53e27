"""Which plans there are: folders with a plan, folders of such folders, or a file that lists them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from planverk.errors import UserError
from planverk.files import is_folder, read_plain
from planverk.ids import proper_id
from planverk.paths import PLAN_FILE

MOST_PLANS = 50_000
LARGEST_LIST = 10_000_000
"""Bytes of a file that lists folders."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A plan's folder: the key that names the plan in the set and on the site, how it is shown, and where it is."""

    key: str
    shown: str
    place: Path


def plan_folders(places: Sequence[str]) -> tuple[Folder, ...]:
    """The folders of the plans, by key; each once. A place is a folder with a plan, a folder of folders with plans, or a file that lists either, one
    a line, told from the folder that the file is in.

    No link is followed, and no line of a file leads out of its folder. UserError where a place holds no plan, and where a line cannot be meant.
    """
    found = {os.path.realpath(path): (shown, path) for place in places for shown, path in _plans_at(place)}
    if len(found) > MOST_PLANS:
        raise UserError("portfolio-too-many", most=MOST_PLANS)
    if not found:
        raise UserError("portfolio-no-rows")
    return tuple(_with_keys(sorted(found.values())))


def _with_keys(found: Sequence[tuple[str, Path]]) -> Iterator[Folder]:
    """A key is the folder's name as an id, with that of the folder above before it where several are called the same, and a number where even that
    does not tell them apart."""
    ways = [path.resolve() for _, path in found]
    names = Counter(proper_id(way.name) for way in ways)
    taken: Counter[str] = Counter()
    for (shown, path), way in zip(found, ways, strict=True):
        key = proper_id(way.name) if names[proper_id(way.name)] == 1 else proper_id(f"{way.parent.name}-{way.name}")
        while taken[key]:
            taken[key] += 1
            key = f"{key}-{taken[key]}"
        taken[key] += 1
        yield Folder(key, shown, path)


def _plans_at(place: str) -> Iterator[tuple[str, Path]]:
    path = Path(place)
    if path.is_dir():
        yield from _plans_in(place, path)
        return
    data = read_plain(path) if path.is_file() and path.stat().st_size <= LARGEST_LIST else None
    if data is None:
        raise UserError("portfolio-no-place", place=place)
    try:
        lines = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise UserError("portfolio-list-unread", path=place) from None
    for number, line in enumerate(lines, 1):
        yield from _plans_on(path, line.rstrip("\r"), number)


def _plans_on(listing: Path, line: str, number: int) -> Iterator[tuple[str, Path]]:
    """The plans that a line of a list names; none where it is blank or begins with #."""
    told = line.strip()
    if not told or told.startswith("#"):
        return
    facts = {"path": str(listing), "line": number, "told": told[:200]}
    if not told.isprintable():
        raise UserError("portfolio-line-signs", **facts)
    parts = told.replace("\\", "/").rstrip("/").split("/")
    if any(part in ("", "..") or ":" in part for part in parts):
        raise UserError("portfolio-line-outside", **facts)
    here = listing.parent
    for part in parts:
        here = here / part
        if here.is_symlink():
            raise UserError("portfolio-line-outside", **facts)
    if not here.is_dir():
        raise UserError("portfolio-line-nowhere", **facts)
    yield from _plans_in(told, here)


def _plans_in(shown: str, folder: Path) -> Iterator[tuple[str, Path]]:
    """The folder where it holds a plan, else the folders in it that do; a link is none of them."""
    if _holds_plan(folder):
        yield shown, folder
        return
    below = sorted(entry.name for entry in os.scandir(folder) if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."))
    found = [(f"{shown.rstrip('/')}/{name}", folder / name) for name in below if _holds_plan(folder / name)]
    if not found:
        raise UserError("portfolio-no-plans", folder=shown)
    yield from found


def _holds_plan(folder: Path) -> bool:
    """True also where the plan's first file is missing or is a link: that is for the check to say."""
    return is_folder(folder / PLAN_FILE.partition("/")[0])
