"""The label of a heading where it changed, and so stands among the heading's words: "Mål 2: " that became "Mål 3: "."""

from __future__ import annotations

import re

from planverk.document.accept_reject import inlines_without
from planverk.document.blocks import Deleted, Inline, Inlines, Inserted, Mark, Text
from planverk.document.walk import plain

GOAL, CAPTION = re.compile(r"\w+(?:\s\d+)?: "), re.compile(r"\w+\s\d+(?:\. |$)")
"""The labels of goals, and those of figures and tables."""
_LACKS: dict[type[Inline], tuple[Mark, ...]] = {Text: ("deleted", "inserted"), Inserted: ("deleted",), Deleted: ("inserted",)}
"""The editions that a piece stands in, by what each of them lacks; the later one first."""


def parted(heading: Inlines, shape: re.Pattern[str]) -> tuple[Inlines, Inlines]:
    """The label of a heading that has changes, as long as it is in each edition, and the rest of the heading."""
    if not any(isinstance(each, Inserted | Deleted) for each in heading):
        return (), heading
    found = {gone: shape.match(plain(inlines_without(gone, heading))) for gone in _LACKS[Text]}
    left = {gone: match.end() if match else 0 for gone, match in found.items()}
    label: list[Inline] = []
    rest: list[Inline] = []
    for piece in heading:
        editions = _LACKS.get(type(piece), ())
        head, tail = _cut(piece, min((left[gone] for gone in editions), default=0))
        label += head
        rest += tail
        left.update({gone: 0 if tail else left[gone] - len(plain(head)) for gone in editions})
    return tuple(label), tuple(rest)


def _cut(piece: Inline, room: int) -> tuple[Inlines, Inlines]:
    """A piece of plain words in two at a length; one that holds more than words is none of a label."""
    words = piece.children if isinstance(piece, Inserted | Deleted) else (piece,)
    if not room or any(not isinstance(word, Text) for word in words):
        return (), (piece,)
    text = plain(words)
    head, tail = ((Text(half),) if half else () for half in (text[:room], text[room:]))
    if isinstance(piece, Inserted | Deleted):
        return (type(piece)(head),), ((type(piece)(tail),) if tail else ())
    return head, tail
