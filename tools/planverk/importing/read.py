"""Reads a document of any origin to the neutral tree; what the file is, its first bytes tell."""

from __future__ import annotations

from planverk.errors import UserError
from planverk.importing import pdf
from planverk.importing.foreign import Foreign, readable
from planverk.importing.pdf import read_pdf
from planverk.importing.text import read_text
from planverk.importing.word import LARGEST_TEXT, TooLarge, Tracked, read_docx, read_odt
from planverk.word.container import Unreadable, other_kind

MOST_PARAGRAPHS = 30_000
"""Paragraphs of a document that are read; a plan of a thousand pages has fewer. Each is recognised, written, read back and compared."""

_ODT = b"application/vnd.oasis.opendocument.text"


class Refused(Exception):
    """Why a file is not read: "kind", "encoding", "too-large", "too-deep", "tracked", "damaged", or "pdf-…" with the reasons of pdf.UnreadablePdf."""


def read_document(data: bytes, accept_changes: bool = False) -> Foreign:
    """The tree of a document; tracked changes in it count as accepted only where asked. Refused where it can't be read, word.Unreadable where it is a
    package that is no Word file."""
    document = _read(data, accept_changes)
    texts = document.texts
    if len(texts) > MOST_PARAGRAPHS or sum(len(text.plain) for text in texts) > LARGEST_TEXT:
        raise Refused("too-large")
    return document


def _read(data: bytes, accept_changes: bool) -> Foreign:
    if data.startswith(b"PK\x03\x04"):
        return _read_package(data, accept_changes)
    if b"%PDF-" in data[:1024]:
        return _read_pdf(data)
    if data.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise Unreadable(other_kind(data))
    if len(data) > LARGEST_TEXT:
        raise Refused("too-large")
    try:
        text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeError:
        raise Refused("kind" if b"\0" in data else "encoding") from None
    return read_text(readable(text))


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
    except TooLarge:
        raise Refused("too-large") from None
    except Unreadable:
        raise
    except UserError as refusal:
        if refusal.key != "pandoc-failed":
            raise
        raise Refused("damaged") from None  # what pandoc says of it is for those who know its code
    except RecursionError:  # lists in lists, tables in tables
        raise Refused("too-deep") from None
