"""How long a preview takes from saving a file to serving the page that shows it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import Event, Thread

from planverk.app.watch import Builder
from planverk.serve.preview import Built, Preview

TIMEOUT = 60.0


@contextmanager
def saving_until_served(root: Path) -> Iterator[Callable[[], None]]:
    """A call that adds a word to the plan's first measure, in a copy, and returns when the preview serves it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(root / "plan", folder / "plan")
        shutil.copy(root / "planverk.toml", folder)
        served, numbers = Event(), count(1)
        measure = min((folder / "plan/measures").glob("*.md"))
        text = measure.read_text(encoding="utf-8")

        def tell(_: Built) -> None:
            served.set()

        def save() -> None:
            served.clear()
            measure.write_text(f"{text}\nOrd {next(numbers)}.\n", encoding="utf-8")
            if not served.wait(TIMEOUT):
                raise RuntimeError("the preview did not see the change")

        preview = Preview(Builder(folder, folder / "kept", None, lambda: datetime.now(UTC), _raise), 0)
        watching = Thread(target=preview.watch, args=(tell,))
        watching.start()
        try:
            yield save
        finally:
            preview.end()
            watching.join()


def _raise(error: BaseException) -> None:
    raise error
