"""What one run of the tests makes once, whichever worker needs it first: charts, cut fonts, and whole outputs of documents that many tests read."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from planverk.formats import build_cache

cached = build_cache.cached
"""As it is outside tests: without a folder nothing is kept."""

FOLDER = "PLANVERK_TESTS_SHARED"
"""The variable that tells workers, and whatever they start, where the folder is."""


def open_folder() -> TemporaryDirectory[str]:
    """The folder of a run, which goes with it."""
    folder = TemporaryDirectory(prefix="planverk-tests-")
    os.environ[FOLDER] = folder.name
    return folder


def folder() -> Path:
    return Path(os.environ[FOLDER])


def parts() -> Path:
    """Where charts and cut fonts are kept, for what is told where to keep them."""
    return folder() / "parts"


_refused: dict[str, BaseException] = {}


def once(key: str, make: Callable[[], bytes]) -> bytes:
    """What `make` gives the first time that anything in the run asks for the key; who asks meanwhile waits for it.

    What a fast run refuses is refused again without trying.
    """
    if key in _refused:
        raise _refused[key]
    path = folder() / key
    with (folder() / f"{key}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            try:
                path.write_bytes(make())
            except pytest.skip.Exception as refused:
                _refused[key] = refused
                raise
    return path.read_bytes()


def folder_once(key: str, fill: Callable[[Path], object]) -> Path:
    """A folder that `fill` fills the first time that anything in the run asks for the key; nobody may change it."""
    path = folder() / key

    def make() -> bytes:
        shutil.rmtree(path, ignore_errors=True)  # what is left where filling it failed
        path.mkdir()
        fill(path)
        return b""

    once(f"{key}.made", make)
    return path


def keep_what_is_dear() -> None:
    """From now on a build that was given no folder to keep charts and fonts in keeps them for the run. Their keys hold all that they depend on."""

    def for_the_run(given: Path | None, key: str, make: Callable[[], bytes]) -> bytes:
        return cached(given or parts(), key, make)

    setattr(build_cache, "cached", for_the_run)  # noqa: B010
