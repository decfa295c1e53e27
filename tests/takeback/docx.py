"""Takes back from a Word file what a reader gets, straight from its XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from planverk.formats.clean import clean_address
from planverk.formats.docx.ooxml import bookmark
from tests.takeback import Taken, squeeze

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"

Element = etree._Element
Parts = dict[str, bytes]


def unpacked(data: bytes) -> Parts:
    """Every part of a file by its name."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts) -> bytes:
    """A file of the parts, in any order and with any times."""
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def part(data: bytes, name: str) -> Element:
    """The root of one of Word's parts."""
    return etree.fromstring(unpacked(data)[f"word/{name}.xml"])


def take(data: bytes) -> Taken:
    """What the file tells from its first heading on, without the contents list (a `w:sdt`); `references` are bookmarks, see `in_word`."""
    parts = {name: etree.fromstring(content) for name, content in unpacked(data).items() if name.endswith((".xml", ".rels"))}
    flow = list(_flow(parts["word/document.xml"]))
    notes = {note.get(W + "id"): note for note in parts["word/footnotes.xml"]}
    called = [notes[call.get(W + "id")] for call in _iter(flow, "footnoteReference")]
    return Taken(
        headings=[(int(level), text) for paragraph in _iter(flow, "p") if (level := _level(paragraph)) and (text := squeeze(_text(paragraph)))],
        tables=[[[squeeze(_text(cell)) for cell in row.findall(W + "tc")] for row in table.findall(W + "tr")] for table in _iter(flow, "tbl")],
        text=squeeze("".join(map(_text, flow))),
        notes=[squeeze(_text(note)) for note in called],
        addresses=sorted([*_addresses(flow, parts["word/_rels/document.xml.rels"]), *_addresses(called, parts["word/_rels/footnotes.xml.rels"])]),
        references=sorted(anchor for link in _iter([*flow, *called], "hyperlink") if (anchor := link.get(W + "anchor"))),
        languages=_languages([*flow, *called]),
        alternatives=[picture.get("descr", "") for part in flow for picture in part.iter(_PICTURE)],
    )


def in_word(promised: Taken) -> Taken:
    """What the Document promised, in Word's terms: an anchor becomes its bookmark, an address is percent-encoded where Word needs it."""
    return replace(promised, references=sorted(map(bookmark, promised.references or [])), addresses=sorted(map(clean_address, promised.addresses)))


def _flow(root: Element) -> Iterator[Element]:
    """The body's children from the first heading on, without the contents list."""
    begun = False
    for child in root[0]:
        begun = begun or _level(child) != ""
        if begun and child.tag not in (W + "sdt", W + "sectPr"):
            yield child


def _iter(parts: list[Element], name: str) -> Iterator[Element]:
    for part in parts:
        yield from part.iter(W + name)


def _level(paragraph: Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    found = None if style is None else re.fullmatch(r"Heading(\d)", style.get(W + "val", ""))
    return found[1] if found else ""


def _text(element: Element) -> str:
    """The text, with what went out where the file tracks its changes."""
    return "".join(text.text or "" for text in element.iter(W + "t", W + "delText"))


def _languages(parts: list[Element]) -> dict[str, str]:
    """What runs say of their language; the document's own stands in the styles."""
    found: dict[str, str] = {}
    for run in _iter(parts, "r"):
        language = run.find(f"{W}rPr/{W}lang")
        if language is not None:
            tag = language.get(W + "val", "")
            found[tag] = found.get(tag, "") + squeeze(_text(run))
    return found


def _addresses(parts: list[Element], relationships: Element) -> Iterator[str]:
    targets = {each.get("Id"): each.get("Target", "") for each in relationships}
    return (targets[key] for link in _iter(parts, "hyperlink") if (key := link.get(_R + "id")))
