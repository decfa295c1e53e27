"""Keeps what is dear to make, by content, so that an unchanged figure costs nothing the second time.

Whoever can write in the folder can put anything into the outputs, so it is the user's own and none that comes with a plan.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

_DIGEST = 32
MOST_KEPT = 1_000


def kept(folder: Path | None, key: str, make: Callable[[], bytes]) -> bytes:
    """What is stored in `folder` under `key` (a hash of everything the result depends on), else what `make` gives, which is then stored.

    A stored file that is damaged counts as none, and so does a folder that can't be read or written. None keeps nothing.
    """
    if folder is None:
        return make()
    stored = _read(folder / key, key)
    if stored is not None:
        return stored
    made = make()
    with contextlib.suppress(OSError):
        _write(folder / key, _seal(key, made) + made)
        _forget_old(folder)
    return made


def _seal(key: str, content: bytes) -> bytes:
    return sha256(key.encode() + b"\n" + content).digest()


def _read(path: Path, key: str) -> bytes | None:
    try:
        stored = path.read_bytes()
    except OSError:
        return None
    seal, content = stored[:_DIGEST], stored[_DIGEST:]
    return content if seal == _seal(key, content) else None


def _write(path: Path, content: bytes) -> None:
    """Writes beside the place and moves in, so that a reader sees the whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _forget_old(folder: Path) -> None:
    """Keeps the newest MOST_KEPT files."""
    stored = [path for path in folder.iterdir() if not path.name.startswith(".")]
    if len(stored) > MOST_KEPT:
        for path in sorted(stored, key=lambda path: path.stat().st_mtime_ns)[: len(stored) - MOST_KEPT]:
            path.unlink(missing_ok=True)
