"""Reads a document of any origin to the neutral tree; what the file is, its first bytes tell."""

from __future__ import annotations

from planverk.importing import pdf
from planverk.importing.foreign import Foreign
from planverk.importing.pdf import read_pdf
from planverk.importing.text import read_text
from planverk.importing.word import Tracked, read_docx, read_odt
from planverk.source.text import CONTROL

LARGEST_TEXT = 5_000_000
"""Bytes of a text that is read; a plan of a thousand pages has fewer."""

_KEPT = {"\n": "\n", "\r": "\r", "\t": "\t", "\f": "\f", "\u00ad": "", "\u200b": ""} | {chr(code): chr(code) for code in range(0xE000, 0xF900)}
"""What becomes of signs that a plan may not hold, where it is not a space: those that break lines and words, and bullets of private fonts."""

_ODT = b"application/vnd.oasis.opendocument.text"


class Refused(Exception):
    """Why a file is not read: "kind", "encoding", "too-large", "too-deep", "tracked", or "pdf-…" with the reasons of pdf.UnreadablePdf."""


def read_document(data: bytes, accept_changes: bool = False) -> Foreign:
    """The tree of a document; tracked changes in it count as accepted only where asked. Refused where it can't be read, word.Unreadable where it is a
    package that is no Word file."""
    if data.startswith(b"PK\x03\x04"):
        return _read_package(data, accept_changes)
    if b"%PDF-" in data[:1024]:
        return _read_pdf(data)
    if data.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise Refused("kind")
    if len(data) > LARGEST_TEXT:
        raise Refused("too-large")
    try:
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeError:
        raise Refused("encoding") from None
    return read_text(CONTROL.sub(lambda found: _KEPT.get(found[0], " "), text))


def _read_pdf(data: bytes) -> Foreign:
    try:
        return read_pdf(data)
    except pdf.UnreadablePdf as reason:
        raise Refused(f"pdf-{reason}") from None


def _read_package(data: bytes, accept_changes: bool) -> Foreign:
    try:
        return read_odt(data) if _ODT in data[:200] else read_docx(data, accept_changes)
    except Tracked:
        raise Refused("tracked") from None
    except RecursionError:  # lists in lists, tables in tables
        raise Refused("too-deep") from None
