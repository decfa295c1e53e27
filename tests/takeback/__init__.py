"""Takes back from an output what a reader gets, and says what the Document promised: the two must be equal.

One module a format returns a `Taken`; `expected` gives the same from a Document. Text is compared squeezed: letters and digits only, so that
hyphenation, bullets, spaces and punctuation that a format adds do not count, while every word and their order do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, get_args

from planverk.document.blocks import Block, CrossReference, Figure, Foreign, Inline, LineBreak, Link, Note, Table, Text
from planverk.document.document import Document, Section


@dataclass(frozen=True)
class Taken:
    """What was taken back.

    headings: level and squeezed text of every section's heading in reading order (colophon first; not the cover, not the contents list).
    tables: every table as rows of squeezed cells, the header row first, in reading order.
    text: the squeezed text of colophon, help and sections in reading order, without notes, contents list, page headers and footers. In it a
    table's or figure's heading stands before the rest of it, a missing figure's alternative after its heading, notes of a figure last.
    notes: the squeezed text of the n-th note, without its number.
    addresses: every address linked to, sorted, one entry a link.
    references: every anchor referred to by a cross-reference, sorted, one entry a reference; None where the format does not tell.
    alternatives: the text alternatives of the charts in reading order.
    languages: tag of a foreign language → the squeezed text of all words that are marked as such, those of the notes last.
    """

    headings: list[tuple[int, str]]
    tables: list[list[list[str]]]
    text: str
    notes: list[str]
    addresses: list[str]
    references: list[str] | None
    alternatives: list[str]
    languages: dict[str, str]


def squeeze(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def expected(document: Document) -> Taken:
    """What every output of `document` must hold."""
    sections = [document.colophon, *document.sections]
    flow: list[Block | Section] = [document.colophon, *([document.help] if document.help else []), *document.sections]
    inlines = [inline for part in flow for inline in _inlines(part, notes=True)]
    tables = [block for part in flow for block in _blocks(part) if isinstance(block, Table)]
    return Taken(
        headings=[(section.level, squeeze(_text(section.heading))) for top in sections for section in _sections(top)],
        tables=[
            [
                [squeeze(_text(column.title)) for column in table.columns],
                *([squeeze("".join(_texts(cell))) for cell in row.cells] for row in table.rows),
            ]
            for table in tables
        ],
        text=squeeze("".join(_texts(flow))),
        notes=[squeeze("".join(_texts(inline.blocks))) for inline in inlines if isinstance(inline, Note)],
        addresses=sorted(inline.address for inline in inlines if isinstance(inline, Link)),
        references=sorted(inline.anchor for inline in inlines if isinstance(inline, CrossReference)),
        alternatives=[block.alternative for part in flow for block in _blocks(part) if isinstance(block, Figure) and block.chart],
        languages=_languages([*(each for part in flow for each in _inlines(part, notes=False)), *_in_notes(inlines)]),
    )


def _in_notes(inlines: list[Inline]) -> Iterator[Inline]:
    for inline in inlines:
        if isinstance(inline, Note):
            for block in inline.blocks:
                yield from _inlines(block, notes=False)


def _languages(inlines: list[Inline]) -> dict[str, str]:
    found: dict[str, str] = {}
    for inline in inlines:
        if isinstance(inline, Foreign):
            found[inline.language] = found.get(inline.language, "") + squeeze(_text(inline.children))
    return found


def expected_text(part: Section) -> str:
    """The text that a page made of the section alone must hold."""
    return squeeze("".join(_texts([part])))


def _sections(section: Section) -> Iterator[Section]:
    yield section
    for below in section.sections:
        yield from _sections(below)


def _parts(part: Block | Section) -> Iterator[tuple[Inline, ...] | Block | Section]:
    """What a part holds, in reading order: runs of inlines and further parts."""
    match part:
        case Section():
            yield part.heading
            yield from part.blocks
            yield from part.sections
        case Table():
            yield part.heading
            for column in part.columns:
                yield column.title
            for row in part.rows:
                for cell in row.cells:
                    yield from cell
        case Figure():
            yield part.heading
            if part.chart is None:
                yield (Text(part.alternative),)
            if part.table:
                yield part.table
            yield from part.notes
        case _:
            yield from _found(part)


def _found(thing: Any) -> Iterator[tuple[Inline, ...] | Block]:
    """The inlines and blocks in a thing, by what its values are, in the order of its fields; none of those below others of them."""
    for value in (getattr(thing, field.name) for field in fields(thing)) if is_dataclass(thing) else thing if isinstance(thing, tuple) else ():
        if isinstance(value, get_args(Inline)):
            yield (value,)
        elif isinstance(value, get_args(Block)):
            yield value
        else:
            yield from _found(value)


def _inlines(part: Block | Section, *, notes: bool) -> Iterator[Inline]:
    for piece in _parts(part):
        if isinstance(piece, tuple):
            for inline in piece:
                yield from _within(inline, notes=notes)
        else:
            yield from _inlines(piece, notes=notes)


def _within(inline: Inline, *, notes: bool) -> Iterator[Inline]:
    yield inline
    match inline:
        case Text() | LineBreak():
            pass
        case Note():
            if notes:
                for block in inline.blocks:
                    yield from _inlines(block, notes=notes)
        case _:
            for child in inline.children:
                yield from _within(child, notes=notes)


def _blocks(part: Block | Section) -> Iterator[Block]:
    if not isinstance(part, Section):
        yield part
    for piece in _parts(part):
        if not isinstance(piece, tuple):
            yield from _blocks(piece)


def _text(inlines: tuple[Inline, ...]) -> str:
    return "".join(within.text for inline in inlines for within in _within(inline, notes=False) if isinstance(within, Text))


def _texts(parts: tuple[Block, ...] | list[Block | Section]) -> Iterator[str]:
    for part in parts:
        for inline in _inlines(part, notes=False):
            if isinstance(inline, Text):
                yield inline.text
