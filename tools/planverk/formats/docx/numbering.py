"""Lists: our own levels and marks, and each of pandoc's lists brought over to them."""

from __future__ import annotations

from planverk.formats.docx.bookmarks_notes_tabs import BOXES
from planverk.formats.docx.layout import BOX
from planverk.formats.docx.ooxml import make, properties, put, style_of
from planverk.word.names import Element, w

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
        self._pandoc = {num.get(w("numId"), ""): abstract.get(_value(num, "abstractNumId")) for num in numbering.findall(w("num"))}
        self._ours: dict[tuple[str, bool], int] = {}
        self._starts: list[tuple[int, int, int, int]] = []

    def settle(self, root: Element) -> None:
        """Gives every list paragraph under `root` its list of ours; paragraphs that go on an item become indented text without a mark."""
        for paragraph in root.iter(w("p")):
            found = paragraph.find(f"{w('pPr')}/{w('numPr')}")
            if found is not None:
                self._settle(paragraph, found)

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
        level, number = int(_value(found, "ilvl") or 0), _value(found, "numId")
        narrow = not style_of(paragraph).startswith(_FLOW)
        where = properties(paragraph)
        if number == _CONTINUED:
            where.remove(found)
            boxed = style_of(paragraph).startswith(BOXES)
            put(where, make("ind", left=BOX if boxed else (_NARROW_STEP if narrow else _STEP) * (level + 1)))
        else:
            put(where, make("numPr", make("ilvl", val=level), make("numId", val=self._number(number, level, narrow))))
            if style_of(paragraph).startswith(BOXES):
                put(where, make("ind", left=BOX + _NARROW_STEP * (level + 1), right=BOX, hanging=_NARROW_STEP * (level + 1)))

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
        if shape is None or _value(shape, "numFmt") == "bullet":
            return None
        return int(_value(shape, "start") or 1)


def _value(element: Element, name: str) -> str:
    child = element.find(w(name))
    return "" if child is None else child.get(w("val"), "")


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
