"""What a Word file tells, line by line, so that two files can be held against each other: all but what counts positions (ids, numbers of lists)."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby

from lxml import etree

from tests.takeback.docx import Parts, W, unpacked

Element = etree._Element

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_NEIGHBOURS = ("keepNext", "spacing")
_WIDTHS = ("tblW", "tblCaption", "tblDescription", "tcW", "tblGrid")


class Told:
    """The lines of a file's body, with its notes where they are called, and of its edges.

    Without `looks` it leaves out what follows from a paragraph's neighbours, the widths of columns, and what a table says of itself; without `links`,
    where links lead, how they look, and bookmarks.
    """

    def __init__(self, data: bytes, looks: bool = True, links: bool = True) -> None:
        self._has_links = links
        self._parts: Parts = unpacked(data)
        self._left_out = () if looks else (*_NEIGHBOURS, *_WIDTHS)
        notes = self._root("word/footnotes.xml")
        self._notes = {note.get(W + "id", ""): note for note in notes}
        numbering = self._root("word/numbering.xml")
        self._lists = {each.get(W + "numId", ""): each for each in numbering.findall(W + "num")}
        self._seen: dict[str, int] = {}
        self._targets: dict[str, str] = {}
        self.lines = [
            line for name in sorted(self._parts) if name.startswith(("word/document.xml", "word/header", "word/footer")) for line in self._part(name)
        ]

    def _root(self, name: str) -> Element:
        return etree.fromstring(self._parts[name])

    def _part(self, name: str) -> Iterator[str]:
        yield name
        self._targets = self._relations(name)
        root = self._root(name)
        yield from self._blocks(root[0] if name == "word/document.xml" else root, "")

    def _relations(self, name: str) -> dict[str, str]:
        folder, _, file = name.rpartition("/")
        content = self._parts.get(f"{folder}/_rels/{file}.rels")
        return {} if content is None else {each.get("Id", ""): each.get("Target", "") for each in etree.fromstring(content)}

    # --- blocks --------------------------------------------------------------------------------------------------------

    def _blocks(self, holder: Element, margin: str) -> Iterator[str]:
        for child in holder:
            if child.tag == W + "p":
                yield from self._paragraph(child, margin)
            elif child.tag == W + "tbl":
                yield from self._table(child, margin)
            elif child.tag in (W + "sdt", W + "sdtContent"):
                yield f"{margin}{_name(child)}"
                yield from self._blocks(child, margin + "  ")
            elif child.tag in (W + "sectPr", W + "sdtPr"):
                yield margin + self._plain(child)

    def _paragraph(self, paragraph: Element, margin: str) -> Iterator[str]:
        properties = paragraph.find(W + "pPr")
        told = [] if properties is None else [self._property(child) for child in properties if _name(child) not in self._left_out]
        yield f"{margin}p {' '.join(told)}".rstrip() + f" | {self._text(paragraph)}"
        for call in paragraph.iter(W + "footnoteReference"):
            outer, self._targets = self._targets, self._relations("word/footnotes.xml")
            yield from self._blocks(self._notes[call.get(W + "id", "")], margin + "    ")
            self._targets = outer

    def _property(self, child: Element) -> str:
        if child.tag != W + "numPr":
            return self._plain(child)
        number = child.find(W + "numId").get(W + "val", "")  # type: ignore[union-attr]
        shape, level = self._lists[number], child.find(W + "ilvl")
        kind = shape.find(W + "abstractNumId")
        assert kind is not None and level is not None
        starts = [each.get(W + "val") for each in shape.iter(W + "startOverride")]
        place = self._seen.setdefault(number, len(self._seen)) if starts else "-"
        return f"list {place} of kind {kind.get(W + 'val')}, level {level.get(W + 'val')}, from {starts}"

    def _table(self, table: Element, margin: str) -> Iterator[str]:
        properties = (child for child in table if child.tag in (W + "tblPr", W + "tblGrid") and not self._is_out(child))
        yield f"{margin}table {' '.join(map(self._plain, properties))}"
        for row in table.findall(W + "tr"):
            yield f"{margin}  row {' '.join(self._plain(child) for child in row if child.tag == W + 'trPr')}"
            for cell in row.findall(W + "tc"):
                yield f"{margin}    cell {' '.join(self._plain(child) for child in cell if child.tag == W + 'tcPr')}"
                yield from self._blocks(cell, margin + "      ")

    # --- runs ------------------------------------------------------------------------------------------------------------

    def _text(self, holder: Element) -> str:
        pieces = groupby(self._pieces(holder), key=lambda piece: piece[0])
        return "".join(f"[{look}: {''.join(text for _, text in group)}]" if look else "".join(text for _, text in group) for look, group in pieces)

    def _pieces(self, holder: Element) -> Iterator[tuple[str, str]]:
        for child in holder:
            if child.tag == W + "hyperlink" and not self._has_links:
                yield from self._pieces(child)
            elif child.tag == W + "hyperlink":
                target = child.get(W + "anchor") or self._targets[child.get(_R + "id", "")]
                yield "", f"<{target}: {self._text(child)}>"
            elif child.tag == W + "bookmarkStart" and self._has_links and self._is_around(child):
                yield "", f"{{{child.get(W + 'name')}}}"
            elif child.tag == W + "r":
                look = [self._plain(each) for properties in child.iterfind(W + "rPr") for each in properties]
                told = [each for each in look if self._has_links or each != "rStyle=Hyperlink"]
                yield " ".join(told), "".join(map(self._content, child))

    def _is_around(self, bookmark: Element) -> bool:
        """Whether anything stands in a bookmark: one around nothing is lost by Word together with what stood in it."""
        after = bookmark.getnext()
        return after is not None and after.tag != W + "bookmarkEnd"

    def _content(self, piece: Element) -> str:
        if piece.tag in (W + "t", W + "instrText"):
            return piece.text or ""
        if piece.tag == W + "footnoteReference":
            return "^"
        if piece.tag == W + "drawing":
            return f"({self._picture(piece)})"
        return "" if piece.tag == W + "rPr" else f"({self._plain(piece)})"

    def _picture(self, drawing: Element) -> str:
        size, properties = next(drawing.iter(_WP + "extent")), next(drawing.iter(_WP + "docPr"))
        blip = next(drawing.iter(_A + "blip"))
        data = self._parts["word/" + self._targets[blip.get(_R + "embed", "")]]
        return f"{properties.get('descr')} {size.get('cx')} x {size.get('cy')} {sha256(data).hexdigest()[:8]}"

    def _plain(self, element: Element) -> str:
        values = ",".join(str(value) for key, value in sorted(element.attrib.items()) if not str(key).endswith("}id"))
        below = " ".join(self._plain(child) for child in element if not self._is_out(child))
        return f"{_name(element)}{f'={values}' if values else ''}{f'({below})' if below else ''}"

    def _is_out(self, element: Element) -> bool:
        return _name(element) in self._left_out


def _name(element: Element) -> str:
    return etree.QName(element).localname
