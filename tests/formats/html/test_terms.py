"""Terms in running text lead to their meanings; rows tell what they are found by."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml.html import HtmlElement

from planverk.document.blocks import Block, Column, CrossReference, Definition, DefinitionList, Emphasis, Link, Paragraph, Quote, Row, Table, Text
from planverk.document.document import Section
from planverk.formats.html import render as render_html
from planverk.formats.html.pages import term_finder
from tests.sample import paragraph, sample_document, words
from tests.site import pages, text_of, with_section
from tests.takeback.html import main_of


def linked(keep: Path, *blocks: Block) -> list[str]:
    main = main_of(render_html(with_section(sample_document(), *blocks), keep), "proeve/index.html")
    return [text_of(link) for link in main.find_class("term")]


def test_the_first_use_on_a_page_leads_to_the_meaning(keep: Path) -> None:
    files = render_html(with_section(sample_document(), paragraph("Mange er ensomme. Ensomhet er vanlig."), paragraph("Ensomhet tærer.")), keep)
    (link,) = main_of(files, "proeve/index.html").find_class("term")
    assert (link.text, link.get("href"), link.get("data-link")) == ("ensomme", "../begrep/ensomhet/index.html", "term")
    (tip,) = [each for each in pages(files)["proeve/index.html"].iter("p") if each.get("id") == link.get("aria-describedby")]
    assert text_of(tip) == "En følelse av å mangle samvær som en ønsker seg."
    box = tip.getparent()
    assert isinstance(box, HtmlElement) and (box.get("class"), box.get("hidden") is not None) == ("tips", True)


def test_whole_words_in_any_case(keep: Path) -> None:
    assert linked(keep, paragraph("ENSOMHETEN er stor")) == ["ENSOMHETEN"]
    assert linked(keep, paragraph("storbyensomhet, ensomhetsfølelse, ensomhet/isolasjon og ikke-ensomme")) == []
    assert linked(keep, Paragraph((Emphasis(words("ensomhet")),))) == ["ensomhet"]


def test_what_leads_elsewhere_or_is_anothers_words_stays(keep: Path) -> None:
    assert (
        linked(keep, Paragraph((Link("https://x.example/", words("ensomhet")), Text(" "), CrossReference("kilde-undersokelse", words("ensomhet")))))
        == []
    )
    assert linked(keep, Quote((paragraph("Ingen skal kjenne ensomhet."),))) == []
    assert linked(keep, DefinitionList((Definition(words("Plan"), (paragraph("Mot ensomhet"),)),), "grouped")) == []
    assert linked(keep, Paragraph(words("Kilde: Ensomhet i tall"), "small")) == []


def test_a_reference_that_the_author_made_shows_the_meaning_too(keep: Path) -> None:
    main = main_of(
        render_html(with_section(sample_document(), Paragraph((CrossReference("begrep-ensomhet", words("å være ensom")),))), keep),
        "proeve/index.html",
    )
    (link,) = main.find_class("term")
    assert (link.text, link.get("data-link"), link.get("aria-describedby")) == ("å være ensom", None, "_tip-begrep-ensomhet")


def test_a_term_does_not_lead_to_itself(keep: Path) -> None:
    document = sample_document()
    assert main_of(render_html(document, keep), "begrep/ensomhet/index.html").find_class("term") == []
    assert main_of(render_html(document, keep), "begreper/index.html").find_class("term") == []


def test_the_longest_term_is_found() -> None:
    terms = {name: Definition(words(name), (), name, forms=(name, f"{name}ene")) for name in ("tiltak", "tiltak mot støy", "støy")}
    find = term_finder(terms)
    assert list(find("Tiltak mot\u00a0støy, tiltakene og støy.", set())) == [
        ("", ""),
        ("Tiltak mot\u00a0støy", "tiltak mot støy"),
        (", ", ""),
        ("tiltakene", "tiltak"),
        (" og ", ""),
        ("støy", "støy"),
        (".", ""),
    ]
    assert list(find("støy og støy", {"støy"})) == [("støy og støy", "")]
    assert list(term_finder({})("hva som helst", set())) == [("hva som helst", "")]


@pytest.mark.parametrize("form", ["(", "[a-z]+", "a|b", "\\", ".*", "^"])
def test_a_form_is_text_and_no_pattern(form: str) -> None:
    find = term_finder({"x": Definition(words(form), (), "x", forms=(form,))})
    assert "".join(run for run, _ in find("abc (def) a.b", set())) == "abc (def) a.b"
    assert [anchor for _, anchor in find(f"før {form} etter", set()) if anchor] == ["x"]


# --- rows


def test_rows_tell_what_they_are_found_by(keep: Path) -> None:
    rows = main_of(render_html(sample_document(), keep), "tiltak/index.html").xpath(".//table[contains(@class,'overview')]/tbody/tr")
    assert [{name: value for name, value in row.items() if name.startswith("data-")} for row in rows] == [
        {
            "data-by-goal": "felles-innsats",
            "data-rank-goal": "00001",
            "data-by-function": "koordinator",
            "data-rank-function": "f",
            "data-by-progress": "unreported",
            "data-rank-progress": "6",
        },
        {
            "data-by-goal": "felles-innsats",
            "data-rank-goal": "00001",
            "data-by-function": "frivilligsentral",
            "data-rank-function": "e",
            "data-by-deadline": "2026",
            "data-rank-deadline": "2026-12-31",
            "data-by-progress": "started",
            "data-rank-progress": "2",
        },
    ]


def test_only_choices_that_leave_something_out_are_offered(keep: Path) -> None:
    (form,) = main_of(render_html(sample_document(), keep), "tiltak/index.html").xpath(".//form[@id='_filter']")
    assert form.get("hidden") is not None
    offered = {select.get("name"): [text_of(option) for option in select.iter("option")] for select in form.iter("select")}
    assert offered == {
        "function": ["Alle", "Frivilligsentralen", "Folkehelsekoordinator"],
        "deadline": ["Alle", "2026"],
        "progress": ["Alle", "I gang", "Ikke meldt"],
        "sort": ["Nummer", "Tittel", "Funksjon", "Frist", "Framdrift"],
    }


def test_tables_without_facets_have_no_form(keep: Path) -> None:
    files = render_html(replace(sample_document(), sections=(), pages=(), moved=(), opening=""), keep)
    assert not any(page.xpath("//form[@id='_filter']") for page in pages(files).values())


def test_an_empty_cell_is_no_row_header(keep: Path) -> None:
    table = Table((Column(words("A"), 0.5), Column(words("B"), 0.5)), (Row(((), (paragraph("x"),))), Row(((paragraph("y"),), ()))), "prose")
    main = main_of(render_html(with_section(sample_document(), table), keep), "proeve/index.html")
    assert [[cell.tag for cell in row] for row in main.xpath(".//tbody/tr")] == [["td", "td"], ["th", "td"]]


@pytest.mark.parametrize(
    ("word", "classes"), [("selvmordsforebyggingsarbeid", "measures cards long-words"), ("Folkehelsekoordinatoren", "measures cards")]
)
def test_words_break_anywhere_only_where_they_must(word: str, classes: str, keep: Path) -> None:
    table = Table((Column(words("A"), 1.0),), (Row(((paragraph(f"En {word} i\u00a0planen"),),)),), "measures")
    (made,) = main_of(render_html(with_section(sample_document(), table), keep), "proeve/index.html").iter("table")
    assert made.get("class") == classes


def test_a_section_of_the_plan_may_be_empty(keep: Path) -> None:
    empty = Section("tom", 1, words("Tom"), page="tom/")
    files = render_html(replace(sample_document(), sections=(*sample_document().sections, empty), opening="tom"), keep)
    assert not main_of(files, "index.html").find_class("opening")
