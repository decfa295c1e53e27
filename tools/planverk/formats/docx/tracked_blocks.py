"""The marks of paragraphs, so that each edition has one mark after each of its paragraphs, and none besides.

When a mark goes, what stood before it goes on in the paragraph after it. A table can't be gone on in, and neither can the end of a cell. So where the
last paragraphs before a table or an end go, it is the mark of the last one that stands whose going is tracked, and the very last mark stays: in the
edition that lacks them it ends what stood before, with that one's properties (`w:pPrChange` says which it had). Where nothing that stands comes
before, the very last mark goes as well, or stays as the empty paragraph that keeps two tables apart. Where some go and others come at such a place,
the last of either kind share that mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from planverk.document.blocks import Mark
from planverk.formats.docx.changes import Changes, is_filler
from planverk.formats.docx.layout import style_id
from planverk.formats.docx.lines import Stamp
from planverk.formats.docx.ooxml import drop, make, properties, put
from planverk.formats.docx.own_styles import SEPARATOR
from planverk.word.names import Element, w

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
        for paragraphs in (_in_order(paragraphs, changes) for paragraphs in _runs(stretch)):
            later, earlier = (_ends(paragraphs, gone, changes, bound) for gone, bound in zip(_EDITIONS, bounds, strict=True))
            _settle(paragraphs, later, earlier, stamp)


def mark_paragraph(paragraph: Element, marks: tuple[Mark, ...], stamp: Stamp) -> None:
    """Tracks the paragraph's mark: it came in, went out, or (both) stands in neither edition."""
    put(properties(paragraph), make("rPr", *(stamp.change(mark) for mark in marks)))


def _runs(stretch: list[Element]) -> Iterator[list[Element]]:
    """Paragraphs that follow each other, without a table between them."""
    return (list(group) for is_table, group in groupby(stretch, key=lambda each: each.tag == w("tbl")) if not is_table)


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
        if after.stands and before.stands:
            _change_properties(paragraph, before.properties, stamp)
        else:
            mark_paragraph(paragraph, _marks(after, before), stamp)


def _marks(after: _End, before: _End) -> tuple[Mark, ...]:
    return ("inserted",) if after.stands else ("deleted",) if before.stands else ("inserted", "deleted")


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


def _change_properties(paragraph: Element, former: Element | None, stamp: Stamp) -> None:
    """Tracks a change of the paragraph's properties, where it is one of more than the look."""
    if former is not None and _told(former) != _told(_properties(paragraph)):
        put(properties(paragraph), stamp.former(former))


def _told(given: Element) -> list[bytes]:
    return [etree.tostring(child, with_tail=False) for child in given if child.tag not in _LOOK]
