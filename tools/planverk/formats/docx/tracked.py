"""Word's tracked changes: what came in and went out, so that accepting or rejecting all gives the one edition or the other.

A run stands in `w:ins` or `w:del`, never around a link but inside it: LibreOffice loses the words of a link that a deletion stands around. A row that
came in or went out says so itself, with all that stands in it. A paragraph's mark is tracked apart from its words (ECMA-376 part 1, 17.13.5.15 and
17.13.5.19): when it goes, what stood before it goes on in the next paragraph. `tracked_blocks` tells what follows from that.
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.document.blocks import Mark
from planverk.formats.docx.changes import Changes
from planverk.formats.docx.lines import Stamp, strike
from planverk.formats.docx.ooxml import make
from planverk.formats.docx.tracked_blocks import mark_paragraph, track_blocks
from planverk.word.names import Element, w
from planverk.word.reading import text_of

_CONTENT = (w("r"), w("ins"), w("del"), w("hyperlink"))


def track(changes: Changes, stamp: Stamp) -> None:
    """Writes the changes into the parts that they were read from: first the runs, then rows, then the marks of paragraphs."""
    marked = [_paragraph(run) for run in changes.runs]
    for paragraph in dict.fromkeys([*changes.paragraphs, *marked]):
        _track_runs(paragraph, changes.paragraphs.get(paragraph), changes, stamp)
    for row, mark in changes.rows.items():
        _track_row(row, mark, stamp)
    for container in dict.fromkeys(_containers(changes)):
        track_blocks(container, changes, stamp)


def part_insertions(part: Element, stamp: Stamp) -> None:
    """Dates the insertions of a paragraph two minutes later where the paragraph before ends with one, and its mark stands.

    LibreOffice takes two insertions of one author and minute for one where nothing but the end of a paragraph is between them, and rejects that end
    with them.
    """
    for paragraph in part.iter(w("p")):
        before, changes = paragraph.getprevious(), list(paragraph.iter(w("ins")))
        if not changes or before is None or before.tag != w("p") or before.find(f"{w('pPr')}/{w('rPr')}/{w('ins')}") is not None:
            continue
        last = _outermost(before, -1)
        if last is not None and last.tag == w("ins") and _outermost(paragraph, 0) in (None, *changes):
            date = stamp.apart if last.get(w("date")) == stamp.date else stamp.date
            for change in changes:
                change.set(w("date"), date)


def _outermost(where: Element, place: int) -> Element | None:
    """The first (0) or last (-1) change or run of a paragraph, in a link or not."""
    content = [child for child in where if child.tag in _CONTENT]
    if not content:
        return None
    return _outermost(content[place], place) if content[place].tag == w("hyperlink") else content[place]


def show_changes(changes: Changes) -> None:
    """What came in underlined and what went out struck out, for a document that tells of changes in its own text."""
    for paragraph, mark in changes.paragraphs.items():
        for run in paragraph.iter(w("r")):
            changes.runs.setdefault(run, mark)
    for run, mark in changes.runs.items():
        look = run.find(w("rPr"))
        if look is None:
            look = make("rPr")
            run.insert(0, look)
        look.append(make("u", val="single") if mark == "inserted" else make("strike"))


def count_changes(parts: tuple[Element, ...], first: int) -> None:
    """Gives every change of all parts an id of its own, counted from `first` in reading order."""
    for part in parts:
        for change in part.iter(w("ins"), w("del"), w("pPrChange")):
            change.set(w("id"), str(first))
            first += 1


def _paragraph(run: Element) -> Element:
    return next(run.iterancestors(w("p")))


# --- runs ------------------------------------------------------------------------------------------------------------


def _track_runs(where: Element, whole: Mark | None, changes: Changes, stamp: Stamp) -> None:
    """Puts runs that follow each other and have one mark into one change. Blanks that stand in neither edition are dropped."""
    change, kind = None, None
    for child in list(where):
        if child.tag == w("hyperlink"):
            _track_runs(child, whole, changes, stamp)
        mark = _mark(child, whole, changes)
        if mark and whole and mark != whole and not text_of(child).strip():
            where.remove(child)
        elif mark:
            if change is None or kind != mark or change.getnext() is not child:
                change, kind = stamp.change(mark), mark
                child.addprevious(change)
            change.append(child)
            if mark == "deleted":
                strike(child)


def _mark(child: Element, whole: Mark | None, changes: Changes) -> Mark | None:
    """What became of a run. Fields, whose beginning and end belong together, are never tracked."""
    if child.tag != w("r") or next(child.iterchildren(w("fldChar"), w("instrText")), None) is not None:
        return None
    return changes.runs.get(child) or whole


# --- rows and paragraphs ---------------------------------------------------------------------------------------------


def _track_row(row: Element, mark: Mark, stamp: Stamp) -> None:
    """Marks a row, and with it the paragraphs in it, as Word does; they go with the row, whatever comes after them."""
    properties = row.find(w("trPr"))
    if properties is None:
        properties = make("trPr")
        row.insert(0, properties)
    properties.append(stamp.change(mark))
    for paragraph in row.iter(w("p")):
        mark_paragraph(paragraph, (mark,), stamp)


def _containers(changes: Changes) -> Iterator[Element]:
    """What holds paragraphs and tables of which one at least came in or went out, but for rows, which were seen to."""
    for block in (*changes.paragraphs, *(next(row.iterancestors(w("tbl"))) for row in changes.rows)):
        parent = block.getparent()
        if parent is not None and not any(row in changes.rows for row in block.iterancestors(w("tr"))):
            yield parent
