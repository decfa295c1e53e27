"""Notes of a page are listed as they are called, and a table is called after what it stands under."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from planverk.document.blocks import (
    Block,
    BulletList,
    Card,
    Column,
    Definition,
    DefinitionList,
    Figure,
    Inlines,
    Note,
    Paragraph,
    Quote,
    Row,
    Strong,
    Table,
)
from planverk.document.document import Section
from planverk.formats.html import render as render_html
from planverk.ids import proper_id
from tests.sample import paragraph, sample_document, words
from tests.site import with_section
from tests.takeback.html import main_of

Call = Callable[[], Inlines]


class Calls:
    """Lines that each call a note, numbered as they are asked for; the sample itself has the first few."""

    def __init__(self) -> None:
        self.last = 10

    def __call__(self) -> Inlines:
        self.last += 1
        return (*words("Se her"), Note(self.last, "footnote", (paragraph(f"Note {self.last}."),)))


def table(*lines: Inlines, caption: Inlines = (), role: str = "prose") -> Table:
    """A table of one row."""
    share = 1 / len(lines)
    return Table(tuple(Column(words("Ord"), share) for _ in lines), (Row(tuple((Paragraph(line),) for line in lines)),), role, caption=caption)  # type: ignore[arg-type]


def part(name: str, *blocks: Block, sections: tuple[Section, ...] = (), title: Inlines = ()) -> Section:
    return Section(f"proeve-{proper_id(name)}", 2, title or words(name), blocks, sections, role="part")


SHAPES: dict[str, Callable[[Call], Section]] = {
    "parts below": lambda call: part("a", Paragraph(call()), sections=(part("b", Paragraph(call()), sections=(part("c", Paragraph(call())),)),)),
    "heading": lambda call: part("a", title=call(), sections=(part("b", title=call(), sections=(part("c", Paragraph(call())),)),)),
    "list": lambda call: part("a", BulletList(((Paragraph(call()), BulletList(((Paragraph(call()),),))), (Paragraph(call()),)))),
    "cells": lambda call: part("a", table(call(), call()), table(call(), call(), role="register")),
    "caption": lambda call: part(
        "a", table(words("x"), caption=call()), Figure("figur-ny", "Figur 9", call(), "Ord", None, notes=(Paragraph(call()),))
    ),
    "definitions": lambda call: part("a", DefinitionList((Definition(call(), (Paragraph(call()),)), Definition(call(), ())), "facts")),
    "quotation and box": lambda call: part("a", Quote((Paragraph(call()),)), Card("notice", call(), (Paragraph(call()),)), sections=(part("b"),)),
    "table in a table": lambda call: part(
        "a",
        Table((Column(words("Ord"), 1.0),), (Row(((Paragraph(call()), table(call(), call()), Paragraph(call())),)),), "register"),
        sections=(part("b", table(call())),),
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_notes_are_listed_as_they_are_called(shape: str, keep: Path) -> None:
    calls = Calls()
    section = SHAPES[shape](calls)
    document = with_section(sample_document(), Paragraph(words("Først")), sections=(section,))
    main = main_of(render_html(document, keep), "proeve/index.html")
    numbers = [str(number) for number in range(11, calls.last + 1)]
    assert numbers
    assert main.xpath(".//@id[starts-with(., '_call-')]") == [f"_call-{number}" for number in numbers]
    assert main.xpath(".//*[@role='doc-endnotes']/ol/li/@id") == [f"_note-{number}" for number in numbers]
    assert main.xpath(".//*[@role='doc-endnotes']/ol/li/@value") == numbers


PLAIN = table(words("x"))
LAST = part("Siste", PLAIN)
NAMES: dict[str, tuple[Section, list[str]]] = {
    "the heading above, not one below": (part("Første", PLAIN, sections=(LAST,)), ["Første", "Siste"]),
    "its own caption": (part("Første", table(words("x"), caption=words("Tall")), sections=(LAST,)), ["Tall", "Siste"]),
    "a strong line, where it is the heading": (part("Første", Paragraph((Strong(words("Uthevet")),)), PLAIN, sections=(LAST,)), ["Uthevet", "Siste"]),
    "a term": (part("Første", DefinitionList((Definition(words("Ordet"), (PLAIN,)),), "glossary"), PLAIN), ["Ordet", "Første"]),
    "a row's title": (
        part("Første", Table((Column(words("A"), 0.5), Column(words("B"), 0.5)), (Row(((paragraph("Tittel"),), (PLAIN,))),), "register"), PLAIN),
        ["Tittel", "Første"],
    ),
    "two under one heading": (part("Første", PLAIN, PLAIN, sections=(LAST,)), ["Første", "Første 2", "Siste"]),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_table_is_called_after_what_it_stands_under(name: str, keep: Path) -> None:
    section, called = NAMES[name]
    main = main_of(render_html(with_section(sample_document(), sections=(section,)), keep), "proeve/index.html")
    assert main.xpath(".//*[@role='region']/@aria-label") == called


def test_no_role_is_written_that_the_element_has(keep: Path) -> None:
    """A role is page.js's to give back, in the browsers that lose it."""
    own = {"table", "thead", "tbody", "tr", "th", "td", "ul", "ol", "li", "nav", "main", "header", "footer", "article", "dl", "dt", "dd"}
    for path, data in render_html(sample_document(), keep).items():
        if path.endswith(".html") and b"<main" in data:
            main = main_of({path: data}, path).getroottree().getroot()
            assert {each.tag for each in main.xpath("//*[@role]")} & own == set(), path
