"""The gate of the EPUB: a package that is whole (EPUB 3.3), tells how it can be read (EPUB Accessibility 1.1), and says what the document says.

Every link leads somewhere, headings and tables are those of the document, each note leads back to its call, and no word is lost or put in.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from urllib.parse import unquote
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from planverk.document.blocks import Table
from planverk.document.document import Document
from planverk.document.said import Said, differences, letters, said_by
from planverk.document.walk import plain
from planverk.errors import UserError
from planverk.formats.clean import clean
from planverk.formats.epub.emit import CALL, COVER, NOTE, UNLISTED
from planverk.formats.epub.package import DC, MIMETYPE, OPF, PACKAGE
from planverk.formats.walk import document_blocks, document_sections, sections
from planverk.safe_xml import Element, Refused, read_xml

_XHTML, _OPS = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NAV, _CONTAINER = "EPUB/nav.xhtml", "META-INF/container.xml"
_DOCTYPE = b"<!DOCTYPE html>\n"
_TOLD = ("dcterms:modified", "schema:accessMode", "schema:accessModeSufficient", "schema:accessibilityFeature", "schema:accessibilityHazard")
_DEEPEST = 3
"""The level of the headings that the contents list goes down to."""
_ACTING = ("script", "iframe", "object", "embed", "form", "video", "audio", "base")
_OUT = ("https:", "http:", "mailto:", "tel:")


def check(data: bytes, document: Document) -> None:
    """Returns where the EPUB keeps what it promises; else UserError with every fault that was found."""
    try:
        book = _opened(data)
        faults = [*book.package_faults(document), *book.page_faults(document), *book.text_faults(document)]
    except (BadZipFile, KeyError, Refused) as broken:
        faults = [_fault("unreadable", said=broken)]
    if faults:
        raise UserError("gate-ours", name="EPUB", faults=tuple({str(each): each for each in faults}.values()))


def _fault(key: str, **facts: object) -> UserError:
    return UserError(f"epub-{key}", **{name: str(fact) for name, fact in facts.items()})


def _opened(data: bytes) -> _Book:
    with ZipFile(BytesIO(data)) as archive:
        first = archive.infolist()[0]
        sound = first.filename == MIMETYPE and first.compress_type == ZIP_STORED and archive.read(first) == b"application/epub+zip"
        parts = {name: archive.read(name) for name in archive.namelist()}
    trees = {name: read_xml(data.replace(_DOCTYPE, b"", 1)) for name, data in parts.items() if name.endswith((".xhtml", ".opf", ".xml"))}
    return _Book(sound, frozenset(parts), trees)


@dataclass(frozen=True)
class _Book:
    """An opened EPUB: whether its media type stands first, the names of its files, the trees of those that are XML."""

    sound: bool
    names: frozenset[str]
    trees: dict[str, Element]

    # --- the package

    def package_faults(self, document: Document) -> Iterator[UserError]:
        """The container, what the package tells, and that it lists what is there."""
        if not self.sound or _CONTAINER not in self.names:
            yield _fault("container")
        opf = self.trees[PACKAGE]
        told = {each.get("property") for each in opf.iter(f"{{{OPF}}}meta") if (each.text or "").strip()}
        yield from (_fault("metadata", name=name) for name in (*_TOLD, "schema:accessibilitySummary") if name not in told)
        for name, wanted in (("title", document.title), ("language", document.language), ("publisher", document.publisher)):
            found = [" ".join((each.text or "").split()) for each in opf.iter(f"{{{DC}}}{name}")]
            if wanted.strip() and found != [" ".join(clean(wanted).split())]:
                yield _fault("metadata", name=f"dc:{name}")
        listed = {posixpath.join("EPUB", unquote(item.get("href", ""))): item.get("id", "") for item in opf.iter(f"{{{OPF}}}item")}
        there = {name for name in self.names if name.startswith("EPUB/")} - {PACKAGE}
        yield from (_fault("manifest", name=name) for name in sorted(there ^ listed.keys()))
        spine = [item.get("idref") for item in opf.iter(f"{{{OPF}}}itemref")]
        if spine != [listed.get(page) for page in self.pages]:
            yield _fault("spine")

    @cached_property
    def pages(self) -> list[str]:
        """The pages in reading order, the cover first."""
        return sorted(name for name in self.trees if name.startswith("EPUB/text/"))

    # --- the pages

    def page_faults(self, document: Document) -> Iterator[UserError]:
        """Language, titles, ids, links, pictures, table headers, notes: what a reader's program and a screen reader go by."""
        for name in (_NAV, *self.pages):
            page = self.trees[name]
            if {page.get("lang"), page.get(_LANG)} != {document.language}:
                yield _fault("language", page=name)
            if not "".join(each.text or "" for each in page.iter(f"{_XHTML}title")).strip() and document.title.strip():
                yield _fault("title", page=name)
            ids = self.ids[name]
            yield from (_fault("id", page=name, id=each) for each in sorted({each for each in ids if ids.count(each) > 1}))
            yield from self._element_faults(name, page)
        yield from self._note_faults()

    @cached_property
    def ids(self) -> dict[str, list[str]]:
        """Every id of a page."""
        return {name: [each.get("id", "") for each in page.iter() if each.get("id")] for name, page in self.trees.items()}

    def _element_faults(self, name: str, page: Element) -> Iterator[UserError]:
        for each in page.iter(f"{_XHTML}*"):
            kind = str(each.tag).removeprefix(_XHTML)
            if kind in _ACTING or any(str(attribute).startswith("on") for attribute in each.attrib):
                yield _fault("acting", page=name, name=kind)
            if kind == "img" and not each.get("alt", "").strip():
                yield _fault("alternative", page=name)
            if kind == "th" and each.get("scope") not in ("col", "row"):
                yield _fault("table-header", page=name)
            for target in filter(None, (each.get("href"), each.get("src"))):
                if not self._leads(name, target, is_link=kind == "a"):
                    yield _fault("link", page=name, target=target)

    def _leads(self, page: str, target: str, *, is_link: bool) -> bool:
        if target.startswith(_OUT):
            return is_link
        path, _, anchor = target.partition("#")
        found = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path))) if path else page
        return found in self.names and (not anchor or unquote(anchor) in self.ids.get(found, []))

    def _note_faults(self) -> Iterator[UserError]:
        """Each call leads to the note of its number, and each note back."""
        for name in self.pages:
            for link in self.trees[name].iter(f"{_XHTML}a"):
                of_note = link.get(f"{_OPS}type") == "noteref"
                number = link.get("id", "").removeprefix(CALL) if of_note else link.get("href", "").rpartition(CALL)[2]
                if of_note and not link.get("href", "").endswith(f"#{NOTE}{number}"):
                    yield _fault("note", number=number)
                if link.get("role") == "doc-backlink" and _note_of(link) != f"{NOTE}{number}":
                    yield _fault("note", number=number)

    # --- what it says

    def text_faults(self, document: Document) -> Iterator[UserError]:
        """Headings, contents, tables and every word, against the document."""
        headings = [each for each in self._headings() if UNLISTED not in each.get("class", "").split()]
        found, wanted = [(int(str(each.tag)[-1]), _letters(each)) for each in headings], [*_headings(document)]
        if found != [(min(level, 6), title) for level, title in wanted]:
            yield _fault("headings", found=len(found), wanted=len(wanted))
        contents = [_letters(link) for link in self.trees[_NAV].iter(f"{_XHTML}a")]
        if contents != [title for level, title in wanted if level <= _DEEPEST]:
            yield _fault("contents", found=len(contents), wanted=len(wanted))
        yield from self._table_faults(document)
        yield from self._word_faults(document)

    def _headings(self) -> Iterator[Element]:
        for name in self.pages:
            yield from self.trees[name].iter(*(f"{_XHTML}h{level}" for level in range(1, 7)))

    def _table_faults(self, document: Document) -> Iterator[UserError]:
        shapes = []
        for name in self.pages:
            for table in self.trees[name].iter(f"{_XHTML}table"):
                if _note_of(table):
                    continue
                rows = [len(row) for part in table if part.tag in (f"{_XHTML}thead", f"{_XHTML}tbody") for row in part]
                heads = [each for part in table.iterchildren(f"{_XHTML}thead") for each in part[0]]
                shapes.append((rows, all(each.tag == f"{_XHTML}th" for each in heads) and len(heads) == (rows[0] if rows else 0)))
        wanted = [[len(block.columns)] * (1 + len(block.rows)) for _, block in document_blocks(document) if isinstance(block, Table)]
        if [rows for rows, _ in shapes] != wanted or not all(headed for _, headed in shapes):
            yield _fault("tables", found=len(shapes), wanted=len(wanted))

    def _word_faults(self, document: Document) -> Iterator[UserError]:
        bodies = [part for name in self.pages for part in self.trees[name].iter(f"{_XHTML}{'table' if COVER in self.ids[name] else 'body'}")]
        notes = [note for body in bodies for note in body.iter() if note.get("role") == "doc-footnote"]
        texts = ["".join(_texts(body)) for body in bodies]
        found = Said("".join(texts), ["".join(_texts(note, inside=True)) for note in notes])
        yield from (UserError(f"output-{key}", **facts) for key, facts in differences(found, said_by(document)))


def _note_of(element: Element) -> str:
    """The id of the note that an element stands in, "" for none."""
    return next((each.get("id", "") for each in element.iterancestors() if each.get("role") == "doc-footnote"), "")


def _letters(element: Element) -> str:
    return letters("".join(_texts(element)))


def _texts(element: Element, *, inside: bool = False) -> Iterator[str]:
    """The words of an element that are the document's: not the notes, unless it is one, nor their calls, numbers and headings."""
    for child in (None, *element):
        if child is None:
            yield element.text or ""
            continue
        ours = child.get(f"{_OPS}type") == "noteref" or {"note-number", UNLISTED} & set(child.get("class", "").split())
        if isinstance(child.tag, str) and not (child.tag == f"{_XHTML}section" and child.get("class", "").endswith(UNLISTED)):
            yield from () if (ours or child.get("role") == "doc-footnote") else _texts(child)
        yield child.tail or ""


def _headings(document: Document) -> Iterator[tuple[int, str]]:
    """Level and letters of every heading; that of the helplines comes after what the document says of itself."""
    own = [*sections(document.colophon)]
    for section in own:
        yield section.level, letters(plain(section.heading))
    if document.help:
        yield 1, letters(plain(document.help.title))
    for section in [*document_sections(document)][len(own) :]:
        yield section.level, letters(plain(section.heading))
