"""The sample document with a chapter in which things of every sort came in or went out whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

from planverk.document.blocks import (
    Block,
    Blocks,
    BulletList,
    Card,
    Chart,
    Column,
    Definition,
    DefinitionList,
    Deleted,
    Emphasis,
    Figure,
    Inserted,
    Link,
    Mark,
    Note,
    NumberedList,
    Paragraph,
    Quote,
    Revised,
    Row,
    Series,
    Table,
    Text,
)
from planverk.document.document import Document, Redline, Section
from tests.sample import paragraph, sample_document, words


def marked_document() -> Document:
    """The sample with a last chapter "Endringer": words, blocks, items, rows, terms and sections that came in or went out."""
    document = sample_document()
    parts = tuple(_whole(mark) for mark in get_args(Mark))
    chapter = Section("kapittel-endringer", 1, words("Endringer"), (_changed(), _points(), _terms(), _rows()), parts, page="kapittel/endringer/")
    redline = Redline("Døme kommune", datetime(2025, 12, 12, 10, 30, tzinfo=UTC), {"title": (Deleted(words("Plan")), *words(document.title))})
    return replace(document, sections=(*document.sections, chapter), redline=redline)


def _changed() -> Paragraph:
    """Words in a sentence, in emphasis, in a link and around a note."""
    note = Note(3, "footnote", (Paragraph((*words("Merknaden er "), Deleted(words("kort")), Inserted(words("lengre")))),))
    link = Link("https://dome.example/skjema", (*words("skjemaet "), Inserted(words("for alle"))))
    emphasis = Emphasis((Deleted(words("kan")), Inserted(words("skal"))))
    return Paragraph((*words("Kommunen "), emphasis, *words(" bruke "), link, Inserted((Text(" hvert år"), note)), Text(".")))


def _points() -> BulletList:
    return BulletList(
        ((paragraph("står"),), (Revised("deleted", (paragraph("gikk ut"),)),), (Revised("inserted", (paragraph("kom inn"), _list("under"))),))
    )


def _terms() -> DefinitionList:
    return DefinitionList(
        (
            Definition(words("Frist"), (Paragraph((Deleted(words("2026")), Inserted(words("2027")))),)),
            Definition(words("Finansiering"), (paragraph("tilskudd"),), mark="deleted"),
            Definition(words("Nivå"), (paragraph("universelt"),), mark="inserted"),
        ),
        "facts",
    )


def _rows() -> Table:
    columns = (Column(words("Ord"), 0.5), Column((*words("Mening"), Inserted(words(" i planen"))), 0.5))
    rows = tuple(Row(((paragraph(f"{word}-ord"),), (paragraph(word), _list(f"{word}-punkt"))), mark=mark) for word, mark in _ROWS)
    return Table(columns, rows, "prose", header_column=None)


_ROWS: tuple[tuple[str, Mark], ...] = (("ut", "deleted"), ("inn", "inserted"))


def _list(word: str) -> Block:
    return NumberedList(((paragraph(word),),))


def _whole(mark: Mark) -> Section:
    """Two sections, one in the other, that are marked as a whole, beside blocks of each kind that are."""
    blocks: Blocks = (*(Revised(mark, (block,)) for block in _blocks(mark)), paragraph(f"Urørt {mark}"))
    inner = Section(f"{mark}-under", 3, words(f"Under {mark}"), (paragraph(f"Innerst {mark}"),))
    outer = Section(f"{mark}-over", 2, words(f"Over {mark}"), (paragraph(f"Ytterst {mark}"), _list(f"punkt {mark}")), (inner,), label="Del 1")
    return Section(f"{mark}-blokker", 2, words(f"Blokker {mark}"), blocks, (replace(outer, level=3, sections=(replace(inner, level=4),), mark=mark),))


def _blocks(mark: Mark) -> tuple[Block, ...]:
    chart = Chart("bar", "År", ("2020", "2021"), (Series("Døme", (1.0, 2.0)),), "prosent")
    table = Table((Column(words("År"), 0.5), Column(words("Døme"), 0.5)), (Row(((paragraph("2020"),), (paragraph(mark),))),), "data")
    return (
        Paragraph((*words("Hele avsnittet, "), Emphasis(words("også dette"))), "lead"),
        BulletList(((paragraph(f"et punkt {mark}"), _list(mark)),)),
        Quote((paragraph(f"Sitat {mark}"),)),
        DefinitionList((Definition(words(f"term {mark}"), (paragraph("mening"),), f"term-{mark}"),), "grouped"),
        Figure(f"figur-{mark}", "Figur 3", words(f"Kurve {mark}"), f"Tallet går opp ({mark}).", chart, table, (paragraph("Kilde"),)),
        Figure(f"figur-uten-{mark}", "Figur 4", words(f"Uten tall {mark}"), f"Planen sier noe ({mark}).", None),
        Card("notice", words(f"Merk {mark}"), (paragraph("Et kort."),)),
    )
