"""Each kind of block and inline stands in what every emitter is tested with and keeps its shape in a redline."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

from planverk.document import blocks as model
from planverk.document.blocks import Block, Blocks, Inline, Revised, Text
from planverk.document.document import Document
from planverk.document.redline import redline
from tests import built
from tests.history import WHEN
from tests.site import with_section
from tests.support import PLANS

BLOCKS: set[type[Any]] = set(get_args(Block))
INLINES: set[type[Any]] = set(get_args(Inline))


def things(thing: Any) -> Iterator[Any]:
    """All dataclasses in a document's sections, cards and pages, or in a part of one."""
    if isinstance(thing, Document):
        thing = (thing.colophon, thing.help, *thing.sections, *(page.section for page in thing.pages))
    if is_dataclass(thing):
        yield thing
        for field in fields(thing):
            yield from things(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for each in thing:
            yield from things(each)


def test_the_samples_hold_every_block_and_inline() -> None:
    """tests/test_parity.py takes these documents through every format, so a kind that they hold is one that every format prints."""
    held = {type(thing) for name in ("sample", "marked") for thing in things(built.document(name))}
    assert held >= BLOCKS | INLINES


def choices() -> Iterator[tuple[type, str, str]]:
    """Every value that a field of a block or inline may have out of a closed set, as (kind, field, value)."""
    for kind in vars(model).values():
        if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == model.__name__:
            for name, hint in get_type_hints(kind).items():
                parts = get_args(hint) if get_origin(hint) in (typing.Union, type(Block)) else (hint,)
                yield from ((kind, name, value) for part in parts if get_origin(part) is Literal for value in get_args(part))


def test_the_samples_hold_every_role_and_mark_of_a_block() -> None:
    held = {
        (type(thing), field.name, getattr(thing, field.name))
        for name in ("sample", "marked", *PLANS)
        for thing in things(built.document(name))
        for field in fields(thing)
        if isinstance(getattr(thing, field.name), str)
    }
    assert sorted(f"{kind.__name__}.{name}: {value}" for kind, name, value in set(choices()) - held) == []


def grown(thing: Any) -> Any:
    """A part with a word more at the end of the last text in it."""
    if isinstance(thing, Text):
        return Text(f"{thing.text} igjen")
    if is_dataclass(thing) and not isinstance(thing, type):
        for field in reversed(fields(thing)):
            before = getattr(thing, field.name)
            if (after := grown(before)) != before:
                return replace(thing, **{field.name: after})
    if isinstance(thing, tuple):
        for place in reversed(range(len(thing))):
            if (after := grown(thing[place])) != thing[place]:
                return (*thing[:place], after, *thing[place + 1 :])
    return thing


@pytest.mark.parametrize("kind", sorted(BLOCKS - {Revised}, key=repr))
def test_a_word_more_is_marked_inside_the_block(kind: type[Any]) -> None:
    """Where enough of the line stays; a word that becomes two goes out, and two come in."""
    sample = built.document("sample")
    candidates: list[Any] = [
        thing for thing in things(sample) if type(thing) is kind and sum(len(each.text.split()) for each in things(thing) if type(each) is Text) > 2
    ]
    assert candidates
    for found in candidates:
        before, after = (with_section(replace(sample, sections=(), pages=()), block) for block in (found, grown(found)))
        assert before != after
        merged: Blocks = redline(before, after, "Døme kommune", WHEN).sections[-1].blocks
        assert [type(block) for block in merged] == [kind], found
