"""Walks a Document's blocks: what stands directly in each, and its plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache
from typing import Any, Literal, get_type_hints

from planverk.document.blocks import (
    Block,
    Blocks,
    Definition,
    Figure,
    Inline,
    Inlines,
    LineBreak,
    Note,
    Row,
    Table,
    Text,
)
from planverk.document.document import Section

Holding = Literal["line", "blocks", "items", "definitions", "rows", "table"]
"""What a field of a block holds: a run of inlines, a run of blocks, several runs of blocks, terms, rows, or a table where there is one."""
_HOLDINGS: tuple[tuple[Any, Holding], ...] = (
    (Inlines, "line"),
    (Blocks, "blocks"),
    (tuple[Blocks, ...], "items"),
    (tuple[Definition, ...], "definitions"),
    (tuple[Row, ...], "rows"),
    (Table | None, "table"),
)


def holdings(thing: Any) -> tuple[tuple[str, Holding], ...]:
    """The fields of a block, a term or a row that hold words, in their order, each with what it holds. The types that they are declared with say so,
    and nothing else lists them: a new block is walked, made anew and merged by what its fields are."""
    kind: Any = type(thing)
    return _holdings(kind)


@cache
def _holdings(kind: Any) -> tuple[tuple[str, Holding], ...]:
    hints = get_type_hints(kind)
    told = ((each.name, next((name for hint, name in _HOLDINGS if hint == hints[each.name]), None)) for each in fields(kind))
    return tuple((name, holding) for name, holding in told if holding)


def _held(thing: Block | Definition | Row) -> Iterator[tuple[bool, Any]]:
    """The runs that stand directly in a block, a term or a row, in reading order, each with whether it is one of inlines."""
    if isinstance(thing, Table | Figure):
        yield True, thing.heading
    if isinstance(thing, Table):
        yield from ((True, cell.title) for row in thing.head for cell in row)
    for name, holding in holdings(thing):
        value = getattr(thing, name)
        if holding == "items":
            yield from ((False, run) for run in value)
        elif holding in ("definitions", "rows"):
            yield from (run for each in value for run in _held(each))
        elif holding == "table":
            yield False, (value,) if value else ()
        elif name != "caption":
            yield holding == "line", value


def below(block: Block) -> Iterator[Blocks]:
    """The runs of blocks that stand directly in a block, in reading order."""
    return (run for is_line, run in _held(block) if not is_line)


def lines(block: Block) -> Iterator[Inlines]:
    """The runs of inlines that stand directly in a block: a paragraph's text, a list's terms, a table's heading and columns."""
    return (run for is_line, run in _held(block) if is_line)


def pieces(block: Block) -> Iterator[Inlines | Block]:
    """What stands directly in a block, in reading order: runs of inlines, and blocks that have pieces of their own."""
    for number, (is_line, run) in enumerate(_held(block)):
        yield from (run,) if is_line else run
        if not number and isinstance(block, Figure) and not block.chart:
            yield (Text(block.alternative),)


def parts(part: Block | Section) -> Iterator[Inlines | Block | Section]:
    """What stands directly in a block or a section, in reading order: runs of inlines, and blocks and sections that have parts of their own."""
    return iter((part.heading, *part.blocks, *part.sections)) if isinstance(part, Section) else pieces(part)


def every_block(blocks: Blocks) -> Iterator[Block]:
    """All blocks at any depth, each before what stands in it."""
    for block in blocks:
        yield block
        for run in below(block):
            yield from every_block(run)


def every_line(flow: Iterable[Block | Section]) -> Iterator[Inlines]:
    """All runs of inlines at any depth, in reading order; not those inside notes."""
    for part in flow:
        for piece in parts(part):
            yield from (piece,) if isinstance(piece, tuple) else every_line((piece,))


def on_page(section: Section) -> Iterator[Section]:
    """The section itself and those under it that stand on the same page."""
    yield section
    for child in section.sections:
        if not child.page:
            yield from on_page(child)


def within(inline: Inline) -> Inlines:
    """The inlines that stand directly in an inline; none for a note, which holds blocks."""
    return () if isinstance(inline, Text | LineBreak | Note) else inline.children


def every_inline(inlines: Inlines) -> Iterator[Inline]:
    """All inlines at any depth, each before what stands in it; not those inside notes."""
    for inline in inlines:
        yield inline
        yield from every_inline(within(inline))


def plain(inlines: Inlines) -> str:
    """The text of inlines without notes, a space for a line break."""
    return "".join(_plain(inline) for inline in every_inline(inlines))


def is_blank(inlines: Inlines) -> bool:
    """True for a line with nothing to read in it, neither a character that is no space nor a note: no output makes a paragraph of it."""
    return not plain(inlines).strip() and not any(isinstance(inline, Note) for inline in every_inline(inlines))


def _plain(inline: Inline) -> str:
    return inline.text if isinstance(inline, Text) else " " if isinstance(inline, LineBreak) else ""
