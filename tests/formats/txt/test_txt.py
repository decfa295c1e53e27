"""The plan as plain text: how it is laid out, that it is gated, and that what any document holds comes through."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planverk.document.blocks import Column, Link, Note, NumberedList, Paragraph, Quote, Row, Table, Text
from planverk.document.document import Document, Section
from planverk.errors import UserError
from planverk.formats.txt import gate, read_back, render
from planverk.formats.txt.emit import WIDTH
from tests.documents import Drawn, documents, numbered
from tests.properties import given
from tests.sample import paragraph, sample_document, words
from tests.support import PLANS, document_of


def with_blocks(*blocks: object) -> Document:
    """A document with one chapter beside what it says of itself."""
    section = Section("kapittel", 1, words("Kapittel"), blocks, page="kapittel/")  # type: ignore[arg-type]
    return replace(sample_document(), sections=(section,), help=None)


def chapter(*blocks: object) -> str:
    """How blocks are printed in a chapter."""
    text = render(with_blocks(*blocks)).decode()
    return text.partition("\nKapittel\n========\n\n")[2].partition("\n\n----")[0].rstrip("\n")


def test_what_is_short_stands_in_a_line_a_row_and_what_is_long_in_a_line_a_cell() -> None:
    columns = (Column(words("År"), 0.5), Column(words("Tal"), 0.5, "right"))
    rows = tuple(Row(((paragraph(year),), (paragraph(number),))) for year, number in (("2020", "1 020"), ("2021", "–")))
    table = Table(columns, rows, "data", "Tabell 1", words("Døme"))
    assert chapter(table) == "Tabell 1. Døme\n\nÅr      Tal\n----  -----\n2020  1 020\n2021      –"
    long = Table(columns, (Row(((paragraph("2020"),), (paragraph("ord " * 20), NumberedList(((paragraph("eitt"),),))))), *rows[1:]), "data")
    assert chapter(long) == (
        "År: 2020\nTal: ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord ord\n  ord ord\n\n  1. eitt\n\nÅr: 2021\nTal: –"
    )


def test_lists_quotations_and_notes_hang_under_their_signs() -> None:
    note = Note(1, "footnote", (paragraph("Fyrste avsnitt. " * 6), paragraph("Andre.")))
    steps = NumberedList(((paragraph("steg " * 20),), (paragraph("to"), Quote((paragraph("sitat"),)))), start=9)
    assert chapter(Paragraph((Text("Tekst"), note, Text("."))), steps) == (
        "Tekst[1].\n\n"
        "9. steg steg steg steg steg steg steg steg steg steg steg steg steg steg\n   steg steg steg steg steg steg\n\n"
        "10. to\n\n    > sitat\n\n"
        "Noter\n\n"
        "[1] Fyrste avsnitt. Fyrste avsnitt. Fyrste avsnitt. Fyrste avsnitt. Fyrste\n    avsnitt. Fyrste avsnitt.\n\n    Andre."
    )


@pytest.mark.parametrize(
    ("text", "address", "printed"),
    [
        ("skjemaet", "https://a.example/x", "skjemaet <https://a.example/x>"),
        ("a.example/x", "https://a.example/x/", "a.example/x"),
        ("post@a.example", "mailto:post@a.example", "post@a.example"),
        ("116 123", "tel:116123", "116 123"),
        ("Ring 116 123", "tel:116123", "Ring 116 123 <tel:116123>"),
        ("a.example", "https://b.example", "a.example <https://b.example>"),
    ],
)
def test_an_address_is_told_where_the_words_do_not_tell_it(text: str, address: str, printed: str) -> None:
    assert chapter(Paragraph((Link(address, words(text)),))) == printed


@pytest.mark.parametrize("name", sorted(PLANS))
def test_no_line_is_too_long_but_for_a_single_word(name: str) -> None:
    text, _, _ = render(document_of(PLANS[name])).decode().rpartition("\n---")
    assert [line for line in text.split("\n") if len(line) > WIDTH and " " in line.strip().removeprefix("- ")] == []


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("116 123", "116 132", "output-words-differ"),
        ("Ingen skal stå alene", "Ingen skal alene stå", "output-words-differ"),
        ("Mental Helse", "", "output-words-differ"),
        ("Mental Helse", "Mental Helse Helse", "output-words-differ"),
        ("[1] Kommunen", "[2] Kommunen", "output-words-differ"),
        ("https://dome.example/hjelp", "https://dome.example/help", "output-words-differ"),
        ("Ensomhet", "Ensom\u00adhet", "output-sign-unseen"),
    ],
)
def test_the_gate_knows_what_is_lost_put_in_moved_or_changed(old: str, new: str, key: str) -> None:
    document, text = sample_document(), render(sample_document()).decode()
    assert old in text
    with pytest.raises(UserError) as refused:
        gate(text.replace(old, new, 1).encode(), document)
    (found,) = refused.value.facts["faults"]
    assert (refused.value.key, refused.value.facts["name"], found.key) == ("gate-ours", "TXT", key)


def test_what_is_no_text_of_ours_tells_nothing() -> None:
    for data in (b"", b"planverk", b"planverk:digest", b"\xff\xfe\nplanverk digest: x"):
        with pytest.raises(UserError, match="published-untold"):
            read_back(data)


@given(documents(), examples=60)
def test_the_words_of_any_document_come_through(drawn: Drawn) -> None:
    """The gate holds the text against the document."""
    render(numbered(drawn.document))
