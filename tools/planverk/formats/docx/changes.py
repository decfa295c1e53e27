"""What came in and what went out, read from the marks that the emitter left in pandoc's parts, and the parts as one edition has them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from planverk.document.blocks import Mark
from planverk.formats.docx.emit import MARKS, MOVE, ROW_MARKS
from planverk.formats.docx.ooxml import drop, make
from planverk.word.names import Element, w

_OF_PARAGRAPHS: dict[str, Mark] = {name: mark for mark, name in MARKS.items()}
_OF_ROWS: dict[str, Mark] = {name: mark for mark, name in ROW_MARKS.items()}
_KINDS: dict[str, Mark] = {w("ins"): "inserted", w("del"): "deleted"}


@dataclass(frozen=True, slots=True)
class Changes:
    """What came in or went out: paragraphs and rows as a whole, runs in paragraphs that stand, and in those that were moved.

    `moves` are the numbers of the moves by which paragraphs, those in rows too, did so. `former` are the properties that a paragraph has in the
    earlier edition, where they are others than in the later one.
    """

    paragraphs: dict[Element, Mark] = field(default_factory=dict)
    rows: dict[Element, Mark] = field(default_factory=dict)
    runs: dict[Element, Mark] = field(default_factory=dict)
    former: dict[Element, Element] = field(default_factory=dict)
    moves: dict[Element, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.paragraphs or self.rows or self.runs)

    def went_out(self) -> Iterator[Element]:
        """The runs that went out of paragraphs that stand."""
        return (run for run, mark in self.runs.items() if mark == "deleted")

    def of_table(self, table: Element) -> Mark | Literal[""]:
        """What became of a table as a whole: the mark that all its rows have."""
        marks = {self.rows.get(row) for row in table.iterchildren(w("tr"))}
        return (marks.pop() or "") if len(marks) == 1 else ""

    def of_block(self, block: Element) -> Mark | Literal[""]:
        """What became of a paragraph or table as a whole."""
        return self.of_table(block) if block.tag == w("tbl") else self.paragraphs.get(block, "")


def read_changes(root: Element, notes: Element) -> Changes:
    """The changes in body and notes. The marks are taken out; what pandoc wrote as tracked stands as plain runs again."""
    changes = Changes()
    for part in (root, notes):
        _read_runs(part, changes)
        for start in list(part.iter(w("bookmarkStart"))):
            name, _, move = start.get(w("name"), "").partition(MOVE)
            if name in _OF_ROWS:
                row = _read_row(start, _OF_ROWS[name], changes)
                changes.moves.update(dict.fromkeys(row.iter(w("p")), int(move)) if move else {})
            elif name in _OF_PARAGRAPHS:
                paragraph = _above(start, "p")
                changes.paragraphs[paragraph] = _OF_PARAGRAPHS[name]
                changes.moves.update({paragraph: int(move)} if move else {})
                _take_out(start)
    for row, mark in changes.rows.items():
        changes.paragraphs.update(dict.fromkeys(row.iter(w("p")), mark))
    _read_notes(root, notes, changes)
    return changes


def _read_runs(part: Element, changes: Changes) -> None:
    for change in list(part.iter(*_KINDS)):
        changes.runs.update(dict.fromkeys(change.iter(w("r")), _KINDS[str(change.tag)]))
        for child in list(change):
            change.addprevious(child)
        drop(change)
    for text in part.iter(w("delText")):
        text.tag = w("t")


def _read_row(start: Element, mark: Mark, changes: Changes) -> Element:
    """Marks the row, and takes out the paragraph that said so; a cell keeps one at least. The row comes back."""
    paragraph, cell = _above(start, "p"), _above(start, "tc")
    row = _above(cell, "tr")
    changes.rows[row] = mark
    drop(paragraph)
    if cell.find(w("p")) is None and cell.find(w("tbl")) is None:
        cell.append(make("p"))
    return row


def _read_notes(root: Element, notes: Element, changes: Changes) -> None:
    """A note whose call came in or went out does so itself."""
    by_id = {note.get(w("id"), ""): note for note in notes.findall(w("footnote"))}
    for call in root.iter(w("footnoteReference")):
        run = _above(call, "r")
        mark = changes.runs.get(run) or changes.paragraphs.get(_above(run, "p"))
        if mark:
            note = by_id[call.get(w("id"), "")]
            changes.paragraphs.update(dict.fromkeys(note.iter(w("p")), mark))
            changes.rows.update(dict.fromkeys(note.iter(w("tr")), mark))


def _above(element: Element, name: str) -> Element:
    return next(element.iterancestors(w(name)))


def _take_out(start: Element) -> None:
    """Takes out a bookmark that pandoc ended where it began."""
    end = start.getnext()
    if end is not None and end.tag == w("bookmarkEnd"):
        drop(end)
    drop(start)


def is_filler(paragraph: Element) -> bool:
    """Whether an empty paragraph only keeps a table apart from the next, or from the end of what it stands in."""
    before, after = paragraph.getprevious(), paragraph.getnext()
    ends = after is None or after.tag in (w("tbl"), w("sectPr"), w("bookmarkEnd"))
    return not [child for child in paragraph if child.tag != w("pPr")] and before is not None and before.tag == w("tbl") and ends


@contextmanager
def without(gone: Mark, changes: Changes, body: Element) -> Iterator[None]:
    """Inside, the body is without the paragraphs and tables that are `gone` in an edition; afterwards all stand where they stood.

    What only keeps a table apart is left out with them, since it may stand beside another paragraph in that edition, or not at all.
    """
    places: list[tuple[Element, Element | None, Element | None]] = []
    fillers = [paragraph for paragraph in body.iter(w("p")) if is_filler(paragraph)] if changes else []
    for block in (*fillers, *_whole(gone, changes)):
        places.append((block, block.getprevious(), block.getparent()))
        drop(block)
    yield
    for block, before, parent in reversed(places):
        if before is not None:
            before.addnext(block)
        elif parent is not None:
            parent.insert(0, block)


def _whole(gone: Mark, changes: Changes) -> Iterator[Element]:
    """Paragraphs and tables that are gone as a whole; not those in rows, which go with their rows."""
    inside = {paragraph for row in changes.rows for paragraph in row.iter(w("p"))}
    yield from (each for each, mark in changes.paragraphs.items() if mark == gone and each not in inside)
    tables = dict.fromkeys(_above(row, "tbl") for row, mark in changes.rows.items() if mark == gone)
    yield from (table for table in tables if changes.of_table(table) == gone)
