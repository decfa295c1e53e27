"""Paragraphs: our own lists in place of pandoc's, and the small marks of the text: bookmarks, note numbers, tabs, what stands together."""

from __future__ import annotations

from collections.abc import Container
from copy import deepcopy
from itertools import pairwise

from planverk.formats.docx.design import BOX
from planverk.formats.docx.ooxml import characters, drop, make, properties, put, style_of
from planverk.word.names import Element, value, w

BULLETS, NUMBERS, NARROW_BULLETS, NARROW_NUMBERS = 1, 2, 3, 4
_CONTINUED = "1000"
_STEP, _NARROW_STEP = 340, 227
_MARKS = ("•", "–")
_FLOW = ("ListBullet", "ListNumber", "ListContinue", "PlanverkSmall", "PlanverkMissing", "PlanverkLead")


class Lists:
    """Pandoc's lists by number, and those of ours that take their place."""

    def __init__(self, numbering: Element) -> None:
        """Reads pandoc's numbering part: of each list, whether it counts and from where."""
        abstract = {each.get(w("abstractNumId")): each for each in numbering.findall(w("abstractNum"))}
        self._pandoc = {num.get(w("numId"), ""): abstract.get(value(num, "abstractNumId")) for num in numbering.findall(w("num"))}
        self._ours: dict[tuple[str, bool], int] = {}
        self._starts: list[tuple[int, int, int, int]] = []

    def settle(self, root: Element) -> None:
        """Gives every list paragraph under `root` its list of ours; paragraphs that go on an item become indented text without a mark."""
        for found in list(root.iterfind(f".//{w('p')}/{w('pPr')}/{w('numPr')}")):
            self._settle(next(found.iterancestors(w("p"))), found)

    def part(self, family: str) -> Element:
        """The numbering part with all lists that were settled; bullets are in the family of the text."""
        kinds = ((BULLETS, _STEP, False), (NUMBERS, _STEP, True), (NARROW_BULLETS, _NARROW_STEP, False), (NARROW_NUMBERS, _NARROW_STEP, True))
        root = make("numbering", *(_levels(*kind, family) for kind in kinds))
        root.extend(make("num", make("abstractNumId", val=kind), numId=kind) for kind, _, _ in kinds)
        for number, kind, level, start in self._starts:
            override = make("lvlOverride", make("startOverride", val=start), ilvl=level)
            root.append(make("num", make("abstractNumId", val=kind), override, numId=number))
        return root

    def _settle(self, paragraph: Element, found: Element) -> None:
        level, number, where = int(value(found, "ilvl") or 0), value(found, "numId"), properties(paragraph)
        boxed, narrow = style_of(paragraph).startswith(BOXES), not style_of(paragraph).startswith(_FLOW)
        inward = (_NARROW_STEP if narrow else _STEP) * (level + 1)
        if number == _CONTINUED:
            where.remove(found)
            put(where, make("ind", left=BOX if boxed else inward))
            return
        put(where, make("numPr", make("ilvl", val=level), make("numId", val=self._number(number, level, narrow))))
        if boxed:
            put(where, make("ind", left=BOX + inward, right=BOX, hanging=inward))

    def _number(self, number: str, level: int, narrow: bool) -> int:
        start = self._start(number, level)
        if start is None:
            return NARROW_BULLETS if narrow else BULLETS
        if (number, narrow) not in self._ours:
            self._ours[number, narrow] = NARROW_NUMBERS + 1 + len(self._starts)
            self._starts.append((self._ours[number, narrow], NARROW_NUMBERS if narrow else NUMBERS, level, start))
        return self._ours[number, narrow]

    def _start(self, number: str, level: int) -> int | None:
        """Where a list counts from, None for bullets."""
        kinds = self._pandoc.get(number)
        shape = None if kinds is None else next((each for each in kinds.findall(w("lvl")) if each.get(w("ilvl")) == str(level)), None)
        if shape is None or value(shape, "numFmt") == "bullet":
            return None
        return int(value(shape, "start") or 1)


def _levels(number: int, step: int, counts: bool, family: str) -> Element:
    """Nine levels of marks or numbers; the first three of the wide ones belong to Word's list styles."""
    abstract = make("abstractNum", make("multiLevelType", val="multilevel"), abstractNumId=number)
    for level in range(9):
        shape = make("lvl", make("start", val=1), make("numFmt", val="decimal" if counts else "bullet"), ilvl=level)
        if step == _STEP and level < 3:
            shape.append(make("pStyle", val=("ListNumber" if counts else "ListBullet") + (str(level + 1) if level else "")))
        shape.append(make("lvlText", val=f"%{level + 1}." if counts else _MARKS[level % 2]))
        shape.append(make("lvlJc", val="left"))
        shape.append(make("pPr", make("ind", left=step * (level + 1), hanging=step)))
        if not counts:
            shape.append(make("rPr", make("rFonts", ascii=family, hAnsi=family, hint="default")))
        abstract.append(shape)
    return abstract


# --- bookmarks, note numbers, tabs, what stands together ---


BOXES = ("PlanverkHelp", "PlanverkNotice")
"""How the ids of the styles of a box begin."""
_SMALL, _TERM = "PlanverkSmall", "PlanverkTerm"
_SEPARATORS = 2
_BELOW = {**dict.fromkeys(BOXES, 280), "List": 150}


def settle_bookmarks(*parts: Element) -> None:
    """Moves every bookmark into the first paragraph after its start, around the whole of its text, and counts the bookmarks from 1.

    Pandoc lets a heading's bookmark run over all that stands under the heading, and sets bookmarks between paragraphs.
    """
    starts = [start for part in parts for start in part.iter(w("bookmarkStart"))]
    for part in parts:
        for end in list(part.iter(w("bookmarkEnd"))):
            drop(end)
    for number, start in enumerate(starts, start=1):
        paragraph = _paragraph(start)
        drop(start)
        first = 1 if len(paragraph) and paragraph[0].tag == w("pPr") else 0
        paragraph.insert(first, make("bookmarkStart", id=number, name=start.get(w("name"), "")))
        paragraph.append(make("bookmarkEnd", id=number))


def _paragraph(start: Element) -> Element:
    """The paragraph that a bookmark stands in, or the first after it."""
    inside = next(start.iterancestors(w("p")), None)
    if inside is not None:
        return inside
    for after in start.itersiblings():
        found = next(after.iter(w("p")), None)
        if found is not None:
            return found
    raise ValueError(f"no paragraph comes after the bookmark {start.get(w('name'))}")


def number_notes(root: Element, notes: Element) -> None:
    """Gives the n-th note called in the body the id n, and puts the notes in that order, the two separators before them."""
    by_id = {note.get(w("id"), ""): note for note in notes.findall(w("footnote"))}
    called = list(root.iter(w("footnoteReference")))
    ordered = [by_id["-1"], by_id["0"], *(by_id[call.get(w("id"), "")] for call in called)]
    for number, (call, note) in enumerate(zip(called, ordered[_SEPARATORS:], strict=True), start=1):
        call.set(w("id"), str(number))
        note.set(w("id"), str(number))
    notes[:] = ordered


def part_runs(body: Element, among: Container[Element] | None = None) -> None:
    """Gives the last paragraph of every box and list room below: inside, they stand close, and no style knows which one is the last.

    Here as below, only paragraphs `among` the given ones are changed where some are given.
    """
    for paragraph in body.iter(w("p")):
        run, after = _run(paragraph), paragraph.getnext()
        if run and (after is None or _run(after) != run) and (among is None or paragraph in among):
            put(properties(paragraph), make("spacing", after=_BELOW[run]))


def hold_together(body: Element, among: Container[Element] | None = None) -> None:
    """Keeps on one page what is read together: a lead-in with the beginning of its list, the last two items, an address with what it is of."""
    paragraphs = [each for each in body if each.tag == w("p")]
    for one, other in pairwise(paragraphs):
        if one.getnext() is other and _belong(one, other) and (among is None or one in among):
            put(properties(one), make("keepNext"))


def _belong(one: Element, other: Element) -> bool:
    if _is_item(other):
        before, after = one.getprevious(), other.getnext()
        first = not _is_item(one) or before is None or not _is_item(before)
        return first or after is None or not _is_item(after)
    if style_of(other) == _TERM or style_of(other).startswith("Heading"):
        return False
    lone = other.find(w("hyperlink")) is not None and not other.findall(w("r"))
    before = one.getprevious()
    return lone or (style_of(one) == _SMALL and before is not None and style_of(before) == _TERM)


def _is_item(element: Element) -> bool:
    return element.find(f"{w('pPr')}/{w('numPr')}") is not None


def _run(element: Element) -> str:
    return next((start for start in _BELOW if style_of(element).startswith(start)), "")


def settle_tabs(root: Element) -> None:
    """Makes every tab character, which only our emitter writes, a tab of Word's: runs of text and of tabs, each with the run's properties."""
    for run in [run for run in root.iter(w("r")) if any("\t" in (text.text or "") for text in run.findall(w("t")))]:
        look = [deepcopy(each) for each in run.findall(w("rPr"))]
        for index, piece in enumerate("".join(text.text or "" for text in run.findall(w("t"))).split("\t")):
            if index:
                run.addprevious(make("r", *deepcopy(look), make("tab")))
            if piece:
                run.addprevious(make("r", *deepcopy(look), characters(piece)))
        drop(run)
