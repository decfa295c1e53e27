"""Every sign of the document stands in the PDF's tags, in the document's order, in its language, and no other, on its pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pikepdf import Pdf

from planverk.document.document import Document
from planverk.errors import UserError
from planverk.formats.pdf.error import fault
from planverk.formats.pdf.expected import Expected, contents_of, letters
from planverk.formats.pdf.reading_order import reading_order

_SHOWN = 40
"""Letters that a message quotes of where two texts part."""


def word_faults(pdf: Pdf, data: bytes, document: Document, expected: Expected) -> Iterator[UserError]:
    """Faults of the text; `data` are the PDF's bytes."""
    found = reading_order(pdf, data)
    if found.text != expected.text:
        yield fault("text-differs", **_parting(found.text, expected.text))
    if found.notes != expected.notes:
        yield fault("text-differs", **_parting("\n".join(found.notes), "\n".join(expected.notes)))
    own = {language: text for language, text in expected.languages.items() if language != document.language}
    if found.languages != own:
        yield fault("foreign-words", found=", ".join(sorted(found.languages)) or "–", wanted=", ".join(sorted(own)) or "–")
    strange = found.unseen - expected.unseen
    if strange:
        yield fault("unseen-signs", codes=" ".join(f"U+{ord(sign):04X}" for sign in sorted(strange)))
    unlisted = Counter(letters("".join(contents_of(document)))) - Counter(letters(found.contents))
    if lost := found.beyond + unlisted.total():
        yield fault("lost-text", count=lost)


def _parting(found: str, wanted: str) -> dict[str, str]:
    """What stands where two texts part, in each of them."""
    at = next((index for index, (one, other) in enumerate(zip(found, wanted, strict=False)) if one != other), min(len(found), len(wanted)))
    return {"found": found[at : at + _SHOWN] or "–", "wanted": wanted[at : at + _SHOWN] or "–"}
