"""What makes the pages of the Word file good to read: what stays together, how wide columns are, charts that are sharp."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planverk.document.blocks import Block, BulletList, Chart, Column, Definition, DefinitionList, Figure, Link, Paragraph, Row, Series, Table
from planverk.document.document import Document, Section
from planverk.formats.docx import render as render_docx
from planverk.formats.docx.ooxml import style_of
from planverk.formats.docx.tables import _widths as widths
from tests import built
from tests.built import DOCUMENTS
from tests.sample import paragraph, sample_document, words
from tests.takeback.docx import W, part, unpacked

BEGINS = re.compile(r"Heading|Title|PlanverkTerm")


def with_blocks(*blocks: Block) -> Document:
    return replace(sample_document(), sections=(Section("kapittel", 1, words("Kapittel"), blocks, page="kapittel/"),), help=None)


def kept(data: bytes) -> list[str]:
    """The texts of the body's paragraphs that stay with the next one by a property of their own."""
    found = (each for each in part(data, "document").iter(W + "p") if each.find(f"{W}pPr/{W}keepNext") is not None)
    return ["".join(text.text or "" for text in each.iter(W + "t")) for each in found]


def test_a_lead_in_stays_with_its_list_and_no_item_stands_alone(keep: Path) -> None:
    items = tuple((paragraph(text),) for text in ("en", "to", "tre", "fire"))
    assert kept(render_docx(with_blocks(paragraph("Før."), paragraph("Dette gjelder:"), BulletList(items), paragraph("Etter.")), keep)) == [
        "Dette gjelder:",
        "en",
        "tre",
    ]


def test_an_address_stays_with_what_it_is_of(keep: Path) -> None:
    address = Paragraph((Link("https://example.org/hjelp", words("https://example.org/hjelp")),))
    assert kept(render_docx(with_blocks(paragraph("Her finner du hjelp."), address, paragraph("Etter.")), keep)) == ["Her finner du hjelp."]


def _grouped(*counts: int) -> DefinitionList:
    """Lists of so many items under names that are links, as goals of other plans stand under theirs."""
    lists = (BulletList(tuple((paragraph(f"{at}.{item}"),) for item in range(count))) for at, count in enumerate(counts))
    return DefinitionList(tuple(Definition((Link("https://dome.example/", words(f"Plan {at}")),), (one,)) for at, one in enumerate(lists)), "grouped")


@pytest.mark.parametrize("counts", [(1,), (1, 1), (2, 1), (3, 3, 3), (1, 4, 1, 2)])
def test_a_list_is_not_kept_with_the_name_of_the_next(counts: tuple[int, ...], keep: Path) -> None:
    held = kept(render_docx(with_blocks(_grouped(*counts)), keep))
    assert not [text for at, count in enumerate(counts) for text in held if text == f"{at}.{count - 1}"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_is_kept_with_what_begins_anew(name: str) -> None:
    """A chain of what is kept together that goes on past the next name or heading would leave half a page empty."""
    body = part(built.docx(name), "document").find(f"{W}body")
    assert body is not None
    for one, other in pairwise(body):
        if BEGINS.match(style_of(other)) and not BEGINS.match(style_of(one)):
            assert one.find(f"{W}pPr/{W}keepNext") is None


@given(st.lists(st.tuples(st.floats(0.01, 1), st.integers(0, 3000)), min_size=1, max_size=14), st.integers(3000, 12000))
def test_columns_fill_the_room_and_are_as_wide_as_they_need_where_it_can_be(columns: list[tuple[float, int]], room: int) -> None:
    shares, needs = [share for share, _ in columns], [need for _, need in columns]
    given_widths = widths(shares, needs, room)
    assert sum(given_widths) == room and all(width >= 0 for width in given_widths)
    if sum(needs) <= room:
        assert all(width >= need - 1 for width, need in zip(given_widths, needs, strict=True))


def test_no_number_is_broken(keep: Path) -> None:
    columns = tuple(Column(words(title), share) for title, share in (("Nr.", 0.02), ("Tiltak", 0.98)))
    table = Table(columns, (Row(((paragraph("1040000"),), (paragraph("Et tiltak."),))),), "measures")
    grid = [int(each.get(W + "w", "")) for each in part(render_docx(with_blocks(table), keep), "document").iter(W + "gridCol")]
    assert grid == [926, 8315]


def chart(*names: str) -> Figure:
    series = tuple(Series(name, (1.0, 2.0)) for name in names)
    return Figure("figur", "Figur 1", words("Tall"), "Tallene stiger fra 1 til 2.", Chart("bar", "År", ("2024", "2025"), series, "antall"))


def test_a_chart_is_an_svg_with_a_png_for_older_programs(keep: Path) -> None:
    data = render_docx(with_blocks(chart("Kommunen")), keep)
    parts = unpacked(data)
    assert {name for name in parts if "media" in name} == {"word/media/picture1.png", "word/media/vector1.svg"}
    assert b'r:embed="rIdPicture1"' in parts["word/document.xml"] and b"svgBlip" in parts["word/document.xml"]
    assert b'Extension="svg" ContentType="image/svg+xml"' in parts["[Content_Types].xml"]
    assert b"<svg" in parts["word/media/vector1.svg"] and b"<pattern" not in parts["word/media/vector1.svg"]


def test_a_chart_with_hatches_is_a_png_alone(keep: Path) -> None:
    assert [name for name in unpacked(render_docx(with_blocks(chart("Kommunen", "Landet")), keep)) if "media" in name] == ["word/media/picture1.png"]


def test_the_contents_list_takes_page_numbers_when_word_counts_them(keep: Path) -> None:
    data = render_docx(with_blocks(paragraph("Tekst.")), keep)
    codes = [code.text for code in part(data, "document").iter(W + "instrText")]
    assert codes == [' TOC \\o "1-2" \\h \\z \\u \\b _Planverk ']
    tabs = [each.find(f"{W}pPr/{W}tabs/{W}tab") for each in part(data, "styles").iter(W + "style") if each.get(W + "styleId", "").startswith("TOC")]
    assert [tab.get(W + "leader") for tab in tabs if tab is not None] == ["dot", "dot", "dot"]
