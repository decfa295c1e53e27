"""The files of the type: those of the default theme, or a theme's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from struct import error, unpack_from
from tempfile import TemporaryDirectory

from planverk.document.blocks import Look

_PACKAGE = "font_source_sans_pro"
_NAMES = ("Regular", "It", "Semibold", "Bold")


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a family: a file name, the file's bytes, its weight (400 regular, 600 semibold, 700 bold), whether it leans."""

    name: str
    data: bytes
    weight: int
    italic: bool


def default_fonts() -> tuple[Path, ...]:
    """The TTF files of Source Sans Pro: regular, italic, semibold, bold. ModuleNotFoundError where the package is not installed."""
    folder = Path(str(files(_PACKAGE))) / "files"
    return tuple(folder / f"SourceSansPro-{name}.ttf" for name in _NAMES)


def look_faces(look: Look) -> tuple[Face, ...]:
    """The faces of a look: the theme's own files, else the default theme's. ValueError for a file that is neither TTF nor OTF."""
    if look.font_files:
        return tuple(_face(f"font-{index:02}{_ending(data)}", data) for index, data in enumerate(look.font_files, 1))
    return tuple(_face(path.name, path.read_bytes()) for path in default_fonts())


def nearest(faces: tuple[Face, ...], weight: int, italic: bool = False) -> Face:
    """The face nearest to what is wanted: slant before weight. ValueError for no faces."""
    return min(faces, key=lambda each: (each.italic != italic, abs(each.weight - weight)))


@contextmanager
def font_folder(look: Look) -> Iterator[Path]:
    """A temporary folder that holds the faces of a look under their names and nothing else."""
    with TemporaryDirectory(prefix="planverk-fonts-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for face in look_faces(look):
            (folder / face.name).write_bytes(face.data)
        yield folder


def _face(name: str, data: bytes) -> Face:
    try:
        return Face(name, data, *_style(data))
    except error as broken:
        raise ValueError(f"the font file {name} ends too early") from broken


def _ending(data: bytes) -> str:
    return ".otf" if data[:4] == b"OTTO" else ".ttf"


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
