"""Runs a function in a process of its own, with bounds on time and memory.

For libraries that can be made to hang, to grow without end or to break down by bytes that nobody vouches for. The process sees no setting of the
user, begins in an empty folder, and ends with ours. Windows sets no bound on memory.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

SECONDS = 20
"""Seconds of work of the processor that a function has; on the clock it has three times as many, since the machine may be busy."""

MEMORY = 2_000_000_000
"""Bytes of address space that the process has."""

LARGEST_ANSWER = 20_000_000

_START = "import sys; sys.path[:] = sys.argv[2:]; from planverk.bounded import answer; answer(sys.argv[1])"
_KEPT = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


class Overrun(Exception):
    """The function took too long or too much memory, or its process broke down."""


Runner = Callable[[Callable[[bytes], bytes], bytes], bytes]
"""`bounded`, or what looks first whether it knows the answer."""


def bounded(function: Callable[[bytes], bytes], data: bytes) -> bytes:
    """What a function, one with a name in a module of ours, makes of the bytes. Overrun where it does not come to an end within the bounds; whatever
    it raises is one too, so it has to answer for what it expects."""
    import subprocess  # here, as the next, since checks that need no process should not wait for them
    from tempfile import TemporaryDirectory

    name = f"{function.__module__}:{function.__qualname__}"
    with TemporaryDirectory(prefix="planverk-bounded-", ignore_cleanup_errors=True) as empty:
        command = [sys.executable, "-I", "-c", _START, name, *sys.path]
        around = {key: os.environ[key] for key in _KEPT if key in os.environ} | {"HOME": empty, "RAYON_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        try:
            done = subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=3 * SECONDS, cwd=empty, env=around)
        except subprocess.TimeoutExpired:
            raise Overrun from None
    if done.returncode:
        raise Overrun
    return done.stdout


def answer(name: str) -> None:
    """In the process of its own: sets the bounds, then reads the bytes from standard input and writes what the function makes of them."""
    from importlib import import_module

    _limit()
    module, _, function = name.partition(":")
    made = getattr(import_module(module), function)(sys.stdin.buffer.read())
    if len(made) > LARGEST_ANSWER:
        sys.exit(1)
    sys.stdout.buffer.write(made)


def _limit() -> None:
    if sys.platform == "win32":
        return
    import resource

    for what, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(what)
        try:
            resource.setrlimit(what, (most, most) if hard == resource.RLIM_INFINITY else (min(most, hard), hard))
        except (ValueError, OSError):  # a system without this bound
            continue
