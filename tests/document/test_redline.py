"""A redline says what the later document says with its changes accepted, and what the earlier one says with them rejected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import pairwise
from typing import Any

import pytest

from planverk.document.blocks import (
    BulletList,
    CrossReference,
    DefinitionList,
    Deleted,
    Emphasis,
    Foreign,
    Inline,
    Inserted,
    LineBreak,
    Link,
    Move,
    Note,
    NumberedList,
    Revised,
    Row,
    Strong,
    Text,
)
from planverk.document.document import Document
from planverk.document.redline import redline
from planverk.document.walk import every_inline
from tests import history
from tests.accepting import accepted, cells_read, marks, rejected, seen
from tests.documents import Drawn, documents
from tests.history import WHEN, composed
from tests.properties import given
from tests.revisions import Pair, pairs


def between(before: Document, after: Document) -> Document:
    """The redline, which must hold to all that is promised of it."""
    marked = redline(before, after, "Døme kommune", WHEN)
    assert accepted(marked) == seen(after)
    assert rejected(marked) == seen(before, anchors=False)
    assert wrappers(marked) == wrappers(after)
    sound(marked)
    return marked


def everything(thing: Any, *, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """All that stands in a document's parts, with what it stands in, in reading order.

    Of a move only that there is one: its cells tell the same words again.
    """
    if isinstance(thing, Document):
        for part in (thing.cover, thing.colophon, thing.help, *thing.sections):
            yield from everything(part)
    elif isinstance(thing, tuple):
        for each in thing:
            yield from everything(each, above=above)
    elif is_dataclass(thing):
        yield thing, above
        if isinstance(thing, Move):
            return
        ordered = sorted(fields(thing), key=lambda each: ("term", "title", "caption", "blocks").index(each.name) if each.name in _FIRST else 9)
        for each in ordered:
            yield from everything(getattr(thing, each.name), above=(*above, thing))


_FIRST = ("term", "title", "caption", "blocks")


def wrappers(document: Document) -> Counter[str]:
    """How many links, emphases and the like with words in them a reader of the later document gets."""
    found = (thing for thing, above in everything(document) if isinstance(thing, WRAPPERS) and not any(map(is_gone, above)))
    return Counter(type(thing).__name__ for thing in found if any(map(is_something, every_inline(thing.children))))


WRAPPERS = (Emphasis, Strong, Foreign, Link, CrossReference)


def is_something(inline: Inline) -> bool:
    return inline.text != "" if isinstance(inline, Text) else isinstance(inline, LineBreak | Note)


def is_gone(thing: Any) -> bool:
    return isinstance(thing, Deleted) or getattr(thing, "mark", "") == "deleted"


def is_marked(thing: Any) -> bool:
    return isinstance(thing, Deleted | Inserted) or bool(getattr(thing, "mark", ""))


def sound(marked: Document) -> None:
    """What emitters rely on: see the types of blocks."""
    anchors: list[str] = []
    numbers: list[int] = []
    for thing, above in everything(marked):
        assert not (is_marked(thing) and any(map(is_marked, above)))
        anchors += filter(None, [getattr(thing, "anchor", "") if not isinstance(thing, CrossReference) else ""])
        numbers += [thing.number] if isinstance(thing, Note) else []
        if isinstance(thing, BulletList | NumberedList):
            assert all(not isinstance(block, Revised) for item in thing.items for block in item[:1] if len(item) > 1)
        if isinstance(thing, DefinitionList) and thing.role == "facts":
            assert all(not isinstance(block, Revised) for item in thing.items for block in item.blocks[:1])
    assert len(anchors) == len(set(anchors))
    assert {thing.anchor for thing, _ in everything(marked) if isinstance(thing, CrossReference)} <= set(anchors)
    assert numbers == list(range(1, len(numbers) + 1))
    moves_sound(marked, set(anchors))


def moves_sound(marked: Document, anchors: set[str]) -> None:
    """Each move has two ends, and its cells, in which no mark stands in another, say at the one end what came in and at the other what went out."""
    ends = [(above[-1], thing) for thing, above in everything(marked) if isinstance(thing, Move)]
    numbers = Counter((move.number, holder.mark) for holder, move in ends)
    assert numbers == Counter((number, mark) for number in range(1, len(ends) // 2 + 1) for mark in ("deleted", "inserted"))
    for holder, move in ends:
        inside = [(thing, above) for cell in move.cells for thing, above in everything(cell)]
        assert not any(is_marked(thing) and any(map(is_marked, above)) for thing, above in inside)
        assert {thing.anchor for thing, _ in inside if isinstance(thing, CrossReference)} <= anchors
        stands = holder.cells if isinstance(holder, Row) else (holder.blocks,)
        assert cells_read(move.cells, holder.mark) == cells_read(stands, holder.mark)


# --- properties ----------------------------------------------------------------------------------------------------------


@given(documents(), documents(), examples=150)
def test_any_two_documents(before: Drawn, after: Drawn) -> None:
    between(before.document, after.document)


@given(documents(), examples=50)
def test_no_change_no_mark(drawn: Drawn) -> None:
    assert marks(between(drawn.document, drawn.document)) == 0


@given(pairs(), examples=100)
def test_any_two_plans(pair: Pair) -> None:
    before, after = map(composed, pair)
    between(before, after)
    between(after, before)


# --- the history ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def editions() -> list[Document]:
    return history.editions()


def test_the_history(editions: list[Document]) -> None:
    """Each step marks little, the whole way there and back not much more than its steps."""
    found = [marks(between(before, after)) for before, after in pairwise(editions)]
    assert all(0 < count <= 25 for count in found), found
    assert marks(between(editions[0], editions[-1])) < sum(found)
    assert marks(between(editions[-1], editions[0])) < sum(found)
