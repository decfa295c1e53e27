"""Reads of a JPEG whether it is whole and within bounds, and writes it without what its camera noted (ITU-T T.81, and the notes of JFIF and Exif)."""

from __future__ import annotations

from collections.abc import Iterator
from struct import unpack, unpack_from

BEGINS = b"\xff\xd8\xff"
LARGEST_SIDE = 8_000
MOST_PIXELS = 40_000_000
MOST_SCANS = 64
"""Of a picture that is drawn finer and finer; each takes the time of the whole picture."""

_FRAMES = (0xC0, 0xC1, 0xC2)
"""Those that everybody draws: in one go, or finer and finer. Lossless and arithmetic ones are for nobody's web page."""
_TABLES = (0xC4, 0xDB, 0xDD)
_KEPT = (0xE0, 0xE2, 0xEE, *_TABLES, *_FRAMES)
"""JFIF's head, the colour profile and Adobe's note on colours; all other notes are the camera's or a program's."""
_EXIF, _ORIENTATION = b"Exif\0\0", 0x0112


class JpegFault(Exception):
    """Why it cannot be used: damaged, large, turned, colours."""


def clean_jpeg(data: bytes) -> bytes:
    """The picture without notes and without what follows it. JpegFault where it is not whole, is beyond bounds, or only upright by a note."""
    kept, scans, framed = [b"\xff\xd8"], 0, False
    for marker, body in _segments(data):
        if marker == 0xDA:
            scans += 1
            if not framed or scans > MOST_SCANS:
                raise JpegFault("large" if framed else "damaged")
        elif marker in _FRAMES:
            if framed:
                raise JpegFault("damaged")
            _check_frame(body)
            framed = True
        elif 0xC0 <= marker <= 0xCF and marker not in _TABLES:
            raise JpegFault("damaged")
        elif marker == 0xE1 and body.startswith(_EXIF) and _is_turned(body[len(_EXIF) :]):
            raise JpegFault("turned")
        if marker in _KEPT or marker == 0xDA:
            kept.append(bytes((0xFF, marker)) + body if marker == 0xDA else bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body)
    if not scans:
        raise JpegFault("damaged")
    return b"".join((*kept, b"\xff\xd9"))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and body of each segment up to the end of the picture; the body of a scan is all of it with its length and its coded data."""
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":  # filling
            at += 1
        if at + 2 > len(data) or data[at] != 0xFF:
            raise JpegFault("damaged")
        marker = data[at + 1]
        if marker == 0xD9:
            return
        if at + 4 > len(data):
            raise JpegFault("damaged")
        length = unpack_from(">H", data, at + 2)[0]
        end = at + 2 + length
        if length < 2 or end > len(data):
            raise JpegFault("damaged")
        if marker == 0xDA:
            end = _end_of_scan(data, end)
            yield marker, data[at + 2 : end]
        else:
            yield marker, data[at + 4 : end]
        at = end


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the coded data ends: at a marker that is no restart and no stuffed byte."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise JpegFault("damaged")
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


def _check_frame(body: bytes) -> None:
    if len(body) < 6:
        raise JpegFault("damaged")
    depth, height, width, channels = unpack(">BHHB", body[:6])
    if depth != 8 or len(body) != 6 + 3 * channels or not width or not height:
        raise JpegFault("damaged")
    if channels not in (1, 3):
        raise JpegFault("colours")
    if max(width, height) > LARGEST_SIDE or width * height > MOST_PIXELS:
        raise JpegFault("large")


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height of a picture that `clean_jpeg` made, in dots."""
    frame = next(body for marker, body in _segments(data) if marker in _FRAMES)
    height, width = unpack_from(">HH", frame, 1)
    return width, height


def _is_turned(notes: bytes) -> bool:
    """Whether a camera noted that the picture is to be turned before it is seen."""
    order = {b"II": "<", b"MM": ">"}.get(notes[:2], "")
    if not order or len(notes) < 8:
        return False
    first = unpack_from(f"{order}L", notes, 4)[0]
    count = unpack_from(f"{order}H", notes, first)[0] if first + 2 <= len(notes) else 0
    for number in range(min(count, 500)):
        at = first + 2 + 12 * number
        if at + 12 > len(notes):
            return False
        if unpack_from(f"{order}H", notes, at)[0] == _ORIENTATION:
            return int(unpack_from(f"{order}H", notes, at + 8)[0]) not in (0, 1)
    return False
