"""Puts outputs in their places, each whole or not at all.

A file is replaced in one step. A folder takes two renames, and the first thing that happens next time is to mend what a kill between them left: the
earlier folder gets its name back. A lock keeps two builds apart; the system frees it when a process ends, however it ends.

A repository from elsewhere may have files in the outputs' folder already. No link among them is followed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

MANIFEST = "manifest.json"
_FRESH, _EARLIER, _LOCK = ".planverk-fresh", ".planverk-earlier", ".planverk-lock"


@dataclass(frozen=True, slots=True)
class Output:
    """A file (bytes) or a folder of files (path → bytes) below the outputs' folder."""

    path: str
    data: bytes | Mapping[str, bytes]

    def files(self) -> dict[str, bytes]:
        """Every file by its path below the outputs' folder."""
        if isinstance(self.data, bytes):
            return {self.path: self.data}
        return {f"{self.path}/{name}": data for name, data in sorted(self.data.items())}


def place_outputs(folder: Path, outputs: Sequence[Output], manifest: Callable[[bytes], bytes]) -> None:
    """Replaces the outputs in the folder. OSError where it can't write.

    `manifest` makes the new manifest from the bytes of the earlier one, b"" for none.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _without_links(folder)
    with _locked(folder):
        repair(folder)
        fresh = folder / _FRESH
        for output in outputs:
            _write(fresh, output)
        for output in outputs:
            _replace(fresh / output.path, folder / output.path, folder / _EARLIER)
        earlier = (folder / MANIFEST).read_bytes() if (folder / MANIFEST).is_file() and not (folder / MANIFEST).is_symlink() else b""
        _write(fresh, Output(MANIFEST, manifest(earlier)))
        _replace(fresh / MANIFEST, folder / MANIFEST, folder / _EARLIER)
        shutil.rmtree(fresh)


def repair(folder: Path) -> None:
    """Ends what a killed build began: an earlier folder without a successor gets its name back, leftovers go."""
    _without_links(folder)
    earlier = folder / _EARLIER
    if earlier.is_dir():
        for kept in earlier.iterdir():
            if not (folder / kept.name).exists():
                kept.rename(folder / kept.name)
        shutil.rmtree(earlier)
    if (folder / _FRESH).exists():
        shutil.rmtree(folder / _FRESH)


def _without_links(folder: Path) -> None:
    """Takes away links that have the names of our own; we make none, and what they lead to is not ours to move or remove."""
    for name in (_FRESH, _EARLIER, _LOCK):
        if (folder / name).is_symlink():
            (folder / name).unlink()


def _write(fresh: Path, output: Output) -> None:
    for name, data in output.files().items():
        parts = PurePosixPath(name).parts
        if name.startswith("/") or ".." in parts:
            raise ValueError(f"an output may not leave its folder: {name}")
        path = fresh.joinpath(*parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _replace(new: Path, place: Path, earlier: Path) -> None:
    if new.is_file() and not place.is_dir():
        new.replace(place)
        return
    if os.path.lexists(place):
        earlier.mkdir(exist_ok=True)
        place.rename(earlier / place.name)
    new.rename(place)
    if earlier.exists():
        shutil.rmtree(earlier)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / _LOCK).open("a+b") as file:
        if os.name == "nt":  # pragma: no cover
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield
