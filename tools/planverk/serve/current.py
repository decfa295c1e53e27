"""The edition that is shown now, and a way to wait for the next one."""

from __future__ import annotations

from threading import Condition

from planverk.app.edition import Edition


class Current:
    """Holds one edition; any number of threads may read it and wait for another."""

    def __init__(self, edition: Edition) -> None:
        self._edition, self._changed, self.closed = edition, Condition(), False

    @property
    def edition(self) -> Edition:
        """The newest edition."""
        return self._edition

    def put(self, edition: Edition) -> None:
        """Shows another edition from now on."""
        with self._changed:
            self._edition = edition
            self._changed.notify_all()

    def wait(self, number: int, seconds: float) -> Edition:
        """The first edition that is not the one of this number, or the same one where none came in time or the preview ended."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self._edition.number != number, seconds)
            return self._edition

    def close(self) -> None:
        """Lets everyone who waits go on: the preview ends."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()
