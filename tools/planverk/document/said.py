"""What a document says, for the gates that hold each output against it: its words in reading order, those of its notes apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from unicodedata import category, normalize

from planverk.document.blocks import Block, Note, Text
from planverk.document.document import Document, Section
from planverk.document.walk import every_inline, every_line

_SHOWN = 40
"""Letters that are quoted of where two texts part."""


@dataclass(slots=True)
class Said:
    """Words as they stand: the text outside notes, and that of each note in the order of their calls."""

    text: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def unseen(self) -> set[str]:
        """The signs that are never drawn (U+200B, U+00AD …), which are copied with a text all the same."""
        return {sign for sign in "".join((self.text, *self.notes)) if category(sign) == "Cf"}


def said_in(flow: Iterable[Section | Block]) -> Said:
    """What sections and blocks say."""
    notes: list[str] = []
    return Said(_gather(flow, notes), notes)


def said_by(document: Document) -> Said:
    """What a document says after the lines of its cover: there in blocks, about itself, of helplines, then in its sections."""
    return said_in(document.flow)


def letters(text: str) -> str:
    """Letters and digits alone: what bullets, spaces and the marks between a label and its text leave as it is."""
    return "".join(filter(str.isalnum, normalize("NFC", text)))


def differences(found: Said, wanted: Said) -> Iterator[tuple[str, dict[str, str]]]:
    """How the words that were taken back from an output differ from those of a document, each as the end of an error's key with its facts: letters
    and digits in their order, outside notes and in them, then signs that are never drawn and that the document has not."""
    for one, other in (((found.text,), (wanted.text,)), (found.notes, wanted.notes)):
        if facts := parting("\n".join(map(letters, one)), "\n".join(map(letters, other))):
            yield "words-differ", facts
    if strange := found.unseen - wanted.unseen:
        yield "sign-unseen", {"codes": codes(sorted(strange))}


def parting(found: str, wanted: str) -> dict[str, str]:
    """What stands where two texts part, in each of them; nothing for texts that are the same."""
    if found == wanted:
        return {}
    at = next(place for place, (one, other) in enumerate(zip_longest(found, wanted)) if one != other)
    return {"found": found[at : at + _SHOWN] or "–", "wanted": wanted[at : at + _SHOWN] or "–"}


def codes(signs: Iterable[str]) -> str:
    """Signs by their numbers in Unicode: "U+00AD U+200B"."""
    return " ".join(f"U+{ord(sign):04X}" for sign in signs)


def _gather(flow: Iterable[Section | Block], notes: list[str]) -> str:
    """The text of the flow without that of its notes, which goes to `notes`."""
    said: list[str] = []
    for inline in (inline for line in every_line(flow) for inline in every_inline(line)):
        if isinstance(inline, Text):
            said.append(inline.text)
        elif isinstance(inline, Note):
            place = len(notes)
            notes.append("")
            notes[place] = _gather(inline.blocks, notes)
    return "".join(said)
