"""Every letter and digit of the document stands in the Word file, in the document's order, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category

from planverk.document.document import Document
from planverk.document.said import letters, said_by
from planverk.word import Fault, Place, Reading
from planverk.word.names import Element, w

_SHOWN = 40
"""Letters that a message quotes of where two texts part."""

_TRACKED = (w("ins"), w("del"), w("moveFrom"), w("moveTo"))
_HEADING = re.compile(r"Heading\d")


def check_words(reading: Reading, document: Document) -> Iterator[Fault]:
    """Where the file's words part from the document's. A file with tracked changes says two things at a time, and is not asked."""
    if any(True for _ in reading.package.body.iter(*_TRACKED)):
        return
    said, flow = said_by(document), list(_flow(reading.package.body))
    notes = {note.get(w("id"), ""): note for kind, _, root in reading.parts if kind == "footnotes" for note in root}
    called = [notes[call.get(w("id"), "")] for part in flow for call in part.iter(w("footnoteReference")) if call.get(w("id"), "") in notes]
    found, wanted = "".join(map(_text, flow)), said.text
    if letters(found) != letters(wanted):
        yield _parted(reading, letters(found), letters(wanted))
    in_notes = [letters(_text(note)) for note in called]
    if in_notes != [letters(note) for note in said.notes]:
        yield _parted(reading, "\n".join(in_notes), "\n".join(map(letters, said.notes)))
    strange = {sign for part in (*flow, *called) for sign in _text(part) if category(sign) == "Cf"} - said.unseen
    if strange:
        yield Fault("sign-unseen", Place(reading.package.main), {"codes": " ".join(f"U+{ord(sign):04X}" for sign in sorted(strange))})


def _flow(body: Element) -> Iterator[Element]:
    """The children of the document's body from the first heading on, without the contents list."""
    begun = False
    for child in body[0]:
        style = child.find(f"{w('pPr')}/{w('pStyle')}")
        begun = begun or (style is not None and _HEADING.fullmatch(style.get(w("val"), "")) is not None)
        if begun and child.tag not in (w("sdt"), w("sectPr")):
            yield child


def _text(element: Element) -> str:
    return "".join(text.text or "" for text in element.iter(w("t")))


def _parted(reading: Reading, found: str, wanted: str) -> Fault:
    at = next((index for index, (one, other) in enumerate(zip(found, wanted, strict=False)) if one != other), min(len(found), len(wanted)))
    facts = {"found": found[at : at + _SHOWN] or "–", "wanted": wanted[at : at + _SHOWN] or "–"}
    return Fault("words-differ", Place(reading.package.main), facts)
