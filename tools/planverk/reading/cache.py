"""Keeps what a check found, by what it was found in, so that checking the same files again costs little more than reading them.

It lives in the user's own cache folder, never in the repository. A key is a hash of all that a check depends on: the files, the date and
language, and the code that checks. A file there that is damaged, or of another key, is as good as none. PLANVERK_CACHE=off does without.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from planverk.bounded import bounded
from planverk.diagnostics import Diagnostic, Location, Position, Severity, Span
from planverk.files import keep_file, kept_file
from planverk.reading.tree import Tree

MOST_KEPT = 100


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the diagnostics, how many entries there were, the files outside plan/ that it read (path → hash, "" for none), and
    the rules that the plan was held to (name → severity)."""

    diagnostics: list[Diagnostic]
    entries: int
    extras: Mapping[str, str]
    rules: Mapping[str, str] = field(default_factory=dict)


def key_of(tree: Tree, *surroundings: str) -> str:
    """The key of a check of a tree; `surroundings` are the date, the language and whatever else the outcome depends on."""
    digest = hashlib.sha256()
    for part in (*_code(), *surroundings, repr(tree.findings), repr(sorted(tree.earlier.items()))):
        digest.update(part.encode("utf-8", "backslashreplace") + b"\0")
    for path, data in sorted(tree.files.items()):
        digest.update(f"{path}\0{len(data)}\0".encode("utf-8", "backslashreplace"))
        digest.update(data)
    return digest.hexdigest()


def recall(key: str, tree: Tree) -> Checked | None:
    """What is kept under a key, where the extra files that it depends on are still the same."""
    folder = cache_folder("check")
    try:
        record = json.loads(kept_file(folder / f"{key}.json") or b"null") if folder else None
        if record is None or record["key"] != key or any(_digest(tree.extra(path)) != seen for path, seen in record["extras"].items()):
            return None
        return Checked([_diagnostic(item) for item in record["diagnostics"]], record["entries"], record["extras"], record["rules"])
    except (ValueError, KeyError, TypeError):  # the code that kept it was another
        return None


def keep(key: str, checked: Checked) -> None:
    """Keeps the outcome of a check under its key, but for the fixes; where nothing can be written, nothing is kept."""
    folder = cache_folder("check")
    if folder is None:
        return
    diagnostics = [
        [item.rule, item.severity.value, item.location.path, *item.location.span.start, *item.location.span.end, item.message, *item.hints]
        for item in checked.diagnostics
    ]
    record = {"key": key, "entries": checked.entries, "extras": dict(checked.extras), "rules": dict(checked.rules), "diagnostics": diagnostics}
    try:
        keep_file(folder / f"{key}.json", json.dumps(record).encode(), MOST_KEPT)
    except OSError:
        return


@lru_cache(maxsize=32)
def remembered(function: Callable[[bytes], bytes], data: bytes) -> bytes:
    """What `bounded` gives, kept by the bytes and by all code that makes it, since it takes a second; what overran is tried again."""
    folder = cache_folder("tried")
    if folder is None:
        return bounded(function, data)
    recipe = "\0".join((*_code(), function.__qualname__, "")).encode("utf-8", "backslashreplace")
    place = folder / f"{hashlib.sha256(recipe + data).hexdigest()}.json"
    if (known := kept_file(place)) is not None:
        return known
    made = bounded(function, data)
    with suppress(OSError):
        keep_file(place, made, MOST_KEPT)
    return made


def digest_of_extras(tree: Tree, paths: Iterator[str] | tuple[str, ...]) -> dict[str, str]:
    """The hashes of files outside plan/, "" for one that is not there."""
    return {path: _digest(tree.extra(path)) for path in paths}


def _digest(data: bytes | None) -> str:
    return "" if data is None else hashlib.sha256(data).hexdigest()


def _diagnostic(item: list[Any]) -> Diagnostic:
    rule, severity, path, line, column, end_line, end_column, message, *hints = item
    span = Span(Position(line, column), Position(end_line, end_column))
    return Diagnostic(rule, Severity(severity), Location(path, span), message, tuple(hints))


@cache
def _code() -> tuple[str, ...]:
    """What tells one state of the checking code from another: Python, our own files, and when anything was installed beside us."""
    return tuple(_marks_of_code())


def _marks_of_code() -> Iterator[str]:
    yield sys.version
    ours = Path(__file__).resolve().parent.parent
    for folder in [ours, *sorted(Path(name) for name in sys.path if name.endswith("site-packages"))]:
        if folder.is_dir():
            yield f"{folder}\0{folder.stat().st_mtime_ns}"
    yield from sorted(_stamps(os.fspath(ours)))


def _stamps(folder: str) -> Iterator[str]:
    """Path, size and time of every file of ours below a folder."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith((".py", ".toml", ".md", ".txt")):
                status = entry.stat()
                yield f"{entry.path}\0{status.st_size}\0{status.st_mtime_ns}"
            elif entry.is_dir():
                yield from _stamps(entry.path)


def cache_folder(what: str) -> Path | None:
    """The folder for one sort of what we keep, in the user's own cache folder; None where there is none or it is switched off."""
    if os.environ.get("PLANVERK_CACHE") == "off":
        return None
    named = [os.environ.get(name, "") for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE")]
    folders = [Path(name) / (".cache" if place > 1 else "") for place, name in enumerate(named)]
    # A relative one would lie in the plan's folder; the XDG Base Directory Specification has it passed over.
    return next((folder / "planverk" / what for folder in folders if folder.is_absolute()), None)
