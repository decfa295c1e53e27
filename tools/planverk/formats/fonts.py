"""The files of the type: those of the default theme, or a theme's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from struct import error, unpack_from
from tempfile import TemporaryDirectory

from planverk.document.records import Look
from planverk.typefaces import default_fonts, fallback_fonts


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a family: where its file lies, its weight (400 is regular, 600 semibold, 700 bold), whether it leans."""

    path: Path
    weight: int
    italic: bool


@contextmanager
def look_fonts(look: Look) -> Iterator[tuple[Path, ...]]:
    """The font files of a look as paths, which are there as long as the context lasts. A theme's own files lie alone in a temporary folder."""
    if not look.font_files:
        yield default_fonts()
        return
    with TemporaryDirectory(prefix="planverk-fonts-", ignore_cleanup_errors=True) as name:
        yield write_fonts(look, Path(name))


def write_fallback(folder: Path) -> None:
    """The font files that have what a look's own lack, written into a folder."""
    for path in fallback_fonts():
        (folder / path.name).write_bytes(path.read_bytes())


def look_data(look: Look) -> tuple[bytes, ...]:
    """The font files of a look."""
    return look.font_files or tuple(path.read_bytes() for path in default_fonts())


def write_fonts(look: Look, folder: Path) -> tuple[Path, ...]:
    """The font files of a look written into a folder, their paths as result: for tools that take whole folders only."""
    data = look_data(look)
    paths = tuple(folder / f"font-{index:02}{'.otf' if each[:4] == b'OTTO' else '.ttf'}" for index, each in enumerate(data, 1))
    for path, each in zip(paths, data, strict=True):
        path.write_bytes(each)
    return paths


def face(path: Path) -> Face:
    """The face that a font file holds. ValueError where the file is not TTF or OTF."""
    try:
        return Face(path, *_style(path.read_bytes()))
    except error as broken:
        raise ValueError("the font file ends too early") from broken


def nearest(faces: tuple[Face, ...], weight: int, italic: bool = False) -> Face:
    """The face nearest to what is wanted: slant before weight. ValueError for no faces."""
    return min(faces, key=lambda each: (each.italic != italic, abs(each.weight - weight)))


def _style(data: bytes) -> tuple[int, bool]:
    """Weight and slant as the OS/2 table tells them (usWeightClass at 4, fsSelection at 62, bit 0)."""
    if data[:4] not in (b"OTTO", b"\0\1\0\0", b"true"):
        raise ValueError("the font file is neither TTF nor OTF")
    (count,) = unpack_from(">H", data, 4)
    for index in range(count):
        tag, _, offset, _ = unpack_from(">4sLLL", data, 12 + 16 * index)
        if tag == b"OS/2":
            (weight,), (selection,) = unpack_from(">H", data, offset + 4), unpack_from(">H", data, offset + 62)
            return weight, bool(selection & 1)
    raise ValueError("the font file tells no weight")
