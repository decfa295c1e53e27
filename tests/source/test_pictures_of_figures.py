"""Floor 3: pictures of figures, and files that are attached: what is whole and bounded passes, without what cameras and programs noted."""

from __future__ import annotations

import contextlib
import struct
import zlib
from random import Random

import pytest

from planverk.source.attachment import AttachmentFault, read_attachment
from planverk.source.jpeg import JpegFault, clean_jpeg, size_of
from planverk.source.picture import PictureFault, media_type, read_picture
from tests.spoilt_files import cut, turned


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def jpeg(*notes: bytes, frame: bytes = b"", marker: int = 0xC0) -> bytes:
    """The outline of a JPEG of 2 times 3 dots: all its segments, and coded data that nobody draws."""
    frame = frame or struct.pack(">BHHB", 8, 3, 2, 1) + b"\1\x11\0"
    scan = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"\xff\xd8" + b"".join(notes) + segment(0xDB, b"\0" * 65) + segment(marker, frame) + segment(0xC4, b"\0" * 20) + scan + b"\xff\xd9"


def exif(orientation: int) -> bytes:
    entry = struct.pack(">HHLHH", 0x0112, 3, 1, orientation, 0)
    return segment(0xE1, b"Exif\0\0MM\0*" + struct.pack(">L", 8) + struct.pack(">H", 1) + entry + b"Hemmelig sted")


def png(*parts: tuple[bytes, bytes]) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">L", len(body)) + name + body + struct.pack(">L", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">LLBBBBB", 2, 1, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + b"".join(chunk(*part) for part in parts)
        + chunk(b"IDAT", zlib.compress(b"\0" + b"\x80" * 6))
        + chunk(b"IEND", b"")
    )


def test_notes_and_what_follows_are_taken_out_of_a_jpeg_and_nothing_else() -> None:
    noted = jpeg(exif(1), segment(0xED, b"Fotograf"), segment(0xFE, b"Kommentar")) + b"et bilde til"
    assert clean_jpeg(noted) == jpeg() == clean_jpeg(jpeg())
    assert size_of(jpeg()) == (2, 3)
    profile = segment(0xE2, b"ICC_PROFILE\0\1\1farger")
    assert clean_jpeg(jpeg(profile)) == jpeg(profile)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (jpeg(exif(6)), "turned"),
        (jpeg(frame=struct.pack(">BHHB", 8, 3, 2, 4) + b"\1\x11\0" * 4), "colours"),
        (jpeg(frame=struct.pack(">BHHB", 8, 9000, 2, 1) + b"\1\x11\0"), "large"),
        (jpeg(frame=struct.pack(">BHHB", 12, 3, 2, 1) + b"\1\x11\0"), "damaged"),
        (jpeg(marker=0xC9), "damaged"),
        (jpeg()[:-2], "damaged"),
        (b"\xff\xd8\xff\xd9", "damaged"),
        (jpeg()[:-2] + segment(0xDA, b"\1\1\0\0\x3f\0") * 70 + b"\xff\xd9", "large"),
    ],
)
def test_what_is_beyond_bounds_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(JpegFault, match=why):
        clean_jpeg(data)


def test_a_damaged_jpeg_is_refused_or_whole_and_nothing_else() -> None:
    dice = Random(12)
    for spoil in (cut, turned):
        for _ in range(300):
            with contextlib.suppress(JpegFault):
                clean_jpeg(clean_jpeg(spoil(jpeg(exif(1)), dice)))


def test_texts_and_times_are_taken_out_of_a_png() -> None:
    data = png((b"tEXt", b"Author\0Hemmelig"), (b"tIME", b"\x07\xea\x01\x01\0\0\0"))
    cleaned = read_picture(data, lambda work, given: work(given))
    assert cleaned == png() and media_type(cleaned) == "image/png"


def test_what_is_no_picture_is_refused() -> None:
    for data in (b"GIF89a", b"", b"%PDF-1.7"):
        with pytest.raises(PictureFault):
            read_picture(data, lambda work, given: work(given))


@pytest.mark.parametrize(
    ("path", "data", "why"),
    [
        ("v/skjema.pdf", b"%PDF-1.4 uten slutt", "why-file-pdf"),
        ("v/skjema.exe", b"MZ", "why-file-ending"),
        ("v/bilde.jpg", png(), "why-picture-format"),
        ("v/bilde.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script>alert(1)</script></svg>', "why-picture-active"),
    ],
)
def test_an_attached_file_is_what_its_name_says(path: str, data: bytes, why: str) -> None:
    with pytest.raises(AttachmentFault, match=why):
        read_attachment(path, data, lambda work, given: work(given))
    pdf = b"%PDF-1.4\n...\n%%EOF\n"
    assert read_attachment("v/skjema.pdf", pdf) == pdf
