"""Reads from a published file what it says of where it came from. The file may be anything: sizes are bounded, and nothing in it is followed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from io import BytesIO
from itertools import islice
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from planverk.bounded import Overrun, bounded
from planverk.errors import UserError
from planverk.formats.read_back import LARGEST_PART, ZIP_FAULTS
from planverk.formats.registry import FORMATS, format_of
from planverk.model.provenance import Provenance

LARGEST_FILE = 300_000_000
MOST_FILES = 50_000


@dataclass(frozen=True, slots=True)
class Published:
    """What was published: its kind (the name of a format that is one file, else page, site or bundle), the bytes by path ("" for a file alone), and
    what it says it was made from.

    `data` are the bytes of a file as it was read, b"" of a folder.
    """

    kind: str
    files: Mapping[str, bytes]
    provenance: Provenance
    data: bytes = b""


def read_published(path: Path) -> Published:
    """A file, or the folder of a site. UserError where it is neither, is too large, or says nothing that planverk would."""
    if path.is_dir():
        if not (path / "index.html").is_file() or (path / "index.html").is_symlink():
            raise UserError("published-no-site")
        files = dict(_files(path))
        return Published("site", files, _told(_facts("page", files["index.html"])))
    data = _bytes(path)
    if data.startswith(b"PK") and (held := _package(data)) is not None:
        return Published("bundle", held, _told(_in_metadata(held)), data)
    found = format_of(data)
    kind = found.name if found and found.suffix else "page"
    return Published(kind, {"": data}, _told(_facts(kind, data)), data)


def docx_provenance(data: bytes) -> Provenance:
    """What a Word file says of where it came from. UserError as for `read_published`."""
    return _told(_facts("docx", data))


def _facts(kind: str, data: bytes) -> dict[str, str]:
    """What a file says of itself, read in a process of its own: a few bytes of a PDF can stand for thousands of millions. UserError as for
    `read_published`."""
    try:
        told = json.loads(bounded(facts_or_fault, f"{kind}\n".encode() + data))
    except Overrun:
        raise UserError("published-too-much") from None
    if "unreadable" in told:
        raise UserError(told["unreadable"])
    return dict(told["facts"])


def facts_or_fault(data: bytes) -> bytes:
    """For a process of its own: a line with the kind of file, then the file, to JSON with what it says, or with the key of why that is nothing."""
    kind, _, data = data.partition(b"\n")
    try:
        facts = FORMATS["html" if kind == b"page" else kind.decode()].code.read_back(data)
    except UserError as unreadable:
        return json.dumps({"unreadable": unreadable.key}).encode()
    return json.dumps({"facts": dict(facts)}).encode()


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise UserError("published-no-file")
    if path.stat().st_size > LARGEST_FILE:
        raise UserError("published-too-large")
    return path.read_bytes()


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Everything in a folder by path. A folder of a site holds plain files, and folders that hold some; what else is there stands as an empty file,
    an empty folder with "/" at its end, so that it is found to differ from what was made."""
    size, found = 0, list(islice(folder.rglob("*"), MOST_FILES + 1))
    if len(found) > MOST_FILES:
        raise UserError("published-too-large")
    holding = {path.parent for path in found}
    for path in sorted(found):
        name, plain = path.relative_to(folder).as_posix(), path.is_file() and not path.is_symlink()
        if path.is_dir() and not path.is_symlink():
            if path not in holding:
                yield f"{name}/", b""
            continue
        size += path.stat().st_size if plain else 0
        if size > LARGEST_FILE:
            raise UserError("published-too-large")
        yield name, path.read_bytes() if plain else b""


def _package(data: bytes) -> dict[str, bytes] | None:
    """The files of an archive package by path below its top folder, None where the zip is none. Nothing is unpacked to disk."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            if not any(entry.filename.endswith("/bagit.txt") and entry.filename.count("/") == 1 for entry in entries):
                return None
            if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > LARGEST_FILE:
                raise UserError("published-too-large")
            return dict(_unpacked(archive, entries))
    except (*ZIP_FAULTS, KeyError):
        raise UserError("published-damaged") from None


def _unpacked(archive: ZipFile, entries: list[ZipInfo]) -> Iterator[tuple[str, bytes]]:
    tops, seen = {entry.filename.partition("/")[0] for entry in entries}, set[str]()
    for entry in entries:
        path = entry.filename.partition("/")[2]
        if len(tops) > 1 or not path or path in seen or path.endswith("/"):
            raise UserError("published-damaged")
        seen.add(path)
        with archive.open(entry) as held:
            data = held.read(entry.file_size + 1)
        if len(data) != entry.file_size:
            raise UserError("published-damaged")
        yield path, data


def _in_metadata(files: Mapping[str, bytes]) -> dict[str, str]:
    data = files.get("metadata.json", b"")
    try:
        facts = json.loads(data)["provenance"] if len(data) <= LARGEST_PART else {}
        return {name: text for name, text in facts.items() if isinstance(text, str)}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UserError("published-damaged") from None


def _told(facts: Mapping[str, str]) -> Provenance:
    """The facts that have a name of ours. UserError where the one that all else hangs on is not there."""
    names = {field.name for field in fields(Provenance)}
    known = {name: text for name, text in facts.items() if name in names}
    if not known.get("digest"):
        raise UserError("published-untold")
    return Provenance(**known)  # type: ignore[arg-type]
