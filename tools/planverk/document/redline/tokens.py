"""Inlines as a row of tokens, each with what stands around it, and marked tokens as inlines again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, groupby
from typing import Literal, NamedTuple

from planverk.document.blocks import (
    CrossReference,
    Deleted,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    Mark,
    Note,
    Strong,
    Text,
)
from planverk.document.mark_all import marked_words

_PIECE = re.compile(r"\s+|[^\W_]+(?:[-–.,:/’'][^\W_]+)*|[\W_]")
Wrapping = Emphasis | Strong | Foreign | Link | CrossReference
Marked = Mark | Literal[""]


class Wrapper(NamedTuple):
    """Emphasis, a link or the like without its words, what it is as a name, and a number that no other of the line has."""

    empty: Wrapping
    name: str
    number: int


class Token(NamedTuple):
    """A word, a mark, some spaces, a line break or a note, with the wrappers around it, the outermost first."""

    inline: Text | LineBreak | Note
    around: tuple[Wrapper, ...] = ()

    @property
    def letters(self) -> int:
        return sum(map(str.isalnum, self.inline.text)) if isinstance(self.inline, Text) else 0


class Piece(NamedTuple):
    """A token and what became of it."""

    mark: Marked
    token: Token


def tokens_of(inlines: Inlines) -> list[Token]:
    """The tokens of inlines in order."""
    return list(_tokens(inlines, (), count()))


def _tokens(inlines: Inlines, around: tuple[Wrapper, ...], numbers: Iterator[int]) -> Iterator[Token]:
    for inline in inlines:
        match inline:
            case Text(text=text):
                yield from (Token(Text(piece), around) for piece in _PIECE.findall(text))
            case LineBreak() | Note():
                yield Token(inline, around)
            case Inserted(children=children) | Deleted(children=children):
                yield from _tokens(children, around, numbers)
            case _:
                empty = replace(inline, children=())
                yield from _tokens(inline.children, (*around, Wrapper(empty, repr(empty), next(numbers))), numbers)


@dataclass(slots=True)
class Built:
    """Marked tokens as inlines. `torn` are the numbers of wrappers of the later line that do not stand in one piece."""

    inlines: Inlines
    torn: set[int] = field(default_factory=set)


def built(pieces: Sequence[Piece]) -> Built:
    """The inlines of marked tokens.

    A mark stands around what was deleted or inserted whole, and within what did so in part.
    """
    result = Built(())
    result.inlines = _build(pieces, 0, result.torn)
    return result


def _build(pieces: Sequence[Piece], depth: int, torn: set[int]) -> Inlines:
    made = [part for group in _groups(pieces, depth, torn) for part in _group(group, depth, torn)]
    found: list[Inline] = []
    for mark, run in groupby(made, key=lambda part: part[0]):
        inlines = joined(inline for _, inline in run)
        found += marked_words(inlines, mark) if mark else inlines
    return tuple(found)


def _group(group: list[Piece], depth: int, torn: set[int]) -> Iterator[tuple[Marked, Inline]]:
    """A group's pieces below the wrapper that they share, or as they are where they share none."""
    if depth >= len(group[0].token.around):
        yield from ((piece.mark, piece.token.inline) for piece in group)
        return
    marks = {piece.mark for piece in group}
    whole = group[0].mark if len(marks) == 1 else ""
    children = _build([Piece("", piece.token) for piece in group] if whole else group, depth + 1, torn)
    yield whole, replace(group[0].token.around[depth].empty, children=children)


def _groups(pieces: Sequence[Piece], depth: int, torn: set[int]) -> Iterator[list[Piece]]:
    """The pieces in runs that share a wrapper at a depth: one of the later line, with what was deleted of one like it."""
    # A wrapper is known by its name and its number: by its name, what was deleted of a link stands within the link that stays; by the number, which
    # only those of the later line have here, two links to one address that stand side by side do not become one.
    group: list[Piece] = []
    name, number = "", -1
    seen: set[int] = set()
    for piece in pieces:
        wrapper = piece.token.around[depth] if depth < len(piece.token.around) else None
        its_name, its_number = (wrapper.name, wrapper.number if piece.mark != "deleted" else -1) if wrapper else ("", -1)
        if group and (its_name != name or (-1 not in (number, its_number) and number != its_number)):
            yield group
            group, number = [], -1
        if its_number >= 0 and its_number != number:
            torn |= {its_number} & seen
            seen.add(its_number)
            number = its_number
        name = its_name
        group.append(piece)
    if group:
        yield group


def joined(inlines: Iterable[Inline]) -> Inlines:
    """The inlines with neighbouring texts as one."""
    found: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text) and found and isinstance(found[-1], Text):
            found[-1] = Text(found[-1].text + inline.text)
        else:
            found.append(inline)
    return tuple(found)
