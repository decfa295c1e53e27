"""Puts outputs in their places, all of them or none, and says what else lies there."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planverk.document.document import Document
from planverk.files import digest_of, is_file, is_folder, read_plain
from planverk.transaction import FileChange, replace_all
from planverk.version import __version__, tool_versions

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the plan that readers may take away: its name ("plan.pdf"), what it is called, its bytes, the format's name and media type."""

    name: str
    label: str
    data: bytes
    format: str
    media_type: str


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


def whole(data: bytes | Mapping[str, bytes]) -> bytes:
    """The bytes of an output that is one file. TypeError for a folder."""
    if not isinstance(data, bytes):
        raise TypeError("one file is expected here, not a folder")
    return data


def place_outputs(base: Path, folder: Path, changes: Iterable[FileChange]) -> None:
    """Makes the changes of an outputs' folder. It may lie in `base`, which then holds the journal; OSError where something cannot be written."""
    if folder.is_relative_to(base):
        replace_all(base, placed_below(base, folder, changes))
    else:
        replace_all(folder, changes)


def placed_below(base: Path, folder: Path, changes: Iterable[FileChange]) -> Iterator[FileChange]:
    """The changes of a folder, told from one above it."""
    above = folder.relative_to(base)
    for change in changes:
        yield FileChange((above / change.path).as_posix(), change.before, change.after, overwrites=change.overwrites)


def changes_of_outputs(folder: Path, outputs: Sequence[Output], manifest: Callable[[bytes], bytes], gone: Iterable[str] = ()) -> Iterator[FileChange]:
    """What replaces the outputs in a folder with their manifest, and takes away those named in `gone`. Links are replaced, and none is followed.

    `manifest` makes the new manifest from the bytes of the earlier one, b"" for none.
    """
    for output in outputs:
        yield FileChange(output.path, None, output.data, overwrites=True)
    for name in gone:
        if os.path.lexists(folder / name):
            yield FileChange(name, None, None, overwrites=True)
    yield FileChange(MANIFEST, None, manifest(read_plain(folder / MANIFEST) or b""), overwrites=True)


# --- what else lies there ---


def records_of(manifest: bytes) -> list[dict[str, Any]]:
    """The files that a manifest names, none where it cannot be read."""
    try:
        files = json.loads(manifest)["files"]
        return [record for record in files if isinstance(record["path"], str)]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []


def made_in(folder: Path) -> set[str]:
    """The files of outputs that earlier builds made in a folder, by the manifest that they left there; none where no build was put."""
    return {record["path"] for record in records_of(read_plain(folder / MANIFEST) or b"")}


def not_ours(folder: Path, names: Iterable[str]) -> Iterator[str]:
    """The files in the places of outputs that no earlier build made."""
    ours = made_in(folder)
    if os.path.lexists(folder / MANIFEST) and not ours:
        yield MANIFEST
    for name in names:
        for path in _files_at(folder / name):
            below = path.relative_to(folder).as_posix()
            if below not in ours or not is_file(path):
                yield below


def _files_at(place: Path) -> Iterator[Path]:
    """A file, or all below a folder; links are told as themselves."""
    if is_folder(place):
        yield from (path for path in sorted(place.rglob("*")) if not is_folder(path))
    elif os.path.lexists(place):
        yield place


# --- the manifest ----------------------------------------------------------------------------------------------------


def make_manifest(document: Document, outputs: Sequence[Output], earlier: bytes) -> bytes:
    """The manifest as JSON.

    Files of outputs that were not built now are kept from the earlier manifest, with the revision that they were built from.
    """
    built = {output.path for output in outputs}
    files = [record for record in records_of(earlier) if record["path"].split("/")[0] not in built]
    for output in outputs:
        files += [
            {"path": path, "sha256": digest_of(data), "bytes": len(data), "revision": document.revision} for path, data in output.files().items()
        ]
    manifest = {
        "title": document.title,
        "publisher": document.publisher,
        "status": document.status.key,
        "revision": document.revision,
        "version": document.version,
        "digest": document.provenance.digest,
        "built": document.created.isoformat(),
        "tools": {"planverk": __version__} | tool_versions(),
        "files": sorted(files, key=lambda record: str(record["path"])),
    }
    return (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()
