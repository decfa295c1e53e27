"""Keeps generated files in a folder of the repository: which of them are not as they should be, and all or none of them written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


class Behind(Exception):
    """Nothing was written: `path` is a link, or no plain file or folder."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def stale(folder: Path, texts: Mapping[str, str]) -> list[str]:
    """The names whose file is not there, or holds another text. Line ends do not count: Git may have changed them."""
    return [name for name, text in texts.items() if _text(folder / name) != text]


def write_all(folder: Path, texts: Mapping[str, str]) -> list[str]:
    """Makes the files hold the texts, and gives the names of those that were changed.

    Behind, with nothing written, where a file or the folder is a link or something else than a plain one. OSError where something cannot be
    written: what was written already is taken back.
    """
    changed = stale(folder, texts)
    for place in (folder, *(folder / name for name in changed)):
        if place.is_symlink() or (place.exists() and place.is_dir() != (place == folder)):
            raise Behind(place.name)
    if changed:
        folder.mkdir(exist_ok=True)
        _replace({folder / name: texts[name].encode() for name in changed})
    return changed


def _text(path: Path) -> str | None:
    """A plain file's text, None where there is none."""
    if path.is_symlink() or not path.is_file():
        return None
    return path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")


def _replace(files: Mapping[Path, bytes]) -> None:
    earlier = {path: path.read_bytes() if path.exists() else None for path in files}
    fresh: dict[Path, Path] = {}
    moved: list[Path] = []
    try:
        for path, data in files.items():
            fresh[path] = _beside(path, data)
        for path, place in fresh.items():
            place.replace(path)
            moved.append(path)
    except BaseException:
        for path in moved:
            _put_back(path, earlier[path])
        raise
    finally:
        for place in fresh.values():
            place.unlink(missing_ok=True)


def _put_back(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
    else:
        _beside(path, data).replace(path)


def _beside(target: Path, data: bytes) -> Path:
    """A new hidden file in the folder of the target, readable as other files are."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)
