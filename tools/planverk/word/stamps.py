"""Who made a change or a comment, and on which day, as a file tells it; an author's name may hold anything."""

from __future__ import annotations

from planverk.word.names import Element, w
from planverk.word.tracked_document import Stamp
from planverk.word.values import day_of

LONGEST_NAME = 100


def stamp_of(mark: Element) -> Stamp:
    """The stamp of an element; "" for what it does not tell."""
    author = "".join(char if char.isprintable() else " " for char in mark.get(w("author"), ""))
    return Stamp(" ".join(author.split())[:LONGEST_NAME], day_of(mark.get(w("date"), "")))
