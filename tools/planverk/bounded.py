"""Runs a function in a process of its own, with bounds on time and memory: once, or on many pieces of data, each with the bounds of its own.

For libraries that can be made to hang, to grow without end or to break down by bytes that nobody vouches for. The process sees no setting of the
user, begins in an empty folder, and ends with ours. Windows sets no bound on memory.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from subprocess import Popen

SECONDS = 20
"""Seconds of work of the processor that a function has; on the clock it has three times as many, since the machine may be busy."""

MEMORY = 2_000_000_000
"""Bytes of address space that the process has."""

LARGEST_ANSWER = 20_000_000

_START = "import sys; sys.path[:] = sys.argv[2:]; from planverk.bounded import answer; answer(sys.argv[1])"
_START_MANY = _START.replace("answer", "answer_each").replace("(sys.argv[1])", "(*sys.argv[1].split())")
_HEAD = 8
"""Bytes that tell how long a question or an answer of a Worker is."""
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

    with TemporaryDirectory(prefix="planverk-bounded-", ignore_cleanup_errors=True) as empty:
        command, around = _call(_START, function), _around(empty)
        try:
            done = subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=3 * SECONDS, cwd=empty, env=around)
        except subprocess.TimeoutExpired:
            raise Overrun from None
    if done.returncode:
        raise Overrun
    return done.stdout


def _call(start: str, function: Callable[[bytes], bytes], *more: str) -> list[str]:
    return [sys.executable, "-I", "-c", start, " ".join((f"{function.__module__}:{function.__qualname__}", *more)), *sys.path]


def _around(empty: str) -> dict[str, str]:
    kept = {key: os.environ[key] for key in _KEPT if key in os.environ}
    return kept | {"HOME": empty, "RAYON_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


# --- many pieces of data ---


def bounded_each(
    function: Callable[[bytes], bytes], data: Sequence[bytes], at_once: int | None = None, seconds: int | None = None
) -> Generator[tuple[int, bytes | None]]:
    """The place of each piece of data and what the function makes of it, in the order in which they are done; None where that is an Overrun, which
    hurts no other piece. Each has so many `seconds` of work, SECONDS where none are given. So many processes work at once, as many as the machine has
    cores where that is not given, and each goes from piece to piece: what a library takes to load is paid once."""
    from concurrent.futures import ThreadPoolExecutor, as_completed
    from queue import SimpleQueue
    from tempfile import TemporaryDirectory

    at_once = max(1, min(at_once or os.cpu_count() or 1, len(data)))
    free: SimpleQueue[Worker] = SimpleQueue()

    def ask(piece: bytes) -> bytes | None:
        worker = free.get()
        try:
            return worker.ask(piece)
        except Overrun:
            return None
        finally:
            free.put(worker)

    with TemporaryDirectory(prefix="planverk-bounded-", ignore_cleanup_errors=True) as empty:
        workers = [Worker(function, empty, seconds or SECONDS) for _ in range(at_once)]
        for worker in workers:
            free.put(worker)
        threads = ThreadPoolExecutor(at_once)
        try:
            places = {threads.submit(ask, piece): place for place, piece in enumerate(data)}
            for done in as_completed(list(places)):
                yield places.pop(done), done.result()
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            for worker in workers:
                worker.end()
            threads.shutdown()
            for worker in workers:
                worker.close()


class Worker:
    """A process of its own that answers one question after the other; another one takes its place where it broke down."""

    def __init__(self, function: Callable[[bytes], bytes], empty: str, seconds: int) -> None:
        self._function, self._empty, self._seconds = function, empty, seconds
        self._process: Popen[bytes] | None = None
        self._over = False

    def ask(self, data: bytes) -> bytes:
        """What the function makes of the bytes. Overrun as `bounded` has it."""
        from threading import Timer

        process = self._process = self._process or self._started()
        assert process.stdin and process.stdout
        watch = Timer(3 * self._seconds, _end, (process,))
        watch.daemon = True
        watch.start()
        try:
            process.stdin.write(len(data).to_bytes(_HEAD, "big") + data)
            process.stdin.flush()
            made = _read_answer(process.stdout)
        except (OSError, ValueError):
            made = None
        finally:
            watch.cancel()
        if made is None:
            self._take_away(process)
            raise Overrun
        return made

    def end(self) -> None:
        """Ends the process, whatever it does; it answers no more."""
        self._over = True
        if process := self._process:
            _end(process)

    def close(self) -> None:
        """Takes away what is left of the process, after the last question."""
        if process := self._process:
            self._take_away(process)

    def _started(self) -> Popen[bytes]:
        import subprocess

        if self._over:
            raise Overrun
        return subprocess.Popen(
            _call(_START_MANY, self._function, str(self._seconds)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._empty,
            env=_around(self._empty),
            start_new_session=True,
        )

    def _take_away(self, process: Popen[bytes]) -> None:
        _end(process)
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                if stream:
                    stream.close()
        self._process = None


def _read_answer(stream: IO[bytes]) -> bytes | None:
    """An answer with its length before it; None for what is none: a library may have printed something there."""
    head = stream.read(_HEAD)
    length = int.from_bytes(head, "big")
    if len(head) < _HEAD or length > LARGEST_ANSWER:
        return None
    made = stream.read(length)
    return made if len(made) == length else None


def _end(process: Popen[bytes]) -> None:
    """Ends a process with all that it has started; one that is gone already may have left its number to another."""
    if process.poll() is not None:
        return
    with suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            import signal

            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


# --- in the process of its own ---


def answer(name: str) -> None:
    """In the process of its own: sets the bounds, then reads the bytes from standard input and writes what the function makes of them."""
    _limit()
    made = _named(name)(sys.stdin.buffer.read())
    if len(made) > LARGEST_ANSWER:
        sys.exit(1)
    sys.stdout.buffer.write(made)


def answer_each(name: str, seconds: str) -> None:
    """The same for one piece of data after the other, each with its length before it, until no more come."""
    _limit(once=False)
    function, asked, told = _named(name), sys.stdin.buffer, sys.stdout.buffer
    while len(head := asked.read(_HEAD)) == _HEAD:
        _limit_piece(int(seconds))
        made = function(asked.read(int.from_bytes(head, "big")))
        if len(made) > LARGEST_ANSWER:
            sys.exit(1)
        told.write(len(made).to_bytes(_HEAD, "big") + made)
        told.flush()


def _named(name: str) -> Callable[[bytes], bytes]:
    from importlib import import_module

    module, _, function = name.partition(":")
    found: Callable[[bytes], bytes] = getattr(import_module(module), function)
    return found


def _limit(once: bool = True) -> None:
    """Sets the bounds of the process; that on time only where all that it does is one piece of work."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0), *(((resource.RLIMIT_CPU, SECONDS),) if once else ())):
        _, hard = resource.getrlimit(what)
        try:
            resource.setrlimit(what, (most, most) if hard == resource.RLIM_INFINITY else (min(most, hard), hard))
        except (ValueError, OSError):  # a system without this bound
            continue


def _limit_piece(seconds: int) -> None:
    """From now on so many seconds of work until the system ends the process: nobody has to wait for Python to look at a signal."""
    if sys.platform != "win32":
        import signal

        signal.setitimer(signal.ITIMER_PROF, seconds)
