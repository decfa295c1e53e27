"""Reads and writes single files: plain ones only, each whole or not at all. Several that belong together are for `planverk.transaction`."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from planverk.errors import UserError

CONFLICTS = frozenset({"file-changed", "in-the-way", "behind-link", "outside"})
"""The keys of errors that say that nothing was changed because of one place, whose `path` they name."""

FRESH = ".planverk"
"""What the hidden name ends in of a file that is not in its place yet."""

NO_LINK = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Flags of every open: bytes as they are, no link at the end of the way, no waiting for the other end of a pipe."""

_SEAL = 32


def read_plain(path: Path) -> bytes | None:
    """The bytes of a plain file; None for a link, a folder, a device, and where nothing can be read."""
    with suppress(OSError, ValueError):
        if stat.S_ISREG(os.lstat(path).st_mode):
            with os.fdopen(os.open(path, os.O_RDONLY | NO_LINK), "rb") as file:
                return file.read()
    return None


def zipped(parts: Mapping[str, bytes], stored: str = "", system: int = 0) -> bytes:
    """A zip of the parts in their order, the same for the same parts; that of the name `stored` is not packed.

    Neither the clock nor the machine shows: the time of every entry is the earliest that a zip can hold.
    """
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_STORED if name == stored else ZIP_DEFLATED, system, 0o644 << 16
            archive.writestr(entry, data, compresslevel=6)
    return stream.getvalue()


def is_file(path: Path) -> bool:
    """True for a plain file, and for no link to one."""
    return not path.is_symlink() and path.is_file()


def is_folder(path: Path) -> bool:
    """True for a folder, and for no link to one."""
    return not path.is_symlink() and path.is_dir()


def write_atomic(path: Path, data: bytes) -> None:
    """Puts a file in its place in one step, so that a reader sees the whole of it or what was there. For what can be made again: a power cut may
    lose it, and a kill leaves a hidden file beside it."""
    fresh = path.with_name(f".{path.name}.{os.urandom(4).hex()}{FRESH}")
    try:
        write_new(fresh, data, durable=False)
        fresh.replace(path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink()
        raise


def write_new(path: Path, data: bytes, mode: int | None = None, durable: bool = True) -> None:
    """Writes a file that is not there yet, with the permissions `mode`; a `durable` one is on the disk afterwards."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINK, 0o666), "wb") as file:
        file.write(data)
        file.flush()
        if durable:
            os.fsync(file.fileno())
    if mode is not None:
        path.chmod(mode)


def keep_file(path: Path, data: bytes, most: int | None = None) -> None:
    """Puts a file into a cache, whose folder is the user's own and made where it is missing; where `most` says how many, only the newest files stay
    there, so that what a kill left goes in time."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_atomic(path, _seal(path, data) + data)
    kept = [] if most is None else list(path.parent.iterdir())
    if most is not None and len(kept) > most:
        for old in sorted(kept, key=lambda place: place.stat().st_mtime_ns)[:-most]:
            old.unlink(missing_ok=True)


def kept_file(path: Path) -> bytes | None:
    """What `keep_file` put at a place; None where nothing is there, or it is not whole: a power cut may have cut it short."""
    held = read_plain(path) or b""
    seal, data = held[:_SEAL], held[_SEAL:]
    return data if seal == _seal(path, data) else None


def _seal(path: Path, data: bytes) -> bytes:
    return sha256(path.name.encode() + b"\n" + data).digest()


def remove(path: Path) -> None:
    """Takes away a file, a link or a folder with all that it holds, where there is one."""
    if is_folder(path):
        import shutil

        shutil.rmtree(path)
    elif os.path.lexists(path):
        path.unlink()


def twin(place: Path, aside: Path, copy: Path) -> None:
    """Gives a file a second name; where the file system has no such thing, makes a copy, which is named `copy` until it is whole."""
    try:
        aside.hardlink_to(place)
    except OSError:
        write_new(copy, place.read_bytes(), stat.S_IMODE(place.stat().st_mode))
        copy.replace(aside)


def sync_folder(folder: Path) -> None:
    """Sees to it that the names in a folder are on the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


# --- what a place holds ---


def digest_of(data: bytes | Mapping[str, bytes]) -> str:
    """The SHA-256 of a file; of a folder that of its list of files, as `sha256sum` writes it, by path."""
    if isinstance(data, bytes):
        return sha256(data).hexdigest()
    lines = (f"{sha256(content).hexdigest()}  {path}\n" for path, content in sorted(data.items()))
    return sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def digest_at(place: Path) -> str:
    """The same of what a place holds; "" for nothing, for a link, and for what is neither file nor folder or has such a thing in it."""
    if not is_folder(place):
        data = read_plain(place)
        return "" if data is None else digest_of(data)
    inside = [path for path in place.rglob("*") if not is_folder(path)]
    files = {path.relative_to(place).as_posix(): read_plain(path) for path in inside}
    whole = {path: data for path, data in files.items() if data is not None}
    return digest_of(whole) if len(whole) == len(files) else ""


# --- ways to a place ---


def parts_of(path: str) -> list[str]:
    """The names on the way to a place below a folder. UserError where they could lead out of it, or to what belongs to Git."""
    parts = path.split("/")
    if "\\" in path or ":" in parts[0] or "\0" in path or any(part in ("", ".", "..") or part.lower() == ".git" for part in parts):
        raise UserError("outside", path=path)
    return parts


def refuse_links(base: Path, way: Iterable[str]) -> None:
    """UserError where a name on a way is that of a link."""
    here = base
    for part in way:
        here = here / part
        if here.is_symlink():
            raise UserError("behind-link", path=here.relative_to(base).as_posix())
