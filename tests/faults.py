"""Ends or fails a piece of work at one of its file and Git operations, as a kill, a full disk or a lost right would."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from planverk.reading import git

PRIMITIVES = ("replace", "rename", "link", "unlink", "mkdir", "rmdir", "fsync", "write", "chmod")
FAULTS = (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO)
KILLED = 137

Fault = Callable[[], None]


def kill() -> None:
    """Ends the process as a kill does: nothing is tidied, nothing is written that waits."""
    os._exit(KILLED)


def refuse(number: int) -> Fault:
    """What the system answers where it does not do a thing."""

    def fault() -> None:
        raise OSError(number, os.strerror(number))

    return fault


@contextmanager
def fault_at(point: int, fault: Fault, last: int | None = None, only: str = "") -> Iterator[list[str]]:
    """Has the operation of a number fail, or all up to `last`, and gives the names of those that were begun; with `only` those of one name count.
    Writes to the terminal do not."""
    seen: list[str] = []

    def counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def operation(*arguments: Any, **named: Any) -> Any:
            if (
                only not in ("", name)
                or (name == "write" and arguments[0] in (1, 2))
                or (name == "open" and not arguments[1] & (os.O_CREAT | os.O_RDWR))
            ):
                return real(*arguments, **named)
            seen.append(name)
            if point <= len(seen) <= (last or point):
                fault()
            return None if name == "fsync" else real(*arguments, **named)  # which costs most, and shows only after a power cut

        return operation

    with pytest.MonkeyPatch.context() as patch:
        for name in (*PRIMITIVES, "open"):
            patch.setattr(os, name, counted(name, getattr(os, name)))
        patch.setattr(git, "_run", counted("git", git._run))
        yield seen


def in_child(work: Callable[[], int], output: Path) -> int:
    """The exit code of a piece of work in a process of its own, which has all that is loaded here; what it prints goes to a file."""
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, 1)
        os.dup2(file, 2)
        sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))
        code = work()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    except BaseException:
        import traceback

        os.write(2, traceback.format_exc().encode())
        os._exit(99)
