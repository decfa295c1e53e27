"""Checks of what was typed by hand where Word has a means of its own: lists, notes, columns and room."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from planverk.word.fault import Fault
from planverk.word.names import Element, W, number_of, value, w
from planverk.word.reading import Paragraph, Reading, has_content, in_list, text_of

_MONTHS = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|january|february|march|may|june|july|october|december"
"""What makes a number with a full stop a date."""
_BULLET = re.compile(r"\s*([•▪◦‣●○■□▸►➢➤✓✔·])\s*\S")
_DASH = re.compile(r"\s*([-–—*])[\s\u00a0]+\S")
_NUMBER = re.compile(rf"\s*\(?([0-9]{{1,3}}|[a-zæøå])[.)][\s\u00a0]+(?!(?:{_MONTHS})\b)\S", re.IGNORECASE)
_SPEECH = re.compile(r"\s*[–—][\s\u00a0]+[«»“”\"'(]*[^\W\d_]")
_ENDS = (".", "!", "?", "…", ":", "»", "”", '"')
_SUPER = re.compile(r"\[?(\d{1,3})[\])]?")
_UNIT = re.compile(r"(?:^|[\s\d])(?:[kcdm]?m|10)$")
_SPACES = re.compile(r"(?<=\S) {4,}(?=\S)|^ {4,}(?=\S)")
_TABS, _ROWS = 2, 3


def lists(reading: Reading) -> Iterator[Fault]:
    """Paragraphs that follow each other and begin with the same typed mark, or with numbers that count; a bullet sign also where it stands alone."""
    for first, run in _runs(reading):
        if len(run) > 1 and not _is_speech(run):
            yield first.fault("list-faked", count=len(run))
        elif _BULLET.match(first.text):
            fault = first.fault("list-faked", count=1)
            yield Fault(fault.rule, fault.place, fault.facts, "warning")


def _is_speech(run: list[Paragraph]) -> bool:
    """Whether paragraphs with a dash are what people say: each begins like a sentence, and most of them end like one."""
    texts = [paragraph.text.strip() for paragraph in run]
    begin = all(_SPEECH.match(text) and next(char for char in text if char.isalpha()).isupper() for text in texts)
    return begin and 2 * sum(text.endswith(_ENDS) for text in texts) >= len(texts)


def _runs(reading: Reading) -> Iterator[tuple[Paragraph, list[Paragraph]]]:
    run: list[Paragraph] = []
    for paragraph in reading.paragraphs:
        mark = "" if paragraph.level or in_list(paragraph.element, reading.styles) else _mark(paragraph.text)
        if run and mark and _goes_on(_mark(run[-1].text), mark) and run[-1].element.getnext() is paragraph.element:
            run.append(paragraph)
            continue
        if run:
            yield run[0], run
        run = [paragraph] if mark else []
    if run:
        yield run[0], run


def _mark(text: str) -> str:
    """The mark or number that a text begins with, "" for none."""
    found = _BULLET.match(text) or _DASH.match(text) or _NUMBER.match(text)
    return found[1].lower() if found else ""


def _goes_on(before: str, mark: str) -> bool:
    """Whether a mark goes on a list: the same sign, the next number or the next letter."""
    if (one := number_of(before)) is not None and (other := number_of(mark)) is not None:
        return other == one + 1
    if before.isalpha() and mark.isalpha():
        return ord(mark) == ord(before) + 1
    return before == mark and not mark.isalnum()


def notes(reading: Reading) -> Iterator[Fault]:
    """Raised numbers that are no reference to a note of Word's, but for powers and units of area and volume."""
    for paragraph in reading.body:
        for run in paragraph.element.iter(w("r")):
            if value(run, "rPr", "vertAlign") == "superscript" and _SUPER.fullmatch(text_of(run).strip()) and not _is_power(run):
                yield paragraph.fault("note-faked", number=text_of(run).strip())
                break


def _is_power(run: Element) -> bool:
    before = run.getprevious()
    text = "" if before is None or before.tag != w("r") else text_of(before).rstrip()
    return next(run.iterancestors(w("hyperlink")), None) is not None or bool(_UNIT.search(text)) or not text


def columns(reading: Reading) -> Iterator[Fault]:
    """Columns set with tabs over several paragraphs: a table to the eye only."""
    for tabbed, group in groupby(reading.body, lambda paragraph: _tabs(paragraph) >= _TABS):
        rows = list(group)
        if tabbed and len(rows) >= _ROWS:
            yield rows[0].fault("table-faked", count=len(rows))


def _tabs(paragraph: Paragraph) -> int:
    """Tabs between words; contents lists have them too, and those are Word's."""
    is_list = next(paragraph.element.iter(w("instrText"), w("hyperlink")), None) is not None
    return 0 if is_list or paragraph.level else sum(1 for piece in paragraph.text.split("\t") if piece.strip()) - 1


def empty(reading: Reading) -> Iterator[Fault]:
    """Paragraphs that only make room, one finding for those that follow each other.

    An item of a list that was left empty shows its mark, one between two tables keeps them apart, one at the end of a cell Word asks for.
    """
    for is_empty, group in groupby(reading.paragraphs, lambda paragraph: _makes_room(paragraph, reading)):
        run = list(group)
        if is_empty:
            yield run[0].fault("paragraph-empty", count=len(run))


def _makes_room(paragraph: Paragraph, reading: Reading) -> bool:
    element = paragraph.element
    if paragraph.kind != "document" or has_content(element) or in_list(element, reading.styles) or paragraph.level:
        return False
    beside = (element.getprevious(), element.getnext())
    keeps_apart = all(each is not None and each.tag == w("tbl") for each in beside)  # two tables, which Word would else make one
    in_cell = next(element.iterancestors(w("tc"), w("txbxContent")), None) is not None
    breaks = next(element.iter(w("sectPr"), w("br"), w("bookmarkStart")), None) is not None
    return not keeps_apart and not in_cell and not breaks and element.getnext() is not None and not _is_last(element)


def _is_last(element: Element) -> bool:
    """Whether the paragraph ends the body after a table, where Word demands one."""
    before, after = element.getprevious(), next(element.itersiblings(f"{{{W}}}*"), None)
    while after is not None and after.tag == w("bookmarkEnd"):
        after = after.getnext()
    return before is not None and before.tag == w("tbl") and after is not None and after.tag == w("sectPr")


def spaces(reading: Reading) -> Iterator[Fault]:
    """Rows of spaces that move text sideways: one finding for all, at the first."""
    found = [paragraph for paragraph in reading.body if _SPACES.search(paragraph.text)]
    if found:
        yield found[0].fault("spaces-repeated", count=len(found))
