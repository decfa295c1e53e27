"""Word's tracked changes: what came in and went out, so that accepting or rejecting all gives the one edition or the other.

A run stands in `w:ins` or `w:del`, never around a link but inside it: LibreOffice loses the words of a link that a deletion stands around. A row that
came in or went out says so itself, with all that stands in it. A paragraph's mark is tracked apart from its words (ECMA-376 part 1, 17.13.5.15 and
17.13.5.19): when it goes, what stood before it goes on in the next paragraph. What follows from that stands below, where the marks are.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from planverk.document.blocks import Mark
from planverk.formats.docx.changes import Changes, is_filler
from planverk.formats.docx.design import style_id
from planverk.formats.docx.lines import Stamp, strike
from planverk.formats.docx.ooxml import drop, make, properties, put
from planverk.formats.docx.styles import SEPARATOR
from planverk.word.names import Element, w
from planverk.word.reading import text_of

_CAME, _WENT = (w("ins"), w("moveTo")), (w("del"), w("moveFrom"))
_CONTENT = (w("r"), *_CAME, *_WENT, w("hyperlink"))
_BOUNDS = tuple(w(f"move{way}Range{end}") for way in ("From", "To") for end in ("Start", "End"))


def track(changes: Changes, stamp: Stamp) -> None:
    """Writes the changes into the parts that they were read from: first the runs, then rows, then the marks of paragraphs."""
    for paragraph in dict.fromkeys((*changes.paragraphs, *(next(run.iterancestors(w("p"))) for run in changes.runs))):
        _track_runs(paragraph, _Whole(changes.paragraphs.get(paragraph), paragraph in changes.moves), changes, stamp)
    _bound(changes, stamp)
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
        before, changes = paragraph.getprevious(), list(paragraph.iter(*_CAME))
        if not changes or before is None or before.tag != w("p") or before.find(f"{w('pPr')}/{w('rPr')}/{w('ins')}") is not None:
            continue
        last = _outermost(before, -1)
        if last is not None and last.tag in _CAME and _outermost(paragraph, 0) in (None, *changes):
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
        properties(run, "rPr").append(make("u", val="single") if mark == "inserted" else make("strike"))


def count_changes(parts: tuple[Element, ...], first: int) -> None:
    """Gives every change of all parts an id of its own, counted from `first` in reading order."""
    for part in parts:
        named: dict[str, str] = {}
        for change in part.iter(*_CAME, *_WENT, w("pPrChange"), *_BOUNDS):
            # The two bounds of a move have one id, which they were given by its number.
            known = named.setdefault(change.get(w("id"), ""), str(first)) if change.tag in _BOUNDS else str(first)
            change.set(w("id"), known)
            first += known == str(first)


# --- runs ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Whole:
    """What became of the paragraph that runs stand in: its mark, and whether it was moved."""

    mark: Mark | None
    moved: bool


def _track_runs(where: Element, whole: _Whole, changes: Changes, stamp: Stamp) -> None:
    """Puts runs that follow each other and have one mark into one change. Blanks that stand in neither edition are dropped."""
    change, kind = None, ""
    for child in list(where):
        if child.tag == w("hyperlink"):
            _track_runs(child, whole, changes, stamp)
        mark = _mark(child, whole.mark, changes)
        if mark and whole.mark and mark != whole.mark and not text_of(child).strip():
            where.remove(child)
        elif mark:
            of_move = whole.moved and child not in changes.runs
            new = f"{mark} {of_move}"
            if change is None or kind != new or change.getnext() is not child:
                change, kind = stamp.moved(mark) if of_move else stamp.change(mark), new
                child.addprevious(change)
            change.append(child)
            if mark == "deleted" and not of_move:
                strike(child)


def _bound(changes: Changes, stamp: Stamp) -> None:
    """Puts bounds around what each move took from one place and to the other, so that Word knows the two for one move."""
    ends: dict[tuple[Mark, int], list[Element]] = {}
    for paragraph, number in changes.moves.items():
        ends.setdefault((changes.paragraphs[paragraph], number), []).append(paragraph)
    for (mark, number), paragraphs in ends.items():
        start, end = stamp.bounds(mark, number)
        paragraphs[0].insert(1 if paragraphs[0].find(w("pPr")) is not None else 0, start)
        paragraphs[-1].append(end)


def _mark(child: Element, whole: Mark | None, changes: Changes) -> Mark | None:
    """What became of a run. Fields, whose beginning and end belong together, are never tracked."""
    if child.tag != w("r") or next(child.iterchildren(w("fldChar"), w("instrText")), None) is not None:
        return None
    return changes.runs.get(child) or whole


# --- rows and paragraphs ---------------------------------------------------------------------------------------------


def _track_row(row: Element, mark: Mark, stamp: Stamp) -> None:
    """Marks a row, and with it the paragraphs in it, as Word does; they go with the row, whatever comes after them."""
    properties(row, "trPr").append(stamp.change(mark))
    for paragraph in row.iter(w("p")):
        mark_paragraph(paragraph, (mark,), stamp)


def _containers(changes: Changes) -> Iterator[Element]:
    """What holds paragraphs and tables of which one at least came in or went out, but for rows, which were seen to."""
    for block in (*changes.paragraphs, *(next(row.iterancestors(w("tbl"))) for row in changes.rows)):
        parent = block.getparent()
        if parent is not None and not any(row in changes.rows for row in block.iterancestors(w("tr"))):
            yield parent


# --- the marks of paragraphs, so that each edition has one mark after each of its paragraphs, and none besides ---
# When a mark goes, what stood before it goes on in the paragraph after it. A table can't be gone on in, and neither can the end of a cell. So where
# the last paragraphs before a table or an end go, it is the mark of the last one that stands whose going is tracked, and the very last mark stays: in
# the edition that lacks them it ends what stood before, with that one's properties (`w:pPrChange` says which it had). Where nothing that stands comes
# before, the very last mark goes as well, or stays as the empty paragraph that keeps two tables apart. Where some go and others come at such a place,
# the last of either kind share that mark.


_EDITIONS: tuple[Mark, Mark] = ("deleted", "inserted")
"""The editions by what each of them lacks: the later one, the earlier one."""
_LOOK = (w("keepNext"), w("spacing"))
"""Properties that follow from what stands beside a paragraph; their change is none of the plan's, and is not tracked."""


@dataclass(frozen=True, slots=True)
class _End:
    """The mark of a paragraph in one edition: whether it stands, and the properties that it carries."""

    stands: bool
    properties: Element | None = None


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What Word asks for in one edition: paragraphs that have to stay, with their properties, and one that goes on beyond the tables after it."""

    stays: dict[Element, Element] = field(default_factory=dict)
    goes_on: set[Element] = field(default_factory=set)


def track_blocks(container: Element, changes: Changes, stamp: Stamp) -> None:
    """Tracks the marks of all paragraphs directly in a container: the body, a cell, a note, the contents list."""
    blocks = [each for each in container if each.tag in (w("p"), w("tbl"), w("sdt"))]
    stretches = [list(group) for is_wall, group in groupby(blocks, key=lambda each: each.tag == w("sdt")) if not is_wall]
    for stretch in stretches:
        bounds = [_bounds(stretch, gone, changes, stretch is stretches[-1]) for gone in _EDITIONS]
        for is_table, run in groupby(stretch, key=lambda each: each.tag == w("tbl")):
            if is_table:
                continue
            paragraphs = _in_order(list(run), changes)
            later, earlier = (_ends(paragraphs, gone, changes, bound) for gone, bound in zip(_EDITIONS, bounds, strict=True))
            _settle(paragraphs, later, earlier, stamp)


def mark_paragraph(paragraph: Element, marks: tuple[Mark, ...], stamp: Stamp) -> None:
    """Tracks the paragraph's mark: it came in, went out, or (both) stands in neither edition."""
    put(properties(paragraph), make("rPr", *(stamp.change(mark) for mark in marks)))


def _in_order(paragraphs: list[Element], changes: Changes) -> list[Element]:
    """The paragraphs, of which the last that go and come stand beside each other: what went before what came, the last two at the end.

    So each but those two is whole in one edition and nothing in the other, which every reader of Word's files gets right.
    """
    start = len(paragraphs)
    while start and changes.paragraphs.get(paragraphs[start - 1]):
        start -= 1
    gone, come = ([each for each in paragraphs[start:] if changes.paragraphs[each] == mark] for mark in _EDITIONS)
    if not gone or not come:
        return paragraphs
    ordered = [*gone[:-1], *come[:-1], gone[-1], come[-1]]
    place = make("p")
    paragraphs[start].addprevious(place)
    for paragraph in ordered:
        place.addprevious(paragraph)
    drop(place)
    return [*paragraphs[:start], *ordered]


def _stands(block: Element, gone: Mark, changes: Changes) -> bool:
    mark = changes.of_block(block)
    return mark != gone and (mark != "" or block.tag == w("tbl") or not is_filler(block))


def _bounds(stretch: list[Element], gone: Mark, changes: Changes, is_last: bool) -> _Bounds:
    """Between two tables and after the last one a paragraph has to stay, and so has the very last of all, whatever becomes of it."""
    found, before = _Bounds(), None
    gap = make("pPr", make("pStyle", val=style_id(SEPARATOR)))
    for block in stretch:
        if _stands(block, gone, changes):
            if block.tag == w("tbl") and before is not None and before.tag == w("tbl"):
                found.stays[next(block.itersiblings(w("p"), preceding=True))] = gap
            before = block
    last = stretch[-1]
    if not is_last or last.tag != w("p"):
        return found
    if before is None or before.tag == w("tbl"):
        found.stays[last] = _properties(last) if before is None else gap
    elif any(after.tag == w("tbl") for after in stretch[stretch.index(before) :]):
        found.stays[last] = _properties(before)
        found.goes_on.add(before)
    return found


def _ends(paragraphs: list[Element], gone: Mark, changes: Changes, bounds: _Bounds) -> list[_End]:
    """The marks of paragraphs that follow each other, in one edition."""
    standing = [paragraph for paragraph in paragraphs if _stands(paragraph, gone, changes)]
    if not standing:
        stays = bounds.stays.get(paragraphs[-1])
        return [*(_End(False) for _ in paragraphs[1:]), _End(stays is not None, deepcopy(stays))]
    last, former = standing[-1], changes.former if gone == "inserted" else {}
    carried = {each: deepcopy(former[each]) if each in former else _properties(each) for each in paragraphs}
    ends = [_End(each in standing and each is not last, carried[each]) for each in paragraphs]
    return [*ends[:-1], _End(last not in bounds.goes_on, deepcopy(carried[last]))]


def _properties(paragraph: Element) -> Element:
    found = paragraph.find(w("pPr"))
    return make("pPr") if found is None else deepcopy(found)


def _settle(paragraphs: list[Element], later: list[_End], earlier: list[_End], stamp: Stamp) -> None:
    """Writes each mark; a paragraph whose mark stands in neither edition goes on in the next one for good."""
    for place, (paragraph, after, before) in enumerate(zip(paragraphs, later, earlier, strict=True)):
        if not after.stands and not before.stands and paragraph is not paragraphs[-1]:
            _go_on(paragraph, paragraphs[place + 1])
            continue
        kept = after if after.stands else before
        if kept.properties is not None:
            _dress(paragraph, kept.properties)
        if not after.stands or not before.stands:
            mark_paragraph(paragraph, ("inserted",) if after.stands else ("deleted",) if before.stands else ("inserted", "deleted"), stamp)
        elif before.properties is not None and _told(before.properties) != _told(_properties(paragraph)):
            put(properties(paragraph), stamp.former(before.properties))


def _go_on(paragraph: Element, following: Element) -> None:
    content = [child for child in paragraph if child.tag != w("pPr")]
    place = 1 if following.find(w("pPr")) is not None else 0
    following[place:place] = content
    drop(paragraph)


def _dress(paragraph: Element, given: Element) -> None:
    old = paragraph.find(w("pPr"))
    if old is not None:
        paragraph.remove(old)
    if len(given):
        paragraph.insert(0, given)


def _told(given: Element) -> list[bytes]:
    """Properties whose change is tracked: those of more than the look."""
    return [etree.tostring(child, with_tail=False) for child in given if child.tag not in _LOOK]
