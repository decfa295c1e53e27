"""Checks of links: that they have words which say where they lead, a place to lead to, and a mark beside their colour."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from planverk.word.checks.contrast import Looks
from planverk.word.colours import BLACK, contrast
from planverk.word.fault import Fault
from planverk.word.names import WP, Element, r, value, w
from planverk.word.reading import Paragraph, Reading, text_of
from planverk.word.styles import run_properties

_UNCLEAR = re.compile(
    r"(?:klikk |trykk |se |les (?:mer |meir )?)?(?:her|denne|dette|lenke[n]?|lenkje|lenka|link(?:en)?|siden|nettsiden|nettsida)"
    r"|(?:les|se|sjå|finn) (?:mer|meir|videre|vidare)|mer|meir|mer info(?:rmasjon)?|meir info(?:rmasjon)?|last ned|nettside"
    r"|(?:click |press |see |go )?here|(?:read|see|learn|find out) more|more|this|link|this (?:page|link)|download|website",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.-]+\.[a-zæøå]{2,}/\S{8,}", re.IGNORECASE)
_FIELD = re.compile(r'\s*HYPERLINK\s+(?:(\\l)\s+)?"?([^"\s]*)', re.IGNORECASE)
_APART = 3.0


class _Link(NamedTuple):
    """A link: where it stands, its words, the bookmark that it leads to ("" for none), its runs."""

    paragraph: Paragraph
    text: str
    anchor: str
    element: Element


def check(reading: Reading) -> Iterator[Fault]:
    """Every link, made in either of Word's two ways."""
    bookmarks = {start.get(w("name"), "").lower() for _, _, root in reading.parts for start in root.iter(w("bookmarkStart"))}
    looks = Looks(reading)
    for link in _links(reading):
        text = " ".join(link.text.split()).strip(" .,:;»«\"'()[]")
        if not text and not _shows_something(link.element):
            yield link.paragraph.fault("link-without-text")
        elif _UNCLEAR.fullmatch(text):
            yield link.paragraph.fault("link-text-unclear", text=text)
        elif _ADDRESS.fullmatch(text):
            yield link.paragraph.fault("link-text-address", text=text[:120])
        if link.anchor and link.anchor.lower() not in bookmarks and link.anchor.lower() not in ("_top", "_gotop"):
            yield link.paragraph.fault("link-target-missing", text=text[:120], bookmark=link.anchor)
        yield from _colour_alone(link, reading, looks)


def _links(reading: Reading) -> Iterator[_Link]:
    for paragraph in reading.paragraphs:
        for element in paragraph.element.iter(w("hyperlink")):
            anchor = "" if element.get(r("id")) else element.get(w("anchor"), "")  # beside an address it is the address's own fragment
            yield _Link(paragraph, text_of(element), anchor, element)
        yield from _fields(paragraph)


def _fields(paragraph: Paragraph) -> Iterator[_Link]:
    """Links that are fields within one paragraph: the text between the field's separator and its end."""
    anchor, text, inside = None, "", False
    for each in paragraph.element.iter(w("instrText"), w("fldChar"), w("t")):
        if each.tag == w("instrText") and (found := _FIELD.match(each.text or "")):
            anchor, text, inside = (found[2] if found[1] else ""), "", False
        elif each.tag == w("fldChar") and anchor is not None:
            if each.get(w("fldCharType")) == "end":
                yield _Link(paragraph, text, anchor, paragraph.element)
                anchor = None
            inside = each.get(w("fldCharType")) == "separate"
        elif each.tag == w("t") and inside:
            text += each.text or ""


def _shows_something(element: Element) -> bool:
    """Whether a link without words holds a picture or a field, whose own words count."""
    return next(element.iter(f"{{{WP}}}inline", f"{{{WP}}}anchor", w("pict"), w("fldChar"), w("noteRef"), w("footnoteReference")), None) is not None


def _colour_alone(link: _Link, reading: Reading, looks: Looks) -> Iterator[Fault]:
    """A link in the midst of text that only its colour tells apart, and not by much (WCAG 1.4.1, technique G183)."""
    if link.element.tag != w("hyperlink") or len(link.paragraph.text) < 2 * len(link.text):
        return
    run = next((each for each in link.element.iter(w("r")) if text_of(each).strip()), None)
    if run is None or _is_marked(run, link.paragraph, reading):
        return
    mine, other = looks.ink(run, link.paragraph) or BLACK, looks.ink(None, link.paragraph) or BLACK
    if mine != other and contrast(mine, other) < _APART:
        yield link.paragraph.fault("link-by-colour", text=link.text[:80], ratio=f"{contrast(mine, other):.1f}")


def _is_marked(run: Element, paragraph: Paragraph, reading: Reading) -> bool:
    properties = list(run_properties(run, paragraph.element, reading.styles))
    lines = [value(each, "u") for each in properties if each.find(w("u")) is not None]
    bold = any(each.find(w("b")) is not None for each in properties[:2])
    return bool(lines and lines[0] != "none") or bold
