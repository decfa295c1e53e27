"""Reads the paragraphs of a Word file with what was changed in them while Word kept track."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from operator import itemgetter

from planverk.word.bookmarks import Trail
from planverk.word.comments import comments_of
from planverk.word.container import Unreadable
from planverk.word.names import MC, TRACKED, Element, local, r, w
from planverk.word.package import read_package
from planverk.word.reading import SIGNS, Paragraph, Reading, in_list
from planverk.word.styles import Format, RunFormats, alignment, properties_of
from planverk.word.tracked_document import OBJECT, Line, Other, Piece, Row, State, TrackedDocument, stamp_of

MOST_CHANGES = 50_000
"""Tracked changes, and comments; a person has to look at them."""
_INSERTING, _DELETING, _MOVED = (w("ins"), w("moveTo")), (w("del"), w("moveFrom")), (w("moveFrom"), w("moveTo"))
_MARKS = (*_INSERTING, *_DELETING)
_OBJECTS = (*map(w, ("footnoteReference", "endnoteReference", "drawing", "pict", "object", "sym")), f"{{{MC}}}AlternateContent")
_EQUATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_STRESSES = {w("b"): "bold", w("i"): "italic"}
_SKIPPED = (w("pPr"), w("rPr"), w("txbxContent"), w("p"))
_CONTENTS = re.compile(r"(?:toc|contents) (?:heading|[1-9])")
"""The styles of a list of contents, also where what stood around it is gone."""
_BODIES = ("document", "footnotes", "endnotes")


def read_tracked(data: bytes) -> TrackedDocument:
    """A Word file's paragraphs, changes and comments. Unreadable where there are none to read."""
    package = read_package(data, whole=True)
    if package.tracked > MOST_CHANGES:
        raise Unreadable("too-many-changes", count=str(package.tracked), limit=str(MOST_CHANGES))
    return _Reader(Reading(package)).read()


class _Reader:
    def __init__(self, reading: Reading) -> None:
        self.reading, self.run_formats = reading, RunFormats(reading.styles)
        self.lines: list[Line] = []
        self.numbers: dict[Element, int] = {}
        """The number of a paragraph's line."""
        self.read_marks: set[Element] = set()
        self.rows: dict[Element, list[int]] = {}
        self.callers: dict[tuple[str, str], tuple[tuple[str, ...], State]] = {}
        """The owners of the paragraph that calls a note, and what became of the call, by kind of part and id."""
        self.row_marks, self.changed_row = cache(_row_marks), cache(self.outermost_changed)
        self.outside, self.in_gallery = cache(self.addresses), cache(_in_gallery)

    def read(self) -> TrackedDocument:
        for (kind, name), paragraphs in groupby(self.reading.paragraphs, key=lambda each: (each.kind, each.place.part)):
            if kind in _BODIES:
                trail = Trail(self.reading.package.roots[name])
                for paragraph in paragraphs:
                    if next(paragraph.element.iterancestors(w("txbxContent")), None) is None:
                        self.paragraph(paragraph, trail)
        comments = comments_of(self.reading, self.numbers)
        if sum(comment.size for comment in comments) > MOST_CHANGES:
            raise Unreadable("too-many-changes", count=str(len(comments)), limit=str(MOST_CHANGES))
        rows = tuple(self.row(row, numbers) for row, numbers in self.rows.items())
        others = tuple(self.others())
        return TrackedDocument(tuple(self.lines), rows, others, comments, len(self.read_marks) + len(others), self.unread())

    def unread(self) -> dict[str, str]:
        """The parts that are not read, each with the reason; "" for one that only Word puts into the text."""
        found = dict(self.reading.package.broken)
        for _, name, root in self.reading.parts:
            targets = {each.key: each.target for each in self.reading.package.relations(name)}
            found |= {targets.get(chunk.get(r("id"), ""), name): "" for chunk in root.iter(w("altChunk"))}
        return found

    # --- paragraphs ---

    def paragraph(self, paragraph: Paragraph, trail: Trail) -> None:
        element = paragraph.element
        note = next(element.iterancestors(w("footnote"), w("endnote")), None)
        key = "" if note is None else note.get(w("id"), "")
        owners, called = self.callers.get((paragraph.kind, key), ((), "")) if note is not None else (trail.owners(element, paragraph.level), "")
        row, state = self.row_of(element)
        pieces = list(self.pieces(element, Piece(""), paragraph.style))
        end = self.end(element)
        number = len(self.lines)
        self.numbers[element] = number
        if row is not None:
            self.rows.setdefault(row, []).append(number)
        for call in element.iter(w("footnoteReference"), w("endnoteReference")):
            called_note = (f"{local(call).removesuffix('Reference')}s", call.get(w("id"), ""))
            became = _state(call) if called_note not in self.callers or self.callers[called_note][1] else ""
            self.callers[called_note] = (owners, became)
        marks = [each for each in element.iter(*_MARKS) if each in self.read_marks and next(each.iterancestors(w("p"))) is element]
        by = dict.fromkeys(stamp_of(each) for each in marks if not _is_of_end(each))
        self.lines.append(
            Line(
                paragraph.place, paragraph.kind, tuple(_joined(piece for piece, _ in pieces)), end, owners, trail.names(element),
                trail.cell(element), state, self.style(paragraph), paragraph.level, in_list(element, self.reading.styles),
                self.in_contents(paragraph), tuple(self.links(element)), len(marks), tuple(by), _stressed(element), called, key,
                tuple(_formats(pieces)), alignment(element, self.reading.styles),
            )
        )  # fmt: skip

    def style(self, paragraph: Paragraph) -> str:
        """The name of a paragraph's style: programs give other ids to the same styles."""
        return self.reading.styles.name(paragraph.style).lower()

    def pieces(self, element: Element, so_far: Piece, style: str) -> Iterator[tuple[Piece, Format | None]]:
        """The pieces below an element, each as it stands in what surrounds it, with their formats."""
        for child in element:
            if child.tag in _MARKS:
                self.read_marks.add(child)
                yield from self.pieces(child, _inside(child, so_far), style)
            elif child.tag == w("r"):
                if text := "".join(_run(child)):
                    yield so_far._replace(text=text), self.run_formats.of(child, style)
            elif str(child.tag).startswith(f"{{{_EQUATIONS}}}"):
                yield so_far._replace(text=OBJECT), None
            elif child.tag not in _SKIPPED:
                yield from self.pieces(child, so_far, style)

    def end(self, element: Element) -> Piece:
        """The paragraph's end: whether it is one before and after."""
        end, properties = Piece("\n"), properties_of(element)
        marked = None if properties is None else properties.find(w("rPr"))
        for child in () if marked is None else marked:
            if child.tag in _MARKS:
                self.read_marks.add(child)
                end = _inside(child, end)
        return end

    def links(self, element: Element) -> Iterator[str]:
        """The addresses outside the file that the paragraph links to."""
        links = [(link.get(r("id"), ""), link.get(w("anchor"), "")) for link in element.iter(w("hyperlink")) if link.get(r("id"))]
        if links:
            known = self.outside(self.reading.by_element[element].place.part)
            yield from (f"{known[key]}#{anchor}" if anchor else known[key] for key, anchor in links if key in known)

    def addresses(self, part: str) -> dict[str, str]:
        """The addresses outside the file that a part points to, by id."""
        return {each.key: each.target for each in self.reading.package.relations(part) if each.outside}

    def in_contents(self, paragraph: Paragraph) -> bool:
        """Whether the paragraph stands in a list of contents, which Word writes anew at will, or has the style of one."""
        control = next(paragraph.element.iterancestors(w("sdt")), None)
        return (control is not None and self.in_gallery(control)) or bool(_CONTENTS.fullmatch(self.style(paragraph)))

    # --- rows ---

    def row_of(self, element: Element) -> tuple[Element | None, State]:
        """The outermost row around a paragraph that was inserted or deleted as such."""
        row = next(element.iterancestors(w("tr")), None)
        outer = None if row is None else self.changed_row(row)
        if outer is None:
            return None, ""
        marks = self.row_marks(outer)
        self.read_marks.update(marks)
        return outer, "inserted" if marks[0].tag in _INSERTING else "deleted"

    def outermost_changed(self, row: Element) -> Element | None:
        return next((each for each in reversed((row, *row.iterancestors(w("tr")))) if self.row_marks(each)), None)

    def row(self, row: Element, numbers: list[int]) -> Row:
        marks = self.row_marks(row)
        return Row(self.lines[numbers[0]].row, tuple(dict.fromkeys(map(stamp_of, marks))), tuple(numbers), len(marks))

    # --- what is reported only ---

    def others(self) -> Iterator[Other]:
        for _, name, root in self.reading.parts:
            for mark in root.iter(*TRACKED):
                if mark not in self.read_marks:
                    yield Other(local(mark), self.reading.place(name, mark), stamp_of(mark))


def _row_marks(row: Element) -> list[Element]:
    """What says that a row was inserted or deleted."""
    return [mark for properties in row.iterchildren(w("trPr")) for mark in properties.iterchildren(*_MARKS)]


def _state(call: Element) -> State:
    """Whether what stands around an element was inserted, or deleted."""
    marks = {mark.tag for mark in call.iterancestors(*_MARKS)}
    return "deleted" if marks & set(_DELETING) else "inserted" if marks & set(_INSERTING) else ""


def _is_of_end(mark: Element) -> bool:
    parent = mark.getparent()
    return parent is not None and parent.tag == w("rPr")


def _inside(mark: Element, around: Piece) -> Piece:
    """What stands in a change, itself in what is around it."""
    stays, new = mark.tag not in _DELETING, mark.tag in _INSERTING
    moved = around.moved or mark.tag in _MOVED
    return Piece(around.text, around.before and not new, around.after and stays, (*around.stamps, stamp_of(mark)), moved)


def _run(run: Element) -> Iterator[str]:
    for child in run:
        if child.tag in (w("t"), w("delText")):
            yield child.text or ""
        elif child.tag in SIGNS:
            yield SIGNS[str(child.tag)]
        elif child.tag in _OBJECTS:
            yield OBJECT


def _stressed(element: Element) -> bool:
    """Whether inserted words are bold or italic, and none of the others are."""
    came: set[str] = set()
    others: set[str] = set()
    for run in element.iter(w("r")):
        inserted = any(mark.tag == w("ins") for mark in run.iterancestors(*_MARKS))
        (came if inserted else others).update(_stress(run))
    return bool(came - others)


def _stress(run: Element) -> Iterator[str]:
    properties = run.find(w("rPr"))
    for child in () if properties is None or not "".join(_run(run)).strip() else properties:
        if child.tag in _STRESSES and child.get(w("val"), "1") not in ("0", "false", "off"):
            yield _STRESSES[str(child.tag)]


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours with the same marks as one: Word splits runs at will."""
    for marks, group in groupby(pieces, key=lambda piece: piece[1:]):
        yield Piece("".join(piece.text for piece in group), *marks)


def _formats(pieces: Iterable[tuple[Piece, Format | None]]) -> Iterator[tuple[int, Format | None]]:
    """The formats of the text before, by runs of so many characters."""
    for look, group in groupby((each for each in pieces if each[0].before), key=itemgetter(1)):
        yield sum(len(piece.text) for piece, _ in group), look


def _in_gallery(control: Element) -> bool:
    around = (control, *control.iterancestors(w("sdt")))
    return any(next(each.iterfind(f"{w('sdtPr')}//{w('docPartGallery')}"), None) is not None for each in around)
