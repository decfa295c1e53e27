"""The package: parts by name to a zip that is the same for the same parts, with its content types and relationships."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from planverk.files import zipped
from planverk.formats.docx.ooxml import root, write
from planverk.word.names import RELATIONSHIPS, TYPES, Element

PICTURES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "svg": "image/svg+xml",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
}
"""The pictures that a package may hold, by the ending of their names."""
_TOP = ("word/document.xml", "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
FIRST = ("[Content_Types].xml", "_rels/.rels")
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_KINDS = {
    "word/document.xml": (f"{_WORD}document.main+xml", f"{_OFFICE}officeDocument"),
    "word/styles.xml": (f"{_WORD}styles+xml", f"{_OFFICE}styles"),
    "word/settings.xml": (f"{_WORD}settings+xml", f"{_OFFICE}settings"),
    "word/numbering.xml": (f"{_WORD}numbering+xml", f"{_OFFICE}numbering"),
    "word/fontTable.xml": (f"{_WORD}fontTable+xml", f"{_OFFICE}fontTable"),
    "word/footnotes.xml": (f"{_WORD}footnotes+xml", f"{_OFFICE}footnotes"),
    "word/header1.xml": (f"{_WORD}header+xml", f"{_OFFICE}header"),
    "word/footer1.xml": (f"{_WORD}footer+xml", f"{_OFFICE}footer"),
    "word/theme/theme1.xml": ("application/vnd.openxmlformats-officedocument.theme+xml", f"{_OFFICE}theme"),
    "docProps/core.xml": ("application/vnd.openxmlformats-package.core-properties+xml", f"{_PACKAGE}core-properties"),
    "docProps/app.xml": ("application/vnd.openxmlformats-officedocument.extended-properties+xml", f"{_OFFICE}extended-properties"),
    "docProps/custom.xml": ("application/vnd.openxmlformats-officedocument.custom-properties+xml", f"{_OFFICE}custom-properties"),
}


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points to under an id: another part, or an address outside."""

    key: str
    kind: str
    target: str
    outside: bool = False


def hyperlink(key: str, address: str) -> Relation:
    """A relation to an address."""
    return Relation(key, f"{_OFFICE}hyperlink", address, outside=True)


def image(key: str, target: str) -> Relation:
    """A relation to a picture of the package."""
    return Relation(key, f"{_OFFICE}image", target)


def to_part(key: str, name: str) -> Relation:
    """A relation from the body, or for `docProps` from the package, to one of the known parts."""
    return Relation(key, _kind(name)[1], name.removeprefix("word/"))


def _kind(name: str) -> tuple[str, str]:
    """Content type and relationship of a part; all headers have one kind, and so have all footers."""
    return _KINDS[re.sub(r"(header|footer)\d+", r"\g<1>1", name)]


def relations(given: list[Relation]) -> Element:
    """A relationships part."""
    part = root(RELATIONSHIPS, "Relationships")
    for each in sorted(given, key=lambda relation: relation.key):
        mode = {"TargetMode": "External"} if each.outside else {}
        etree.SubElement(part, f"{{{RELATIONSHIPS}}}Relationship", {"Id": each.key, "Type": each.kind, "Target": each.target, **mode})
    return part


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The zip of the parts, with content types and the package's relationships added: those two first, the rest by name."""
    top = [Relation(f"rId{number}", _KINDS[name][1], name) for number, name in enumerate(_TOP, start=1)]
    whole = {**parts, FIRST[0]: write(_types(parts)), FIRST[1]: write(relations(top))}
    return zipped({name: whole[name] for name in (*FIRST, *sorted(parts))})


def _types(parts: Mapping[str, bytes]) -> Element:
    part = root(TYPES, "Types")
    endings = {name.rpartition(".")[2] for name in parts}
    defaults = {ending: kind for ending, kind in PICTURES.items() if ending in endings | {"png"}}
    defaults |= {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    for ending, kind in defaults.items():
        etree.SubElement(part, f"{{{TYPES}}}Default", {"Extension": ending, "ContentType": kind})
    for name in sorted(name for name in parts if name.startswith(("word/", "docProps/")) and name.endswith(".xml")):
        etree.SubElement(part, f"{{{TYPES}}}Override", {"PartName": f"/{name}", "ContentType": _kind(name)[0]})
    return part
