"""A line of a paragraph that stands alone on a page is found, and only such a one; the build sets it with the others."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

from planverk.document.blocks import Block, BulletList, Column, Inline, LineBreak, Note, Paragraph, Row, Table, Text
from planverk.document.document import Document, Section
from planverk.document.records import Image
from planverk.formats.pdf import render as render_pdf
from planverk.formats.pdf.emit import emit
from planverk.formats.pdf.pagination import lone_lines
from planverk.formats.pdf.typeset import typeset
from tests.layout import Laid, laid
from tests.sample import sample_document

PARAGRAPHS = 150


def lines(words: str, count: int, note: Note | None = None, at: int = 0) -> Paragraph:
    """A paragraph of some lines, one of which calls a note."""
    inlines: list[Inline] = []
    for line in range(count):
        inlines += [*([LineBreak()] if line else []), Text(f"{words}, {line}"), *([note] if note and line == at else [])]
    return Paragraph(tuple(inlines))


@cache
def document() -> Document:
    """Short paragraphs, of which the more part calls a note in one of its lines, on the page, in a list or in a cell."""
    chance, blocks, number = Random(1), list[Block](), 0
    for _ in range(PARAGRAPHS):
        blocks.append(lines("Uten note", chance.choice((1, 2, 3, 5, 7))))
        if chance.random() < 0.6:
            number += 1
            count = chance.choice((2, 3, 4, 5, 6))
            note = Note(number, "footnote", (lines("I noten", chance.choice((1, 2, 4))),))
            called = lines(f"Avsnitt {number}", count, note, chance.randrange(count))
            cells = Table((Column((Text("Tittel"),), 1),), (Row(((called,),)),), "prose")
            blocks.append(BulletList(((called,),)) if number % 3 == 0 else cells if number % 10 == 0 else called)
    return replace(sample_document(), sections=(Section("kapittel-a", 1, (Text("Prøve"),), tuple(blocks), page="a/"),))


def alone(found: Laid) -> set[str]:
    """The numbers of the paragraphs of which one line stands on a page without the others, as the pages show it."""
    seen: dict[str, dict[int, int]] = {}
    for piece in found.pieces:
        if piece.text.startswith("Avsnitt ") and not piece.within("Table"):
            on = seen.setdefault(piece.text.removeprefix("Avsnitt ").partition(",")[0], {})
            on[piece.page] = on.get(piece.page, 0) + 1
    return {number for number, on in seen.items() if len(on) > 1 and 1 in on.values()}


def test_lone_lines_are_those_that_the_pages_show() -> None:
    pdf = typeset(emit(document(), lambda chart: Image(b"", "image/svg+xml", "")), document().look, document().created)
    assert lone_lines(pdf) == alone(laid(pdf)) != set()


def test_a_document_without_notes_has_none() -> None:
    bare = replace(sample_document(), sections=(Section("kapittel-a", 1, (Text("Prøve"),), (lines("Uten note", 300),), page="a/"),))
    assert lone_lines(typeset(emit(bare, lambda chart: Image(b"", "image/svg+xml", "")), bare.look, bare.created)) == set()


def test_the_build_leaves_none() -> None:
    pdf = render_pdf(document())
    assert (lone_lines(pdf), alone(laid(pdf))) == (frozenset(), set())
