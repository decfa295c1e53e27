"""Pictures of a document, as files that a plan may have: only those that are what they should be, without notes of cameras and programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from zipfile import ZipFile

from planverk.safe_xml import Refused, read_xml
from planverk.source.picture import PictureFault, media_type, read_picture
from planverk.word.container import Unreadable, read_entries

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_DRAWING = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
MOST_PICTURES = 200
"""Pictures of a document that are tried; each is drawn once."""
_DECORATION = 3
"""So often the same picture without words for it is decoration."""


def decorations(pictures: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Names of pictures that stand in the document again and again without a text that says what they show."""
    counts = Counter(name for name, description in pictures if not description)
    return frozenset(name for name, count in counts.items() if count >= _DECORATION)


def read_pictures(archive: ZipFile, folder: str, names: Iterable[str], instead: Mapping[str, str]) -> dict[str, bytes]:
    """The pictures of a package by name, or what the package holds `instead` of one that can't be used; where that is none either it is left out."""
    held, found = set(archive.namelist()), dict[str, bytes]()
    for name in list(dict.fromkeys(names))[:MOST_PICTURES]:
        made = (_read(archive, folder + each) for each in (name, instead.get(name, "")) if folder + each in held)
        if data := next(filter(None, made), None):
            found[name] = data
    return found


def _read(archive: ZipFile, path: str) -> bytes | None:
    try:
        return read_picture(read_entries(archive, (path,))[path])
    except (PictureFault, Unreadable):
        return None


def instead_of_drawings(archive: ZipFile) -> dict[str, str]:
    """Name of a drawing in a Word file → the picture of pixels that programs show that can't draw it."""
    try:
        parts = read_entries(archive, ("word/document.xml", "word/_rels/document.xml.rels"))
        document, relations = (read_xml(part) for part in parts.values())
    except (KeyError, Unreadable, Refused):
        return {}
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    found = dict[str, str]()
    for blip in document.iter(f"{_A}blip"):
        for drawing in blip.iter(_DRAWING):
            found[targets.get(drawing.get(f"{_R}embed"), "")] = targets.get(blip.get(f"{_R}embed"), "")
    return found


def suffix_of(data: bytes) -> str:
    """The ending of a file with a picture."""
    return {"image/jpeg": ".jpg", "image/png": ".png"}.get(media_type(data), ".svg")
