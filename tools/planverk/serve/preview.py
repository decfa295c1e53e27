"""The preview of a plan in a folder: a server, and beside it the loop that builds what was changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread

from planverk.app.watch import Builder, Edition, State, settled, state_of
from planverk.serve.server import Current, Server, listen

REST = 0.05
"""Seconds between two looks at the files."""

TROUBLE = 0.05
"""Seconds that a look counts for where the machine could not read."""

BUSY_SHARE, IDLE_SHARE = 20, 250
"""A look at a large plan is followed by a rest of this many times what it took, so that looking costs a twentieth of one core at most while somebody
writes, and when nobody does less than a two-hundredth."""

WRITING = 60.0
"""Seconds after a change in which somebody is taken to be writing."""


@dataclass(frozen=True, slots=True)
class Built:
    """What the loop tells of: an edition, and the seconds from seeing the change to showing it."""

    edition: Edition
    seconds: float


class Preview:
    """A preview that listens and has built its first edition when it is made; `watch` goes on from there.

    OSError where no port can be had.
    """

    def __init__(self, builder: Builder, port: int) -> None:
        self._builder = builder
        self._current = Current(self._builder.latest)
        self.server: Server = listen(port, self._current, lambda: self._builder.language, self._builder.keep)
        self._ended = Event()
        self._state: State = {}
        self._changed = time.monotonic()
        self.first = self._build()

    def watch(self, tell: Callable[[Built], None]) -> None:
        """Answers and builds until `end` is called, or KeyboardInterrupt ends it."""
        thread = Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.1}, name="planverk-serve", daemon=True)
        thread.start()
        Thread(target=_warm_up, name="planverk-warm-up", daemon=True).start()
        try:
            while not self._ended.is_set():
                self._ended.wait(max(REST, self._look(tell)))
        finally:
            self._current.close()
            self.server.shutdown()
            thread.join()
            self.server.server_close()

    def end(self) -> None:
        """Ends `watch`, from another thread."""
        self._ended.set()

    def _look(self, tell: Callable[[Built], None]) -> float:
        """Builds where something has changed; the seconds to rest."""
        began = time.monotonic()
        state = self._seen()
        took = time.monotonic() - began
        if state != self._state:
            try:
                built = self._build(state)
            except OSError:  # the machine's trouble with a file may pass; the next look tries again
                self._state = {}
                return max(took, TROUBLE) * BUSY_SHARE
            tell(built)
            self._changed = time.monotonic()
        return took * (BUSY_SHARE if time.monotonic() - self._changed < WRITING else IDLE_SHARE)

    def _build(self, state: State | None = None) -> Built:
        """Builds what is there now. The state is taken before the files are read: what changes meanwhile is seen the next time."""
        began = time.monotonic()
        extras = self._builder.extras
        self._state = settled(self._seen, state) if state is not None else self._seen()
        edition = self._builder.build()
        if self._builder.extras != extras:
            self._state = self._seen() | self._state
        self._current.put(edition)
        return Built(edition, time.monotonic() - began)

    def _seen(self) -> State:
        return state_of(self._builder.root, self._builder.extras)


def _warm_up() -> None:
    """Loads what draws charts, which is slow to load, so that the first changed number of one is not slow to see."""
    from planverk.formats.charts import load_drawing

    load_drawing()
