"""The plan's own list of functions: which kind each is, from when and until when it exists, and how it is reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planverk.importing.drafts import Draft, Drafts, Value, said
from planverk.importing.foreign import Block, Table, Text, texts_of
from planverk.importing.grids import grid
from planverk.importing.measure_fields import function
from planverk.importing.printed import says, time_of
from planverk.importing.vocabulary import meant


class Row(NamedTuple):
    """A row of the list: the name, what stands below it, and the kind."""

    name: Text
    more: tuple[Text, ...]
    kind: Text


def _rows(blocks: Iterable[Block]) -> Iterator[Row]:
    for row in (row for block in blocks if isinstance(block, Table) for row in grid(block)[1:] if len(row) > 1):
        names, kind = tuple(texts_of(row[0].blocks)), next(texts_of(row[1].blocks), None)
        if names and kind:
            yield Row(names[0], names[1:], kind)


def names_of(sections: Iterable[tuple[str, Iterable[Block]]]) -> frozenset[str]:
    """The names in the lists of functions, which planverk prints under a heading of its own."""
    return frozenset(
        row.name.plain for heading, blocks in sections if says("functions", heading) for row in _rows(blocks) if meant("kind", row.kind.plain)
    )


def read_functions(drafts: Drafts, blocks: Iterable[Block]) -> None:
    """Functions, and what the list tells of them."""
    for row in _rows(blocks):
        if kind := meant("kind", row.kind.plain):
            made = function(drafts, row.name)
            made.fields["kind"] = Value((row.kind,), kind)
            made.label(row.name, "title")
            for text in row.more:
                _take(drafts, made, text)


def _take(drafts: Drafts, made: Draft, text: Text) -> None:
    at = text.plain.find(":")
    label, value = text.cut(0, max(at, 0)), text.cut(at + 1)
    if says("function-valid", label.plain) and (days := dict(_days(value))):
        made.fields["valid"] = days
    elif says("contact", label.plain):
        made.fields["contact"] = said(value)
    elif says("function-successor", label.plain):
        drafts.later.append(lambda: made.fields.update(successor=function(drafts, value).id))
    else:
        return
    made.label(label, "valid")


def _days(value: Text) -> Iterator[tuple[str, Value]]:
    first, mark, _ = value.plain.partition("–")
    for name, part in (("from", value.cut(0, len(first))), ("to", value.cut(len(first) + len(mark)))):
        if day := time_of(part.plain):
            yield name, Value((part,), day)
