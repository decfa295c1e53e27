"""What a Word file that circulated holds beside its text: who inserted, deleted and moved what, and who said what about which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from planverk.word.fault import Place
from planverk.word.names import Element, day_of, w
from planverk.word.styles import Format

OBJECT = "\ufffc"
"""What stands in a text for anything that is no text: a note's number, a picture, an equation."""
END = "\u2029"
"""What stands in texts of several paragraphs for the end of one."""
State = Literal["", "inserted", "deleted"]


class Stamp(NamedTuple):
    """Who made a change or a comment, and on which day (ISO 8601); "" for what the file does not tell, `values.UNREADABLE` for a
    day that no calendar has."""

    author: str
    day: str


class Piece(NamedTuple):
    """Characters of a paragraph: whether they stand there with all changes rejected (`before`) and with all accepted (`after`)."""

    text: str
    before: bool = True
    after: bool = True
    stamps: tuple[Stamp, ...] = ()
    moved: bool = False


class Cell(NamedTuple):
    """The numbers of a table, of a row and of a cell, each counted through a part."""

    table: int
    row: int
    cell: int


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as the file has it; its end is a piece of its own, since Word tracks that, too.

    `owners` are the names of the bookmarks that it stands under, the nearest first: its own, its row's, the last one before it, those of the
    headings above it; for a note those of the paragraph that calls it. `named` says whether a bookmark stands in the paragraph itself. `style` is
    the name of its style as Word shows it in English, in lower case. `level` is that of a heading from 1, 0 for other text. `marks` is how many
    tracked changes it accounts for, `by` who made those of its words, empty ones too. `stressed` tells that inserted words
    are bold or italic where no others are. `note` is the id of the note that it stands in, and `called` says
    what became of the call of that.
    `formats` are those of the characters that stand there before, by runs of so many, None where a change of one is tracked; so is `aligned`.
    """

    place: Place
    kind: str
    pieces: tuple[Piece, ...]
    end: Piece
    owners: tuple[str, ...] = ()
    named: bool = False
    cell: Cell | None = None
    row: State = ""
    style: str = ""
    level: int = 0
    item: bool = False
    contents: bool = False
    links: tuple[str, ...] = ()
    marks: int = 0
    by: tuple[Stamp, ...] = ()
    stressed: bool = False
    called: State = ""
    note: str = ""
    formats: tuple[tuple[int, Format | None], ...] = ()
    aligned: str | None = ""

    @property
    def place_in(self) -> tuple[Cell | None, str]:
        """The cell or the note that it stands in: what is beside it elsewhere is no neighbour."""
        return self.cell, self.note

    @property
    def before(self) -> str:
        """The text with all changes rejected."""
        return "".join(piece.text for piece in self.pieces if piece.before)

    @property
    def after(self) -> str:
        """The text with all changes accepted."""
        return "".join(piece.text for piece in self.pieces if piece.after)

    def stamps(self) -> tuple[Stamp, ...]:
        """Who changed it or its end, each once."""
        return tuple(dict.fromkeys((*self.by, *self.end.stamps)))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table that was inserted or deleted as such, with the numbers of its lines."""

    state: State
    stamps: tuple[Stamp, ...]
    lines: tuple[int, ...]
    marks: int


class Other(NamedTuple):
    """A change of looks, or a tracked one that is not read: the name of Word's element for it, where it stands, who made it."""

    name: str
    place: Place
    stamp: Stamp
    tracked: bool = True


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: the words that it is about, the number of the line where they begin (-1 where the file does not tell), and the answers to it."""

    stamp: Stamp
    text: str
    about: str = ""
    line: int = -1
    done: bool = False
    answers: tuple[Comment, ...] = ()

    @property
    def size(self) -> int:
        """How many comments this is with all answers."""
        return 1 + sum(answer.size for answer in self.answers)


@dataclass(frozen=True, slots=True)
class TrackedDocument:
    """A Word file with its changes and comments: the lines of the body, then those of its notes. `marks` is how many changes it tracks in all."""

    lines: tuple[Line, ...]
    rows: tuple[Row, ...] = ()
    others: tuple[Other, ...] = ()
    comments: tuple[Comment, ...] = ()
    marks: int = 0
    unread: Mapping[str, str] = field(default_factory=dict)
    """Parts that are not well-formed, each with the reason; "" for one whose content only Word puts into the text."""


LONGEST_NAME = 100


def stamp_of(mark: Element) -> Stamp:
    """The stamp of an element; "" for what it does not tell."""
    author = "".join(char if char.isprintable() else " " for char in mark.get(w("author"), ""))
    return Stamp(" ".join(author.split())[:LONGEST_NAME], day_of(mark.get(w("date"), "")))
