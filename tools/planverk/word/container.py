"""Opens the zip of a Word file that may be hostile: what it is not, and the bytes of its XML parts, all of it bounded.

Nothing is unpacked to disk, so a name in the zip leads nowhere. Sizes are measured while reading, since a zip may lie about them.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import BadZipFile, LargeZipFile, ZipFile

from planverk.errors import UserError

LARGEST_FILE = 256 * 2**20
"""The largest file that is opened, in bytes."""
_LARGEST_PART, _LARGEST_SUM, _MOST_ENTRIES, _LARGEST_LIST = 48 * 2**20, 160 * 2**20, 20_000, 4 * 2**20
_OLE, _END, _END_64 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x05\x06", b"PK\x06\x07"
_BEGINNINGS = ((b"%PDF", "is-pdf"), (b"{\\rtf", "is-rtf"), (b"<!doctype", "is-html"), (b"<html", "is-html"), (b"<?xml", "is-xml"))
_OPEN_DOCUMENT, _ENCRYPTED = b"application/vnd.oasis.opendocument", 0x1


class Unreadable(UserError):
    """Why a file can't be read as Word."""

    catalogue = "word"


def open_container(data: bytes, is_open_document: bool = False) -> ZipFile:
    """The zip with its list of entries. Unreadable for a file that Word does not open, and for an OpenDocument where none is asked for."""
    reason = other_kind(data)
    if reason and not (is_open_document and reason == "is-open-document"):
        raise Unreadable(reason)
    if not _bounded_list(data):
        raise Unreadable("zip-damaged")
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, LargeZipFile, OSError, ValueError, NotImplementedError):
        raise Unreadable("zip-damaged") from None
    entries = archive.infolist()
    if len(entries) > _MOST_ENTRIES:
        raise Unreadable("too-many-parts")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Unreadable("is-protected")
    return archive


def read_entries(archive: ZipFile, names: tuple[str, ...], read_before: int = 0) -> dict[str, bytes]:
    """The bytes of the entries; Unreadable for one that is damaged, or that unpacks to more than a Word file ever holds."""
    found: dict[str, bytes] = {}
    total = read_before
    for name in names:
        try:
            with archive.open(name) as stream:
                content = stream.read(_LARGEST_PART + 1)
        except (BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError, zlib.error):
            raise Unreadable("part-damaged", part=name) from None
        total += len(content)
        if len(content) > _LARGEST_PART or total > _LARGEST_SUM:
            raise Unreadable("unpacks-too-large", part=name)
        found[name] = content
    return found


def other_kind(data: bytes) -> str:
    """The key of what a file is that is no zip, "" for a zip."""
    if not data.strip(b"\0"):
        return "is-empty"
    if data.startswith(_OLE):
        return "is-protected" if _utf16("EncryptedPackage") in data else "is-old-word" if _utf16("WordDocument") in data else "is-old-office"
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for beginning, reason in _BEGINNINGS:
        if start.startswith(beginning.lower()):
            return reason
    if not data.startswith(b"PK"):
        return "not-word"
    return "is-open-document" if _OPEN_DOCUMENT in data[:200] else ""


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def _bounded_list(data: bytes) -> bool:
    """Whether the zip's list of entries is as short as it must be; a zip of the 64-bit kind, which no Word file needs, may hide a longer one."""
    end = data.rfind(_END, max(0, len(data) - 2**16 - 22))
    if not 0 <= end <= len(data) - 22 or data[max(0, end - 20) : end].startswith(_END_64):
        return False
    return int.from_bytes(data[end + 12 : end + 16], "little") <= _LARGEST_LIST
