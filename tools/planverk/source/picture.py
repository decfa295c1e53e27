"""Reads of a picture whether it may stand in the outputs: a PNG or an SVG, or for a figure a JPEG, of a sensible size, whole, that runs and fetches
nothing, and that the typesetter can draw; and takes out of it what does not show."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack

from planverk.bounded import Overrun, Runner, bounded
from planverk.source.jpeg import BEGINS, JpegFault, clean_jpeg


class PictureFault(Exception):
    """Why a picture cannot be used: the key of the reason's words."""


def check_picture(data: bytes, run: Runner = bounded) -> None:
    """PictureFault, and nothing else, where the bytes are no picture that may stand in the outputs. What is left to draw is counted before anything
    draws it; then it is drawn, once, in a process of its own."""
    if data.startswith(SIGNATURE):
        try:
            check_png(data)
        except PngFault as fault:
            raise PictureFault("why-picture-large" if fault.large else "why-picture-damaged") from None
    elif data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        _check_svg(data)
    else:
        raise PictureFault("why-picture-format")
    _try(data, run)


def read_picture(data: bytes, run: Runner = bounded) -> bytes:
    """A figure's picture as outputs hold it, without notes of cameras and programs. PictureFault as for a logo."""
    if data.startswith(BEGINS):
        try:
            cleaned = clean_jpeg(data)
        except JpegFault as fault:
            raise PictureFault(f"why-picture-{fault}") from None
        _try(cleaned, run)
        return cleaned
    check_picture(data, run)
    return _without_notes(data) if data.startswith(SIGNATURE) else data


def media_type(data: bytes) -> str:
    """The media type of a picture that was found fit."""
    return "image/jpeg" if data.startswith(BEGINS) else "image/png" if data.startswith(SIGNATURE) else "image/svg+xml"


_SHOWN = (b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"IDAT", b"IEND")
"""The parts of a PNG that have to do with how it looks; texts, times and Exif are notes."""


def _without_notes(data: bytes) -> bytes:
    parts = (
        len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big") for name, body in _chunks(data) if name in _SHOWN
    )
    return SIGNATURE + b"".join(parts)


def _check_svg(data: bytes) -> None:
    from planverk.source.svg import SvgFault, check_svg

    try:
        check_svg(data)
    except SvgFault as fault:
        raise PictureFault(str(fault)) from None


def _try(data: bytes, run: Runner) -> None:
    """What the typesetter says of the picture in a document."""
    from planverk.source.trial import try_picture

    try:
        said = run(try_picture, data)
    except Overrun:
        raise PictureFault("why-picture-undrawable") from None
    if said:
        raise PictureFault("why-picture-undrawable")


# --- PNG --------------------------------------------------------------------------------------------------------------

# Reads of a PNG whether all of it is there and nothing in it grows beyond bounds, before anything unpacks it (https://www.w3.org/TR/png/).


SIGNATURE = b"\x89PNG\r\n\x1a\n"
LARGEST_SIDE = 6_000
MOST_PIXELS = 16_000_000
"""A picture is unpacked in memory, with up to eight bytes for each of its dots."""
LARGEST_EXTRA = 2_000_000
"""Bytes of all profiles and texts in a picture when they are unpacked; colour profiles for print have about 1 MB."""

_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
"""Bits of a channel by kind of colour; all others are errors."""
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PALETTE = 3
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Adam7: where each pass begins, and its steps, along and down."""
_PIECE = 1 << 20


class PngFault(Exception):
    """`large` where the picture is beyond bounds, else it is damaged."""

    def __init__(self, large: bool = False) -> None:
        super().__init__()
        self.large = large


@dataclass(frozen=True, slots=True)
class _Head:
    width: int
    height: int
    depth: int
    colour: int
    interlaced: bool

    def size(self) -> int:
        """Bytes of the rows, each with the byte that tells its filter."""
        passes = _PASSES if self.interlaced else ((0, 0, 1, 1),)
        bits = self.depth * _CHANNELS[self.colour]
        sides = ((-(-(self.width - x) // across), -(-(self.height - y) // down)) for x, y, across, down in passes)
        return sum(high * (1 + -(-wide * bits // 8)) for wide, high in sides if wide > 0 and high > 0)


def check_png(data: bytes) -> None:
    """PngFault, and nothing else, where the picture is not whole or is beyond bounds."""
    chunks = list(_chunks(data))
    names = [name for name, _ in chunks]
    if names[:1] != [b"IHDR"] or names[-1:] != [b"IEND"] or names.count(b"IHDR") + names.count(b"IEND") != 2:
        raise PngFault
    head = _head(chunks[0][1])
    if any(name[:1].isupper() and name not in (b"IHDR", b"PLTE", b"IDAT", b"IEND") for name in names):
        raise PngFault
    _check_palette(head, chunks, names)
    _check_extras(chunks)
    pixels = [body for name, body in chunks if name == b"IDAT"]
    first = names.index(b"IDAT") if pixels else 0
    if not pixels or names[first : first + len(pixels)] != [b"IDAT"] * len(pixels) or _unpacked(b"".join(pixels), head.size()) != head.size():
        raise PngFault


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and body of each chunk; nothing follows the last."""
    at = len(SIGNATURE)
    while at < len(data):
        if at + 12 > len(data):
            raise PngFault
        length, name = unpack(">L4s", data[at : at + 8])
        end = at + 12 + length
        if end > len(data) or zlib.crc32(data[at + 4 : end - 4]) != unpack(">L", data[end - 4 : end])[0]:
            raise PngFault
        yield name, data[at + 8 : end - 4]
        at = end


def _head(body: bytes) -> _Head:
    if len(body) != 13:
        raise PngFault
    width, height, depth, colour, packing, filters, interlace = unpack(">LLBBBBB", body)
    if not 0 < width <= LARGEST_SIDE or not 0 < height <= LARGEST_SIDE or width * height > MOST_PIXELS:
        raise PngFault(large=True)
    if depth not in _DEPTHS.get(colour, ()) or packing or filters or interlace > 1:
        raise PngFault
    return _Head(width, height, depth, colour, bool(interlace))


def _check_palette(head: _Head, chunks: list[tuple[bytes, bytes]], names: list[bytes]) -> None:
    palettes = [body for name, body in chunks if name == b"PLTE"]
    if len(palettes) > 1 or (head.colour == _PALETTE) > len(palettes) or (palettes and head.colour in (0, 4)):
        raise PngFault
    if palettes and (len(palettes[0]) % 3 or not 3 <= len(palettes[0]) <= 3 * 256 or b"IDAT" not in names[names.index(b"PLTE") :]):
        raise PngFault


def _check_extras(chunks: list[tuple[bytes, bytes]]) -> None:
    """Profiles and texts that are packed do not grow beyond LARGEST_EXTRA together."""
    left = LARGEST_EXTRA
    for name, body in chunks:
        keyword, _, rest = body.partition(b"\0")
        if name in (b"iCCP", b"zTXt"):
            left -= _unpacked(rest[1:], left)
        elif name == b"iTXt" and rest[:1] == b"\1":
            left -= _unpacked(rest[2:].split(b"\0", 2)[-1], left)
        else:
            left -= len(keyword + rest) if name not in (b"IDAT", b"PLTE") else 0
        if left < 0:
            raise PngFault(large=True)


def _unpacked(packed: bytes, most: int) -> int:
    """How many bytes come of it, one more than `most` where there are more. PngFault where it is cut short, or something follows it."""
    unpacking, size = zlib.decompressobj(), 0
    try:
        while size <= most and not unpacking.eof:
            piece = unpacking.decompress(packed, min(_PIECE, most + 1 - size))
            packed, size = unpacking.unconsumed_tail, size + len(piece)
            if not piece and not packed and not unpacking.eof:
                raise PngFault
    except zlib.error:
        raise PngFault from None
    return size
