"""Pictures of the pages of a PDF for the report of an import, in shades of grey, made in a process with bounds."""

from __future__ import annotations

import base64
import json
import zlib

from planverk.bounded import Overrun, bounded

MOST_PAGES = 400
"""Pages of which pictures are made; each takes some hundredths of a second."""
MOST_BYTES = 12_000_000
"""Of all pictures together, as they stand in the report; the pages after are without."""
_WIDTH = 620
"""Dots across a page."""
_SHADES = bytes(min(255, round(value / 36.43) * 36) if value < 250 else 255 for value in range(256))
"""Eight shades, which keep a text readable and its file small."""


def page_pictures(data: bytes) -> tuple[str, ...]:
    """For each page a picture as base64 of a PNG, "" for none; nothing at all where the pages take too long to draw."""
    try:
        return tuple(json.loads(bounded(draw, data)))
    except Overrun:
        return ()


def draw(data: bytes) -> bytes:
    """The pictures as JSON."""
    import pypdfium2  # type: ignore[import-untyped]

    made, room = list[str](), MOST_BYTES
    with pypdfium2.PdfDocument(data) as document:
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            width, height = page.get_size()
            bitmap = page.render(scale=_WIDTH / max(width, height * 0.5, 1), grayscale=True)
            picture = base64.b64encode(_png(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)).decode()
            room -= len(picture)
            made.append(picture if room >= 0 else "")
    return json.dumps(made).encode()


def _png(shades: bytes, width: int, height: int, stride: int) -> bytes:
    """A picture of bytes from black to white as a PNG (ISO/IEC 15948)."""
    shades = shades.translate(_SHADES)
    rows = b"".join(b"\0" + shades[at : at + width] for at in range(0, height * stride, stride))
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b"")))


def _chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")
