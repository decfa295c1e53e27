"""The sample document, by which emitters are tested, holds everything that a document can hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args

from planverk.document.blocks import Block, Inline
from tests.sample_marked import marked_document


def kinds_in(part: Any) -> Iterator[type]:
    """The class of everything inside a part of a document, at any depth."""
    if is_dataclass(part):
        yield type(part)
        yield from (kind for field in fields(part) for kind in kinds_in(getattr(part, field.name)))
    elif isinstance(part, tuple):
        yield from (kind for each in part for kind in kinds_in(each))


def test_every_block_and_every_inline_is_in_the_sample() -> None:
    """The tests of each emitter print the sample, so that a new block fails there until its emitter, template and styles know it."""
    assert {*get_args(Block), *get_args(Inline)} - set(kinds_in(marked_document())) == set()
