"""A plan repository's files as bytes, from a folder. Nothing outside the repository is read, and no link is followed."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from planverk.diagnostics import Finding, Hint, Location
from planverk.paths import PLAN_FILE, SETTINGS_FILE
from planverk.source.text import LARGEST_FILE, too_large

MOST_FILES = 50_000
LARGEST_TREE = 200_000_000
"""Bytes of all files together; they are held in memory."""

NOT_PLAIN = errno.ENXIO
"""What the system says of opening a socket, and what we say of folders, pipes and devices."""

LONGEST_PATH = 1_000
"""Characters of the path of a file that the settings name; no system takes many more."""

LARGEST_EXTRA = 5_000_000
"""Bytes of a logo or a font."""


@dataclass(frozen=True)
class Tree:
    """The files of plan/ and planverk.toml by path, what was wrong in reading them, and how to read another file of the repository.

    `extra(path)` gives a file's bytes, or None where it is not there, is no plain file or is larger than LARGEST_EXTRA. `earlier` has the ids that
    the history gives to entries under other names: path → ids, the oldest first.
    """

    files: dict[str, bytes]
    findings: list[Finding] = field(default_factory=list)
    extra: Callable[[str], bytes | None] = lambda path: None
    earlier: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def find_root(start: Path) -> Path | None:
    """The nearest folder from `start` upwards that holds plan/plan.yaml, None where there is none."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / PLAN_FILE).is_file()), None)


def read_folder(root: Path) -> Tree:
    """The tree of a folder."""
    tree, size, top = Tree({}, extra=lambda path: _extra(root, path)), 0, os.fspath(root)
    for path in paths_of(root, tree.findings):
        if len(tree.files) >= MOST_FILES:
            tree.findings.append(too_many())
            break
        _read_into(tree, top, path)
        size += len(tree.files.get(path, b""))
        if size > LARGEST_TREE:
            tree.findings.append(too_large("plan", size, LARGEST_TREE))
            break
    return tree


def too_many() -> Finding:
    """The finding that a plan has more than MOST_FILES files."""
    return Finding("too-many-files", Location("plan"), {"limit": str(MOST_FILES)}, (Hint("unexpected-elsewhere", {}),))


def unreadable(path: str, why: str) -> Finding:
    """The finding that a file or folder cannot be opened; `why` is the key of the reason's words."""
    return Finding("unreadable-file", Location(path), {"obstacle": why}, (Hint(f"mend-{why}", {}),))


def is_ignored(name: str) -> bool:
    """True for the files that editors and operating systems leave behind, and take away again: nothing in them is anybody's own text. The lock of a
    Word file that is open (`~$x.docx`) is one; the Word file itself has a finding.
    """
    left = name.startswith((".", "~$")) or name.endswith(("~", ".swp", ".swo", ".bak")) or (name[:1] == name[-1:] == "#")
    return left or name.lower() in ("thumbs.db", "desktop.ini", "icon\r")


def paths_of(root: Path, findings: list[Finding]) -> Iterator[str]:
    """The paths of planverk.toml and of all files below plan/ that are read; links among the folders and what cannot be opened go to `findings`."""
    top = os.fspath(root)  # plain texts here and below: a path's own class costs more than reading a small file
    if os.path.lexists(os.path.join(top, SETTINGS_FILE)):
        yield SETTINGS_FILE
    pending = ["plan"]
    while pending:
        folder = pending.pop()
        here = os.path.join(top, folder)
        if _is_link(here):
            findings.append(_link(here, folder))
            continue
        try:
            with os.scandir(here) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            findings.append(unreadable(shown(folder), _why(error)))
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}"
            if is_ignored(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                pending.append(path)
            else:
                yield path


def _read_into(tree: Tree, top: str, path: str) -> None:
    """Adds a file to the tree; one with a finding is added empty, since entries may refer to it."""
    if not path.isprintable():
        tree.findings.append(Finding("unexpected-file", Location(shown(path)), {}, (Hint("unexpected-name", {}),)))
        return
    tree.files[path] = b""
    place = os.path.join(top, path)
    if _is_link(place):
        tree.findings.append(_link(place, path))
        return
    try:
        data, size = _bytes_of(place, LARGEST_FILE)
    except OSError as error:
        tree.findings.append(unreadable(path, _why(error)))
        return
    if data is None:
        tree.findings.append(too_large(path, size))
    else:
        tree.files[path] = data


def shown(name: str) -> str:
    """A name from the file system as messages have it: what cannot be printed as escapes."""
    safe = name.encode("utf-8", "backslashreplace").decode()
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in safe)


def outside_link(path: str, target: str) -> Finding:
    """The finding that a file is a link, which is not followed wherever it leads."""
    return Finding("outside-link", Location(shown(path)), {"target": shown(target[:200])}, (Hint("put-file-inside", {}),))


def _link(place: str, path: str) -> Finding:
    return outside_link(path, os.readlink(place))


def _why(error: OSError) -> str:
    """The key of the reason's words."""
    reasons = {errno.EACCES: "why-not-allowed", errno.EPERM: "why-not-allowed", errno.ENOENT: "why-not-there", NOT_PLAIN: "why-not-plain"}
    return reasons.get(error.errno or 0, "why-system")


def _bytes_of(path: str, largest: int) -> tuple[bytes | None, int]:
    """A plain file's bytes and size; no bytes where it is larger than allowed. OSError where it is no plain file."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(NOT_PLAIN, "not a plain file")
        if status.st_size > largest:
            return None, status.st_size
        return file.read(largest + 1), status.st_size


def _extra(root: Path, path: str) -> bytes | None:
    """A file outside plan/; every folder on the way must be a real folder of the repository, and no name be longer than the file system takes."""
    if len(path) > LONGEST_PATH:
        return None
    here = os.fspath(root)
    for part in path.split("/"):
        here = os.path.join(here, part)
        if _is_link(here):
            return None
    try:
        return _bytes_of(here, LARGEST_EXTRA)[0]
    except (OSError, ValueError):
        return None


def _is_link(path: str) -> bool:
    """True for a link; what cannot be looked at is none, and cannot be opened either."""
    try:
        return os.path.islink(path)
    except ValueError:  # of a name that no system takes
        return False
