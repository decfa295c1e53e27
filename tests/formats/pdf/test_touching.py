"""Inlines that touch in one word, wherever a line ends: no hyphen between them, each in its own language, no build refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from planverk.document.blocks import Column, Emphasis, Foreign, Inline, Inlines, Link, Note, Paragraph, Row, Strong, Table, Text
from planverk.document.document import Section
from planverk.formats.pdf import render as render_pdf
from planverk.formats.pdf.emit import emit
from tests.sample import sample_document

ADDRESS = "https://dome.example/9"
KINDS: dict[str, Callable[[Inlines], Inline]] = {
    "link": lambda words: Link(ADDRESS, words),
    "language that hyphenation knows": lambda words: Foreign("en", words),
    "language that it does not": lambda words: Foreign("se", words),
    "language in a link": lambda words: Link(ADDRESS, (Foreign("se", words),)),
    "link in a language": lambda words: Foreign("en", (Link(ADDRESS, words),)),
    "link in emphasis": lambda words: Emphasis((Strong((Link(ADDRESS, words),)),)),
}
WORDS = (("", "W" * 20, "tiltak"), ("", "tiltak", "splanene"), ("forebygg", "ingstiltak", "ene"), ("omsorg", "kr 1 024", "planer"))
"""What stands before, in and behind an inline; each was refused with one of the kinds."""


COLUMNS = 9


def row(kind: str, words: tuple[str, str, str]) -> Row:
    """The words in cells of one width, each a letter further to the right than the one before it, so that lines end at many places."""
    before, inside, after = words
    cells = (Paragraph((Text(f"Det er {'a' * at} {before}"), KINDS[kind]((Text(inside),)), Text(f"{after} og mer"))) for at in range(COLUMNS))
    return Row(tuple((cell,) for cell in cells))


def test_no_hyphen_stands_where_two_inlines_touch() -> None:
    table = Table(
        tuple(Column((Text("x"),), 1 / COLUMNS) for _ in range(COLUMNS)), tuple(row(kind, words) for kind in KINDS for words in WORDS), "prose"
    )
    chapter = Section("kapittel-a", 1, (Text("Prøve"),), (table,), page="a/")
    assert render_pdf(replace(sample_document(), sections=(chapter,)))  # the build's own gate compares signs, languages and links


LINK, NOTE = Link(ADDRESS, (Text("tiltak"),)), Note(1, "footnote", (Paragraph((Text("mer"),)),))


@pytest.mark.parametrize(
    ("inlines", "whole"),
    [
        ((LINK, Text("ene og mer")), ["ene"]),
        ((LINK, Text(" og mer")), []),
        ((LINK, Text(", og mer")), []),
        ((Text("og "), LINK), []),
        ((Text("hoved"), LINK), ["tiltak"]),
        ((Text("a "), Emphasis((Text("hoved"), LINK)), Strong((Text("ene her"),))), ["tiltak", "ene"]),
        ((LINK, NOTE, Text("ene")), ["ene"]),
        ((Text("tiltak og mer"),), []),
        ((Text("a"), Foreign("se", (Text("kr 1 024"),))), ["kr"]),
    ],
)
def test_what_touches_the_inline_before_it_is_not_hyphenated(inlines: Inlines, whole: list[str]) -> None:
    document = sample_document()
    chapter = Section("kapittel-a", 1, (Text("Prøve"),), (Paragraph(inlines),), page="a/")
    data = emit(replace(document, sections=(chapter,)), lambda _: pytest.fail("no chart")).data["sections"]
    assert [*found(data)] == whole


def found(data: object) -> list[str]:
    """The texts that the typesetter may not hyphenate, in order."""
    if isinstance(data, dict) and data.get("is") == "whole":
        return [data["text"]]
    return [text for each in (data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()) for text in found(each)]
