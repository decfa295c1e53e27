"""The journal of a command that writes several files: where it is kept, who has it, and what it tells.

It lies in Git's own folder, which no clone brings with it, and outside Git in the folder that is written to, hidden. Whoever writes holds a lock on
it, and the system frees that when a process ends, however it ends: a journal without a lock is that of a command that was stopped.
"""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from planverk.files import NO_LINK, read_plain, sync_folder

NAME, FOLDER, SUFFIX = ".planverk-journal", "planverk", ".journal"
LARGEST = 50_000_000
MOST_TRIES = 100
"""Times that a journal may be gone again as soon as it is opened: each command that ends takes its own away. A disk that never tells would have us
try for ever."""

OPEN, DONE = b"open\n", b"done\n"
_BEYOND = 1 << 30
"""Where Windows locks a byte: what is locked there cannot be read either."""


class Journal:
    """A journal that this process has, and nobody else."""

    def __init__(self, path: Path, handle: int) -> None:
        self.path, self._handle = path, handle

    def write(self, facts: Mapping[str, Any]) -> None:
        """Tells what is about to be done; it is on the disk afterwards."""
        os.ftruncate(self._handle, 0)
        os.lseek(self._handle, 0, os.SEEK_SET)
        data = OPEN + json.dumps(facts).encode()
        while data:
            data = data[os.write(self._handle, data) :]
        os.fsync(self._handle)
        sync_folder(self.path.parent)

    def mark(self, state: bytes) -> None:
        """Tells that all is done but for tidying, or that it is not, without need of more room on the disk."""
        os.lseek(self._handle, 0, os.SEEK_SET)
        os.write(self._handle, state)
        os.fsync(self._handle)

    def read(self) -> tuple[bool, Any]:
        """Whether all was done, and what was told; None where nothing was told to its end, so that nothing was begun."""
        os.lseek(self._handle, 0, os.SEEK_SET)
        data = b""
        while len(data) <= LARGEST and (more := os.read(self._handle, 1 << 20)):
            data += more
        try:
            return data.startswith(DONE), json.loads(data[len(DONE) :])
        except (ValueError, RecursionError):
            return False, None

    def release(self, over: bool) -> None:
        """Lets others have it; one that is `over` goes. Where it cannot be taken away, the next command does that."""
        if os.name == "nt":  # pragma: no cover
            os.close(self._handle)
        with suppress(OSError):
            if over:
                self.path.unlink()
        if os.name != "nt":
            os.close(self._handle)


def journal_of(base: Path) -> tuple[Path, Path, str]:
    """The place of the journal for what is written below a folder, the top folder that it is told of, and what leads from there to the folder."""
    held = _held_by_git(base)
    if held is None:
        return base / NAME, base, ""
    folder, top = held
    name = base.relative_to(top).as_posix()
    return folder / (sha256(os.fsencode(name)).hexdigest()[:16] + SUFFIX), top, "" if name == "." else name


def pending(start: Path) -> Iterator[tuple[Path, Path]]:
    """The journals that concern a folder, each with the folder that it is told of: all of its repository, or outside Git its own."""
    held = _held_by_git(start)
    if held is None:
        found = [start / NAME] if os.path.lexists(start / NAME) else []
        top = start
    else:
        folder, top = held
        found = sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []
    yield from ((path, top) for path in found)


def _held_by_git(base: Path) -> tuple[Path, Path] | None:
    """Our folder in that of Git, and the top of the work tree; None outside Git."""
    for top in (base, *base.parents):
        with suppress(OSError, ValueError):
            git = top / ".git"
            told = read_plain(git) or b""  # of a work tree that is not the first: "gitdir: PLACE"
            if told.startswith(b"gitdir: "):
                git = top / os.fsdecode(told[8:4096].strip())
            if (git / "HEAD").is_file():
                return git / FOLDER, top
    return None


def take(path: Path) -> Journal:
    """The journal at a place, made where there is none; waits for a command that has it. OSError where it cannot be had."""
    for _ in range(MOST_TRIES):
        if (journal := _opened(path, os.O_CREAT, wait=True)) is not None:
            return journal
    raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT), str(path))


def take_left(path: Path) -> Journal | None:
    """The journal that a stopped command left at a place; None where there is none, or the command is still running."""
    with suppress(FileNotFoundError):
        return _opened(path, 0, wait=False)
    return None


def _opened(path: Path, more: int, wait: bool) -> Journal | None:
    """None where somebody else has it, or took it away before it was ours."""
    handle = os.open(path, os.O_RDWR | more | NO_LINK, 0o600)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or (hasattr(os, "geteuid") and status.st_uid != os.geteuid()):
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), str(path))
        if _locked(handle, wait) and _is_at(path, status):
            return Journal(path, handle)
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _is_at(path: Path, status: os.stat_result) -> bool:
    try:
        return os.path.samestat(os.lstat(path), status)
    except OSError:
        return False


def _locked(handle: int, wait: bool) -> bool:
    """True with the lock, and on file systems that know none."""
    try:
        if os.name == "nt":  # pragma: no cover
            import msvcrt

            os.lseek(handle, _BEYOND, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError as error:
        return error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
    return True
