"""Keeps what is dear to make, by content, so that an unchanged figure costs nothing the second time.

Whoever can write in the folder can put anything into the outputs, so it is the user's own and none that comes with a plan.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path

from planverk.files import keep_file, kept_file

MOST_KEPT = 1_000


def cached(folder: Path | None, key: str, make: Callable[[], bytes]) -> bytes:
    """What is stored in `folder` under `key` (a hash of everything the result depends on), else what `make` gives, which is then stored.

    A stored file that is damaged counts as none, and so does a folder that can't be read or written. None keeps nothing.
    """
    if folder is None:
        return make()
    stored = kept_file(folder / key)
    if stored is not None:
        return stored
    made = make()
    with contextlib.suppress(OSError):
        keep_file(folder / key, made, MOST_KEPT)
    return made
