"""What reading a published file back needs, whatever its format. The file may be anybody's: sizes are bounded, and nothing in it is followed."""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from planverk.errors import UserError
from planverk.safe_xml import Element, Refused, read_xml

PREFIX = "planverk:"
"""How the names of facts begin where a file's metadata has others beside."""
LARGEST_PART = 2_000_000
"""Bytes of the part that holds the facts."""
ZIP_FAULTS = (BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError, zlib.error)


def read_part(data: bytes) -> Element:
    """The root of an XML part."""
    if len(data) > LARGEST_PART:
        raise UserError("published-too-large")
    try:
        return read_xml(data, largest=LARGEST_PART)
    except Refused:
        raise UserError("published-damaged") from None


def zipped_part(data: bytes, name: str) -> Element:
    """The root of an XML part of a zip."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            part = archive.getinfo(name)
            if part.file_size > LARGEST_PART:
                raise UserError("published-too-large")
            with archive.open(part) as held:
                read = held.read(LARGEST_PART + 1)
    except KeyError:
        raise UserError("published-untold") from None
    except ZIP_FAULTS:
        raise UserError("published-damaged") from None
    return read_part(read[:LARGEST_PART])
