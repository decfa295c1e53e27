"""What one change is of a Word file that came back, and how texts of the two files are held against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from planverk.authoring.source_file import TextEdit
from planverk.text_diff import text_changes
from planverk.word.tracked_document import Line, Stamp

Kind = Literal["text", "inserted", "deleted", "moved", "row-inserted", "row-deleted", "contents"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `sent` are the numbers of the lines that were sent, `line` is that of the line that came back (-1 where none did).

    `before` and `after` are the texts, several paragraphs with END between them; `word_edits` lead from the one to the other. For what is new or
    moved here, `lines` are the numbers of all its lines that came back, `previous` and `following` those of the lines that were sent between which it
    stands, -1 where none stands there in the same cell and part. `taken` and `brought` are the texts that Word says were moved from here, or to
    here, by a change that is not the whole move.
    `tracked` and `untracked` say how it was made; both may be true. `marks` is how many tracked changes of Word's it accounts for, `links` are the
    addresses that it leads to now and did not before. `stressed` tells that its new words are bold or italic as none of the others are.
    """

    kind: Kind
    before: str
    after: str
    sent: tuple[int, ...] = ()
    line: int = -1
    lines: tuple[int, ...] = ()
    word_edits: tuple[TextEdit, ...] = ()
    previous: int = -1
    following: int = -1
    stamps: tuple[Stamp, ...] = ()
    tracked: bool = False
    untracked: bool = False
    moved: bool = False
    marks: int = 0
    links: tuple[str, ...] = ()
    stressed: bool = False
    taken: tuple[str, ...] = ()
    brought: tuple[str, ...] = ()


Found = tuple[int, Change]
"""A change, and the number of the line that came back by which it stands in order."""


def word_edits_of(before: str, after: str) -> Iterator[TextEdit]:
    """The edits that lead from one text to another, word by word."""
    at = 0
    for each in text_changes(before, after):
        end = at + len(each.before)
        if not each.same:
            yield TextEdit(at, end, each.after)
        at = end


def even(text: str) -> str:
    """A text with the spaces that hold numbers and units together as others."""
    return text.replace("\u00a0", " ")


def plain(text: str) -> str:
    """A text by which paragraphs are known again: spaces of any kind and number as one."""
    return " ".join(text.split())


def links_new(lines: Sequence[Line], before: Sequence[Line]) -> tuple[str, ...]:
    """The addresses of links that were not there before; a program may write the same address in another way."""
    known = {_address(link) for line in before for link in line.links}
    return tuple(dict.fromkeys(link for line in lines for link in line.links if _address(link) not in known))


def _address(link: str) -> str:
    return unquote(link).rstrip("/").lower()
