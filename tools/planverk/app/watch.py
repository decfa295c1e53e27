"""Tells when the files of a plan have changed, by looking at their times and sizes again and again.

docs/decisions/serve-looks.rst tells why not by asking the system for events.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from planverk.reading.tree import paths_of
from planverk.transaction import SIGNALS

State = dict[str, tuple[int, ...]]
"""Each file's path and what the system says of it: times, size and number."""

LOOKS_TO_SETTLE = 20
SETTLING = 0.015
"""Seconds between two looks at files that someone is writing."""


def state_of(root: Path, extras: Iterable[str] = ()) -> State:
    """The state of all that a plan is read from; `extras` are files outside plan/, such as a logo. What is not there is left out."""
    return dict(_seen(root, (*paths_of(root, []), *extras)))


def _seen(root: Path, paths: Iterable[str]) -> Iterable[tuple[str, tuple[int, ...]]]:
    for path in paths:
        try:
            status = (root / path).lstat()
        except (OSError, ValueError):
            continue
        yield path, (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


def settled(look: Callable[[], State], state: State) -> State:
    """The state when two looks in a row see the same, so that an editor that writes in several steps is waited for; at most LOOKS_TO_SETTLE looks."""
    for _ in range(LOOKS_TO_SETTLE):
        time.sleep(SETTLING)
        before, state = state, look()
        if before == state:
            break
    return state


@contextmanager
def until_asked_to_end(end: Callable[[], None]) -> Iterator[None]:
    """Calls `end` at Ctrl-C or when the system says to stop, so that the preview ends in good order whatever it is doing."""
    before = {number: signal.signal(number, lambda *_: end()) for number in SIGNALS if signal.getsignal(number) is not signal.SIG_IGN}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
