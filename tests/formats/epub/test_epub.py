"""The plan as EPUB: what its package tells, that pages lead to each other, what the gate refuses, and that any document comes through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from lxml import etree

from planverk.document.blocks import Column, CrossReference, Link, Note, Paragraph, Row, Strong, Table, Text
from planverk.document.document import Document, Section
from planverk.errors import UserError
from planverk.formats.epub import gate, render
from tests.documents import Drawn, documents, numbered
from tests.properties import given
from tests.sample import paragraph, sample_document, words
from tests.support import PLANS, document_of
from tests.takeback.epub import OPF, packed, unpacked

_DC = "{http://purl.org/dc/elements/1.1/}"


@cache
def book() -> dict[str, bytes]:
    return unpacked(render(sample_document()))


def page_of(parts: dict[str, bytes], words: str) -> str:
    """The page that says something, its name."""
    return next(name for name, data in sorted(parts.items()) if name.startswith("EPUB/text/") and words.encode() in data)


def with_chapter(*blocks: object, title: tuple[object, ...] = words("Kapittel")) -> Document:
    section = Section("kapittel", 1, title, blocks, page="kapittel/")  # type: ignore[arg-type]
    return replace(sample_document(), sections=(section,), help=None)


def test_the_package_tells_what_the_book_is_and_how_it_can_be_read() -> None:
    package = etree.fromstring(book()["EPUB/content.opf"])
    told = [(each.get("property"), each.text) for each in package.iter(f"{OPF}meta")]
    assert told == [
        ("dcterms:modified", "2025-12-12T10:30:00Z"),
        ("schema:accessMode", "textual"),
        ("schema:accessMode", "visual"),
        ("schema:accessModeSufficient", "textual"),
        ("schema:accessibilityFeature", "alternativeText"),
        ("schema:accessibilityFeature", "readingOrder"),
        ("schema:accessibilityFeature", "structuralNavigation"),
        ("schema:accessibilityFeature", "tableOfContents"),
        ("schema:accessibilityFeature", "displayTransformability"),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", sample_document().words["epub-summary"]),
        ("planverk:basis", "folder"),
    ]
    assert [(each.tag.removeprefix(_DC), each.text) for each in package.iter(f"{_DC}*")] == [
        ("identifier", "urn:uuid:0cc75dac-66a3-5834-aefa-69a1401bef6e"),
        ("title", "Handlingsplan mot ensomhet"),
        ("date", "2025-12-12T10:30:00Z"),
        ("language", "nb-NO"),
        ("publisher", "Døme kommune"),
    ]
    assert next(iter(book())) == "mimetype" and book()["mimetype"] == b"application/epub+zip"


def test_a_book_without_pictures_claims_none() -> None:
    package = unpacked(render(document_of(PLANS["nynorsk"])))["EPUB/content.opf"].decode()
    assert "visual" not in package and "alternativeText" not in package and 'accessModeSufficient">textual' in package


def test_rows_and_tables_of_other_chapters_are_found() -> None:
    text = book()[page_of(book(), "Planen gjelder fra 2025")].decode()
    measures, figures = (page_of(book(), f'id="{anchor}"').removeprefix("EPUB/text/") for anchor in ("tiltak-felles-rutine", "figur-ensomme"))
    assert f'<a href="{measures}#tiltak-felles-rutine">tiltak 1</a> og <a href="{figures}#figur-ensomme">tabell 1</a>' in text


def test_a_table_has_its_name_and_the_headers_of_columns_and_rows() -> None:
    text = book()[page_of(book(), "Tabell 1. Andel")].decode()
    table = text.partition("<table")[2].partition("</table>")[0]
    assert "<caption>Tabell 1. Andel som sier at de er ensomme</caption>" in table
    assert table.count('scope="col"') == 3 and table.count('scope="row"') == 3


def test_what_stands_in_a_link_leads_nowhere_else_and_its_note_comes_after_it() -> None:
    note = Note(1, "footnote", (paragraph("En note."),))
    inside = (Text("les "), Strong((CrossReference("kapittel", words("kapitlet")),)), note)
    text = unpacked(render(with_chapter(Paragraph((Link("https://dome.example/a b", inside), Text("."))))))
    page = text[page_of(text, "kapitlet")].decode()
    link = '<a href="https://dome.example/a%20b">les <strong>kapitlet</strong></a><sup><a href="'
    assert link in page and 'id="planverk-call-1" role="doc-noteref" epub:type="noteref" aria-label="Note 1">1</a></sup>.' in page


def test_no_note_of_a_heading_stands_in_the_contents() -> None:
    made = unpacked(render(with_chapter(paragraph("Noe annet"), title=(Text("Kapittel"), Note(1, "footnote", (paragraph("En note."),))))))
    assert ">Kapittel</a>" in made["EPUB/nav.xhtml"].decode() and "<title>Kapittel</title>" in made[page_of(made, "Noe annet")].decode()


def test_nothing_that_is_written_becomes_markup() -> None:
    said = "<script>alert(1)</script> & </p> ]]> \"'"
    table = Table(two_columns(), (Row(((paragraph(said),), (paragraph(said),))),), "prose", caption=words(said))
    made = unpacked(render(with_chapter(paragraph(said), table, title=words(said))))
    for name, data in made.items():
        assert b"<script" not in data, name
    assert made[page_of(made, "alert(1)")].count(b"&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;/p&gt; ]]&gt;") == 6


def two_columns() -> tuple[Column, ...]:
    return next(block.columns for section in sample_document().sections for block in section.blocks if isinstance(block, Table))[:2]


CHAPTER, NAV, OPF_FILE = "Planen gjelder fra 2025", "EPUB/nav.xhtml", "EPUB/content.opf"
SPOILT: dict[str, tuple[str, str, str, str]] = {
    "a word lost": (CHAPTER, "Ingen skal stå alene", "Ingen skal alene", "output-words-differ"),
    "a number changed": ("116 123", "116 123", "116 132", "output-words-differ"),
    "a sign put in": (CHAPTER, "Ingen skal", "Ingen\u00ad skal", "output-sign-unseen"),
    "a heading of another level": ("<h2>Slik", "<h2>Slik er tallene hentet inn</h2>", "<h3>Slik er tallene hentet inn</h3>", "epub-headings"),
    "no scope": ("Tabell 1. Andel", 'scope="row"', "", "epub-table-header"),
    "no header": ("Tabell 1. Andel", "<th style=\"text-align: left;\" scope=\"col\">År</th>", "<td>År</td>", "epub-tables"),
    "no alternative": ("Figur 1. Utviklingen", 'alt="Andelen', 'alt="" title="Andelen', "epub-alternative"),
    "a link to nowhere": (CHAPTER, "#tiltak-felles-rutine", "#tiltak-feiles-rutine", "epub-link"),
    "a picture from outside": ("Figur 1. Utviklingen", 'src="../media/file0.svg"', 'src="https://dome.example/x.svg"', "epub-link"),
    "a note that leads elsewhere": (CHAPTER, "#planverk-call-1", "#kapittel-innledning", "epub-note"),
    "another language": (CHAPTER, 'xml:lang="nb-NO"', 'xml:lang="en"', "epub-language"),
    "no title": (CHAPTER, "<title>Innledning</title>", "<title></title>", "epub-title"),
    "a script": (CHAPTER, "<ul>", "<script>1</script><ul>", "epub-acting"),
    "an id twice": (CHAPTER, '<p>Planen gjelder', '<p id="kapittel-innledning">Planen gjelder', "epub-id"),
    "not well-formed": (CHAPTER, "<ul>", "<ul", "epub-unreadable"),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_the_gate_knows_what_is_broken_on_a_page(name: str) -> None:
    place, old, new, key = SPOILT[name]
    assert key in faults_of(page_of(book(), place), lambda text: text.replace(old, new, 1), old)


@pytest.mark.parametrize(
    ("path", "old", "new", "key"),
    [
        (NAV, ">Begreper</a>", ">Begrep</a>", "epub-contents"),
        (OPF_FILE, "schema:accessibilityHazard", "schema:other", "epub-metadata"),
        (OPF_FILE, ">nb-NO<", ">en<", "epub-metadata"),
        (OPF_FILE, '<itemref idref="ch003_xhtml"/>', "", "epub-spine"),
        (OPF_FILE, '<item id="file0_svg" href="media/file0.svg" media-type="image/svg+xml"/>', "", "epub-manifest"),
        ("mimetype", "application/epub+zip", "application/zip", "epub-container"),
    ],
)
def test_the_gate_knows_what_is_broken_in_the_package(path: str, old: str, new: str, key: str) -> None:
    assert key in faults_of(path, lambda text: text.replace(old, new, 1), old)


def faults_of(path: str, change: Callable[[str], str], old: str) -> set[str]:
    text = book()[path].decode()
    assert old in text
    gate(packed(book()), sample_document())
    with pytest.raises(UserError) as refused:
        gate(packed(book() | {path: change(text).encode()}), sample_document())
    assert (refused.value.key, refused.value.facts["name"]) == ("gate-ours", "EPUB")
    return {fault.key for fault in refused.value.facts["faults"]}


@given(documents(), examples=10)
def test_any_document_comes_through(drawn: Drawn) -> None:
    """The gate holds the book against the document. A figure that shows nothing in words, or a plan without a title, is refused by the model."""
    try:
        render(numbered(drawn.document))
    except UserError as refused:
        assert {fault.key for fault in refused.facts["faults"]} <= {"epub-alternative", "epub-title"}
    except ValueError as refused:  # a chart without a number
        assert "number" in str(refused)
