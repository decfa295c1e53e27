"""What a document says, for the gates that hold each output against it: its words in reading order, those of its notes apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from unicodedata import category, normalize

from planverk.document.blocks import Block, Note, Text
from planverk.document.document import Document, Section
from planverk.document.walk import every_inline, parts


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
    gathered = Said()
    said: list[str] = []
    for part in flow:
        _gather(part, said, gathered.notes)
    gathered.text = "".join(said)
    return gathered


def said_by(document: Document) -> Said:
    """What a document says after its cover: about itself, of helplines, then in its sections."""
    return said_in((document.colophon, *((document.help,) if document.help else ()), *document.sections))


def letters(text: str) -> str:
    """Letters and digits alone: what bullets, spaces and the marks between a label and its text leave as it is."""
    return "".join(filter(str.isalnum, normalize("NFC", text)))


def _gather(part: Section | Block, said: list[str], notes: list[str]) -> None:
    for piece in parts(part):
        if not isinstance(piece, tuple):
            _gather(piece, said, notes)
            continue
        for inline in every_inline(piece):
            if isinstance(inline, Text):
                said.append(inline.text)
            elif isinstance(inline, Note):
                notes.append("")
                place, words = len(notes) - 1, list[str]()
                for block in inline.blocks:
                    _gather(block, words, notes)
                notes[place] = "".join(words)
