"""Checks of headings: that there are some, in order, with text, and that nothing only looks like one; the contents list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import dropwhile, islice, pairwise

from planverk.word.fault import Fault, Place
from planverk.word.names import Element, is_on, w
from planverk.word.reading import Paragraph, Reading, has_content, in_list, text_of

_MANY_WORDS, _MANY_HEADINGS, _LONGEST, _MOST_LISTS = 300, 12, 90, 20
_NAMED = ("title", "subtitle", "caption", "toc heading", "contents heading", "index heading")
_CODE = re.compile(r"\s*TOC\b")


def order(reading: Reading) -> Iterator[Fault]:
    """Headings with text, the first one of level 1, none deeper than one level below the one before."""
    above = None
    for paragraph in reading.body:
        if not paragraph.level:
            continue
        if not has_content(paragraph.element):
            yield paragraph.fault("heading-empty", level=paragraph.level)
            continue
        if above is None and paragraph.level > 1:
            yield paragraph.fault("heading-first-too-low", level=paragraph.level)
        elif above is not None and paragraph.level > above + 1:
            yield paragraph.fault("heading-skips-level", level=paragraph.level, above=above)
        above = paragraph.level


def some(reading: Reading) -> Iterator[Fault]:
    """A longer text without any heading."""
    words = sum(len(paragraph.text.split()) for paragraph in reading.body)
    if words > _MANY_WORDS and not any(paragraph.level for paragraph in reading.body):
        yield Fault("headings-missing", Place(reading.package.main), {"words": str(words)})


def faked(reading: Reading) -> Iterator[Fault]:
    """A short line made bold by hand, with text below: a heading to the eye only."""
    paragraphs = reading.body
    for paragraph, after in pairwise(paragraphs):
        if _looks_like_one(paragraph, reading) and len(after.text.strip()) > len(paragraph.text.strip()) and not _looks_like_one(after, reading):
            yield paragraph.fault("heading-faked")


def contents(reading: Reading) -> Iterator[Fault]:
    """A contents list without entries, and a long document without a list."""
    fields = [each for each in reading.package.body.iter(w("instrText"), w("fldSimple")) if _CODE.match(each.get(w("instr"), "") or each.text or "")]
    for field in fields[:_MOST_LISTS]:
        if not _entries(field, reading):
            yield Fault("contents-empty", reading.place(reading.package.main, field))
    headings = sum(1 for paragraph in reading.body if paragraph.level and paragraph.text.strip())
    if not fields and headings > _MANY_HEADINGS:
        yield Fault("contents-missing", Place(reading.package.main), {"headings": str(headings)})


def _looks_like_one(paragraph: Paragraph, reading: Reading) -> bool:
    text = paragraph.text.strip()
    if paragraph.level or not 2 < len(text) <= _LONGEST or text[-1] in ".,;:!" or not text[0].isupper():
        return False
    element = paragraph.element
    apart = next(element.iterancestors(w("tc"), w("txbxContent")), None) is not None or reading.styles.name(paragraph.style).lower() in _NAMED
    if apart or in_list(element, reading.styles):
        return False
    runs = [run for run in paragraph.element.iter(w("r")) if text_of(run).strip()]
    return all(is_on(run.find(f"{w('rPr')}/{w('b')}")) for run in runs)


def _entries(field: Element, reading: Reading) -> bool:
    """Whether anything stands between the field's beginning and its end, in its own paragraph or in those that follow."""
    if field.tag == w("fldSimple"):
        return bool(text_of(field).strip())
    open_fields, seen = 1, False
    after = dropwhile(lambda each: each is not field, reading.package.body.iter(w("fldChar"), w("t"), w("instrText")))
    for element in islice(after, 1, None):
        if element.tag == w("fldChar"):
            kind = element.get(w("fldCharType"))
            open_fields += (kind == "begin") - (kind == "end")
            seen = seen or (kind == "separate" and open_fields == 1)
        elif seen and element.tag == w("t") and (element.text or "").strip():
            return True
        if not open_fields:
            return False
    return False
