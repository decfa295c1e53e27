"""Lines that are written straight into Word's XML, with what came in and went out in them: of the cover, the edges and the contents list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Literal

from planverk.document.accept_reject import mark_of_line
from planverk.document.blocks import Deleted, Inlines, Inserted, Mark, Text
from planverk.document.document import Redline
from planverk.document.walk import plain, within
from planverk.formats.clean import clean, moment
from planverk.formats.docx.ooxml import make, run
from planverk.word.names import Element, w

_APART = timedelta(minutes=2)
NAMES: dict[Mark, str] = {"inserted": "ins", "deleted": "del"}
"""Word's names of the two kinds of change, of runs, paragraph marks and rows alike."""
MOVED: dict[Mark, str] = {"inserted": "moveTo", "deleted": "moveFrom"}
"""Its names of the two ends of a move, of runs."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who the changes are by and when they were made, as Word writes it; their ids are counted last.

    `apart` is two minutes later, for a change that must not be taken for one with the change before it.
    """

    author: str
    date: str
    apart: str

    def change(self, mark: Mark, *children: Element) -> Element:
        """The element of a change, around what came in or went out."""
        return make(NAMES[mark], *children, id=0, author=self.author, date=self.date)

    def moved(self, mark: Mark, *children: Element) -> Element:
        """The element of words that were moved, to here or from here."""
        return make(MOVED[mark], *children, id=0, author=self.author, date=self.date)

    def bounds(self, mark: Mark, number: int) -> tuple[Element, Element]:
        """What stands before and after all that a move took from here or to here; the move's number is its name."""
        name = f"{MOVED[mark]}Range"
        start = make(f"{name}Start", id=f"{mark} {number}", author=self.author, date=self.date, name=f"move{number}")
        return start, make(f"{name}End", id=f"{mark} {number}")

    def former(self, properties: Element) -> Element:
        """The change of a paragraph's properties; `properties` are those that it had."""
        return make("pPrChange", properties, id=0, author=self.author, date=self.date)


def stamp_of(redline: Redline) -> Stamp:
    """The stamp of a document's changes; a time without a zone is UTC."""
    return Stamp(clean(redline.author), moment(redline.when), moment(redline.when + _APART))


def line_runs(given: Inlines, stamp: Stamp | None) -> Iterator[Element]:
    """The runs of a line of plain words; those that came in or went out in changes. Without a stamp, all words as they stand."""
    for mark, pieces in groupby(_pieces(given, ""), key=lambda piece: piece[1]):
        text = clean("".join(piece for piece, _ in pieces))
        if text:
            yield changed(run(text), mark, stamp)


def changed(piece: Element, mark: Mark | Literal[""], stamp: Stamp | None) -> Element:
    """A run, in a change where it has a mark."""
    if not mark or stamp is None:
        return piece
    if mark == "deleted":
        strike(piece)
    return stamp.change(mark, piece)


def strike(piece: Element) -> None:
    """Makes the text of a run deleted text, which Word asks for inside a deletion."""
    for text in piece.iter(w("t")):
        text.tag = w("delText")


def joined(parts: list[Inlines], between: str) -> Inlines:
    """Two parts with `between` between them, which an edition has where it has both."""
    found = [(part, mark) for part in parts if (mark := mark_of_line(part)) is not None]
    marks = {mark for _, mark in found if mark}
    middle: Inlines = (Text(between),) if len(found) > 1 and len(marks) < 2 else ()
    for mark in marks if middle else ():
        middle = (Inserted(middle) if mark == "inserted" else Deleted(middle),)
    return (*(found[0][0] if found else ()), *middle, *(found[1][0] if len(found) > 1 else ()))


def _pieces(given: Inlines, mark: Mark | Literal[""]) -> Iterator[tuple[str, Mark | Literal[""]]]:
    for inline in given:
        if isinstance(inline, Inserted | Deleted):
            yield from _pieces(inline.children, "inserted" if isinstance(inline, Inserted) else "deleted")
        elif below := within(inline):
            yield from _pieces(below, mark)
        else:
            yield plain((inline,)), mark
