"""Reads Word and OpenDocument files through pandoc. What pandoc leaves out is found by planverk's own reader of Word files: its words are what the
tree is held against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from zipfile import ZipFile

from planverk.formats.pandoc import Node, read
from planverk.importing.foreign import Block, Cell, Figure, Foreign, Heading, List, Paragraph, Role, Run, Table, Text, readable
from planverk.importing.looks import by_looks
from planverk.importing.pictures import decorations, instead_of_drawings, read_pictures
from planverk.safe_xml import Element, Refused, read_xml
from planverk.word.container import Unreadable, open_container, read_entries
from planverk.word.package import read_package
from planverk.word.reading import Reading

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
LARGEST_TEXT = 3_000_000
"""Characters of a document that are read; a plan of a thousand pages has fewer."""

_DEEPEST = 64
"""Levels of elements in an OpenDocument text. Pandoc takes twice as long for each list in a list, and none of ours has ten."""
_CONTENT, _MANIFEST, _ENCRYPTED = "content.xml", "META-INF/manifest.xml", b"encryption-data"
_KINDS = ("document", "footnotes", "endnotes")


class TooLarge(Exception):
    """The file has more text than any plan."""


class Tracked(Exception):
    """The file has changes that nobody has accepted or rejected."""


def read_docx(data: bytes, accept_changes: bool = False) -> Foreign:
    """The tree of a Word file. Tracked where it has tracked changes and they are not to be accepted; word.Unreadable where it is no Word file."""
    package = read_package(data)
    if package.tracked and not accept_changes:
        raise Tracked
    raw = "\n".join(each.text for each in Reading(package).paragraphs if each.kind in _KINDS)
    return _tree(_read(data, "docx+styles", raw), raw, open_container(data), "word/")


def read_odt(data: bytes) -> Foreign:
    """The tree of an OpenDocument text; word.Unreadable where it is damaged or too large. Its words are those of its paragraphs, lists of contents
    apart, which pandoc leaves out."""
    archive = open_container(data, is_open_document=True)
    names = [name for name in (_MANIFEST, _CONTENT) if name in archive.namelist()]
    parts = read_entries(archive, tuple(names))
    if _ENCRYPTED in parts.get(_MANIFEST, b""):
        raise Unreadable("is-protected")
    try:
        content = read_xml(parts[_CONTENT], deepest=_DEEPEST)
    except KeyError:
        raise Unreadable("zip-damaged") from None
    except Refused as fault:
        raise Unreadable("part-broken", part=_CONTENT, reason=Unreadable(f"xml-{fault.reason}")) from None
    for element in list(content.iter(f"{_ODF}table-of-content")):
        element.clear()
    raw = "\n".join("".join(_odf_text(element)) for element in content.iter(f"{_ODF}p", f"{_ODF}h"))
    return _tree(_read(data, "odt", raw), raw, archive, "")


def _read(data: bytes, form: str, raw: str) -> Node:
    """What pandoc makes of a file with these words. TooLarge, before pandoc is asked, where they are more than any plan has."""
    if len(raw) > LARGEST_TEXT:
        raise TooLarge
    return read(data, form)


def _odf_text(element: Element) -> Iterator[str]:
    """What a paragraph says, without those inside it, which are paragraphs too, and without the numbers of notes and what
    stands for pictures."""
    yield element.text or ""
    for child in element:
        if child.tag in (f"{_ODF}s", f"{_ODF}tab", f"{_ODF}line-break"):
            told = child.get(f"{_ODF}c", "")  # how many spaces one element stands for
            yield " " * (min(int(told), LARGEST_TEXT + 1) if told.isascii() and told.isdigit() and len(told) < 12 else 1)
        elif child.tag not in (f"{_ODF}note", f"{_ODF}p", f"{_ODF}h", f"{_SVG}title", f"{_SVG}desc"):
            yield from _odf_text(child)
        yield child.tail or ""


def _tree(ast: Node, raw: str, archive: ZipFile, folder: str) -> Foreign:
    pictures = [(picture["c"][2][0], _description(picture)) for picture in _images(ast["blocks"])]
    kept = [name for name, _ in pictures if name not in decorations(pictures)]
    files = read_pictures(archive, folder, kept, instead_of_drawings(archive) if folder else {})
    reader = _Reader(files)
    told = [reader.paragraph(_inlines(ast["meta"][name]), "title") for name in ("title", "subtitle", "author", "date") if name in ast["meta"]]
    blocks = tuple(by_looks([*(block for each in told for block in each), *reader.blocks(ast["blocks"])]))
    title = next((block.text.plain for block in blocks if isinstance(block, Paragraph) and block.role == "title"), "")
    return Foreign("word", blocks, reader.notes, (), readable(raw), title, files)


def _inlines(meta: Node) -> list[Node]:
    """The inlines of a value of pandoc's metadata."""
    if meta["t"] == "MetaInlines":
        return list(meta["c"])
    if meta["t"] == "MetaString":
        return [{"t": "Str", "c": meta["c"]}]
    inner = meta["c"] if isinstance(meta["c"], list) else []
    return [node for each in inner if isinstance(each, dict) for node in (_inlines(each) if each["t"].startswith("Meta") else each.get("c", []))]


def _role(style: str) -> Role:
    """What the name of a style says, as Word has it in English."""
    name = style.lower()
    if name == "title":
        return "title"
    if name == "caption":
        return "caption"
    if name.startswith("toc ") or name == "toc heading":
        return "contents"
    last = name.rpartition(" ")[2]
    return last if last in ("term", "small", "missing") else ""  # type: ignore[return-value]  # those are roles


class _Reader:
    """Numbers the paragraphs in the order in which they come, and gathers the notes."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.count = 0
        self.notes: dict[str, tuple[Block, ...]] = {}

    def blocks(self, nodes: Iterable[Node], role: Role = "") -> Iterator[Block]:
        for node in nodes:
            yield from self.block(node, role)

    def block(self, node: Node, role: Role) -> Iterator[Block]:
        kind, content = node["t"], node.get("c", [])
        if kind in ("Para", "Plain"):
            yield from self.paragraph(content, role)
        elif kind == "Header":
            yield from (Heading(content[0], block.text) for block in self.paragraph(content[2]) if isinstance(block, Paragraph))
        elif kind == "LineBlock":
            for line in content:
                yield from self.paragraph(line, role)
        elif kind == "CodeBlock":
            yield from self.paragraph([{"t": "Str", "c": content[1]}], role)
        elif kind == "BulletList":
            yield List(tuple(tuple(self.blocks(item)) for item in content))
        elif kind == "OrderedList":
            yield List(tuple(tuple(self.blocks(item)) for item in content[1]), content[0][0])
        elif kind == "DefinitionList":
            for term, meanings in content:
                yield from self.paragraph(term, "term")
                for meaning in meanings:
                    yield from self.blocks(meaning)
        elif kind == "Div":
            style = next((value for name, value in content[0][2] if name == "custom-style"), "")
            yield from self.blocks(content[1], _role(style) or role)
        elif kind == "BlockQuote":
            yield from self.blocks(content, role)
        elif kind == "Table":
            yield from self.table(content)
        elif kind == "Figure":
            yield from self.blocks(content[2])
            yield from self.blocks(content[1][1], "caption")

    def paragraph(self, nodes: Iterable[Node], role: Role = "") -> Iterator[Block]:
        """The paragraph, if it says anything, and the pictures in it."""
        nodes = list(nodes)
        number = self.count
        self.count += 1
        runs = tuple(_joined(self.runs(nodes, Run(""))))
        if any(run.text.strip() or run.note for run in runs):
            text = Text(runs, number)
            yield Paragraph(replace(text.cut(0), start=0), role)
        for picture in _pictures(nodes):
            yield Figure(_description(picture), name if (name := picture["c"][2][0]) in self.files else "")

    def runs(self, nodes: Iterable[Node], look: Run) -> Iterator[Run]:
        """The runs of inlines, each with the looks of those around it."""

        for node in nodes:
            kind, content = node["t"], node.get("c", [])
            match kind:
                case "Str":
                    yield replace(look, text=readable(content))
                case "Space" | "SoftBreak" | "LineBreak":
                    yield replace(look, text=" ")
                case "Strong":
                    yield from self.runs(content, replace(look, bold=True))
                case "Emph":
                    yield from self.runs(content, replace(look, italic=True))
                case "Link":
                    yield from self.runs(content[1], replace(look, link="" if content[2][0].startswith("#") else content[2][0]))
                case "Note":
                    label = str(len(self.notes) + 1)
                    self.notes[label] = ()  # its place among the notes, before those that stand in it
                    self.notes[label] = tuple(self.blocks(content))
                    yield replace(look, note=label)
                case "Code" | "Math":
                    yield replace(look, text=content[1])
                case "Span" | "Quoted" | "Cite":
                    yield from self.runs(content[1], look)
                case "Underline" | "Strikeout" | "Superscript" | "Subscript" | "SmallCaps":
                    yield from self.runs(content, look)
                case _:
                    pass

    def table(self, content: Any) -> Iterator[Block]:
        """The table, after what its caption says."""
        _, caption, _, head, bodies, foot = content
        if not caption[0]:  # else it is the title of the table's properties, which is no text of the document
            yield from self.blocks(caption[1], "caption")
        rows = [(row, True) for row in head[1]]
        rows += [(row, number < 0) for body in bodies for number, row in enumerate([*body[2], *body[3]], -len(body[2]))]
        rows += [(row, False) for row in foot[1]]
        made = tuple(tuple(self.cell(cell, header) for cell in row[1]) for row, header in rows)
        if any(made):
            yield Table(made)

    def cell(self, cell: Any, header: bool) -> Cell:
        _, _, rows, columns, blocks = cell
        return Cell(tuple(self.blocks(blocks)), header, columns, rows)


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Runs of one look as one."""

    last: Run | None = None
    for run in runs:
        if last and not last.note and (last.bold, last.italic, last.link) == (run.bold, run.italic, run.link):
            last = replace(run, text=last.text + run.text)
        else:
            if last:
                yield last
            last = run
    if last:
        yield last


def _description(picture: Node) -> str:
    """The words that stand for a picture."""
    held = dict(picture["c"][0][2]).get("alt")
    return held or "".join(node["c"] if node["t"] == "Str" else " " for node in picture["c"][1] if node["t"] in ("Str", "Space", "SoftBreak"))


def _images(node: Any) -> Iterator[Node]:
    """All pictures of a tree, in order."""
    if isinstance(node, dict):
        if node.get("t") == "Image":
            yield node
        yield from _images(node.get("c"))
    elif isinstance(node, list):
        for each in node:
            yield from _images(each)


def _pictures(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        content = node.get("c", [])
        if node["t"] == "Image":
            yield node
        elif node["t"] in ("Strong", "Emph", "Underline"):
            yield from _pictures(content)
        elif node["t"] in ("Span", "Link"):
            yield from _pictures(content[1])
