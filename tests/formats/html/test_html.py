"""The site: what it holds, how its pages hang together, that texts stay texts, and that nothing leaves it."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from planverk.document.blocks import Column, Note, Paragraph, Row, Table
from planverk.document.document import Document, Page, Section
from planverk.document.records import Status
from planverk.formats.html import Download
from planverk.formats.html import render as render_html
from tests.sample import paragraph, sample_document, words
from tests.sample_marked import marked_document
from tests.site import pages, text_of, with_section
from tests.takeback import expected
from tests.takeback.html import main_of, take

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(scope="module")
def site(keep: Path) -> dict[str, bytes]:
    pdf = Download("plan.pdf", "PDF", bytes(1_234_567), "PDF", "application/pdf")
    return render_html(sample_document(), keep, [pdf, Download("plan.docx", "Word", bytes(84_000), "Word", WORD)])


def nested(document: Document) -> Document:
    """The document with its goal a level deeper, on a page of its own, between two parts that stand on their parent's page."""
    goals = tuple(section for section in document.sections if section.role == "goal")
    rest = tuple(section for section in document.sections if section.role != "goal")
    before = Section(anchor="foer", level=2, title=words("Før målene"), blocks=(paragraph("Her begynner det."),))
    after = Section(anchor="etter", level=2, title=words("Etter målene"), blocks=(paragraph("Her slutter det."),))
    top = Section("maalene", 1, words("Mål og tiltak"), (paragraph("Innledning."),), (before, *map(deeper, goals), after), page="maalene/")
    return replace(document, sections=(*rest, top))


def deeper(section: Section) -> Section:
    return replace(section, level=section.level + 1, sections=tuple(map(deeper, section.sections)))


# --- what the site holds


def test_site_holds_what_the_document_promises(site: dict[str, bytes]) -> None:
    assert take(site, sample_document()) == expected(sample_document())


def test_what_came_in_and_went_out_is_heard_and_not_seen(keep: Path) -> None:
    """Without a redline, brackets stand around it as text, and nothing is said twice."""
    document = marked_document()
    heard = ("[tatt bort: ", " ]", "[kommet til: ", " ]")
    for shown, said in ((document, heard), (replace(document, redline=None), ())):
        first = main_of(render_html(shown, keep), "kapittel/endringer/index.html").find(".//em")
        assert first is not None
        assert [(mark.tag, mark.text_content()) for mark in first] == [
            ("del", "kan".join(said[:2]) if said else "kan"),
            ("ins", "skal".join(said[2:]) if said else "skal"),
        ]
        assert {span.get("class") for span in first.iter("span")} <= {"hidden"}


def test_pages_of_sections_below_sections_hold_it_too(keep: Path) -> None:
    document = nested(sample_document())
    files = render_html(document, keep)
    assert take(files, document) == expected(document)
    assert {"maalene/index.html", "mal/felles-innsats/index.html"} <= files.keys()
    (onward,) = main_of(files, "maalene/index.html").find_class("onward")
    assert [link.get("href") for link in onward.iter("a")] == ["../mal/felles-innsats/index.html"]
    (trail,) = pages(files)["tiltak/moteplass/index.html"].find_class("trail")
    assert [text_of(link) for link in trail.iter("a")] == ["Forsiden", "Mål og tiltak", "Mål 1: Felles innsats"]


def test_files(site: dict[str, bytes]) -> None:
    assert list(site) == [
        "index.html",
        "kapittel/innledning/index.html",
        "begreper/index.html",
        "begrep/ensomhet/index.html",
        "kapittel/status/index.html",
        "mal/index.html",
        "mal/felles-innsats/index.html",
        "tiltak/felles-rutine/index.html",
        "tiltak/moteplass/index.html",
        "tiltak/index.html",
        "nasjonale-mal/index.html",
        "funksjoner/index.html",
        "kilder/index.html",
        "data/index.html",
        "om/index.html",
        "sok/index.html",
        "404.html",
        "tiltak/kafe/index.html",
        "figurer/figur-kurve.svg",
        "data/ensomme.csv",
        "data/plan.pdf",
        "data/plan.docx",
        "assets/site.css",
        "assets/page.js",
        "assets/filter.js",
        "assets/search.js",
        "assets/search-index.js",
        "assets/icon.svg",
        "assets/fonts/400.woff2",
        "assets/fonts/400-italic.woff2",
        "assets/fonts/600.woff2",
        "assets/fonts/700.woff2",
        "assets/fonts/fonts.css",
        "assets/theme.css",
        "objects.inv",
        "endringer.xml",
    ]


def test_front_page(site: dict[str, bytes]) -> None:
    main = main_of(site, "index.html")
    assert [text_of(each) for each in main.xpath(".//h1 | .//h2")] == [
        "Handlingsplan mot ensomhet",
        "Trenger du hjelp?",
        "Hva planen vil",
        "Målene i planen",
        "Finn fram",
        "Last ned planen",
        "Innholdet i planen",
    ]
    links = {name: [(link.get("href"), text_of(link)) for link in main.xpath(f".//section[@class='{name}']//a")] for name in ("goals", "downloads")}
    assert links["goals"] == [("mal/felles-innsats/index.html", "1 Felles innsats 2 tiltak · 1 i gang")]
    assert links["downloads"] == [("data/plan.pdf", "PDF (1,2 MB)"), ("data/plan.docx", "Word (84 kB)")]
    (tally,) = main.find_class("tally")
    assert text_of(tally) == "Av 2 tiltak: 1 i gang og 1 ikke meldt."
    assert [span.get("class") for span in main.find_class("bar")[0]] == ["degree-started w50", "degree-unreported w50"]
    ways = [text_of(link) for link in main.xpath(".//nav[@class='ways']//a")]
    assert ways == ["Alle tiltak", "Målene og de nasjonale målene", "Ansvarlige funksjoner", "Begreper", "Data og nedlasting"]


def test_front_page_says_what_the_plan_wants(site: dict[str, bytes]) -> None:
    (opening,) = main_of(site, "index.html").find_class("opening")
    assert text_of(opening) == (
        "Hva planen vil Planen gjelder fra 2025. Se tiltak 1 og tabell 1. Viktig: trivsel (well-being) nå i dag les oversikten over hjelp. "
        "Ett punkt om selvmordsforebyggende arbeid i kommunen og hos samarbeidspartnerneEt punkt med underpunkter: førstså videre Les mer: Innledning"
    )
    assert not main_of(site, "index.html").xpath(".//*[@role='doc-noteref']")


def test_every_page_is_reached_from_the_front_page(site: dict[str, bytes]) -> None:
    found, waiting = set(), ["index.html"]
    while waiting:
        path = waiting.pop()
        if path not in found and path.endswith(".html"):
            found.add(path)
            links = pages(site)[path].xpath("//main//@href | //nav[@class='side']//@href | //header//@action")
            waiting += [posixpath.normpath(posixpath.join(posixpath.dirname(path), each.partition("#")[0])) for each in links if ":" not in each]
    assert found == pages(site).keys() - {"404.html"}


def test_no_downloads_none_shown(keep: Path) -> None:
    files = render_html(sample_document(), keep)
    assert not main_of(files, "index.html").xpath(".//section[@class='downloads']")
    assert b"plan.pdf" not in b"".join(files.values())
    assert not main_of(files, "data/index.html").xpath(".//section[@aria-labelledby='_files']")


def test_measure_page_holds_what_its_row_says(site: dict[str, bytes]) -> None:
    main = main_of(site, "tiltak/felles-rutine/index.html")
    assert text_of(main) == (
        "Tiltak 1: Felles rutine for tjenesteneTjenestene lager en felles rutine. Rutinen sier hvem som gjør hva. "
        "Ansvarlig funksjon (forslag)FolkehelsekoordinatorGrunnlag for forslagetKapitlet om samordning sier at én funksjon skal ha oversikt."
    )
    (trail,) = pages(site)["tiltak/felles-rutine/index.html"].find_class("trail")
    assert [link.get("href") for link in trail.iter("a")] == [f"../../{path}index.html" for path in ("", "mal/", "mal/felles-innsats/")]


def test_a_row_whose_page_is_not_there_leads_nowhere(keep: Path) -> None:
    files = render_html(replace(sample_document(), pages=()), keep)
    assert "tiltak/moteplass/index.html" not in files
    (row,) = main_of(files, "mal/felles-innsats/index.html").xpath(".//tr[@id='tiltak-moteplass']")
    assert row.xpath(".//a") == []
    (reference,) = main_of(files, "kapittel/innledning/index.html").xpath(".//a[text()='tiltak 1']")
    assert reference.get("href") == "../../mal/felles-innsats/index.html#tiltak-felles-rutine"


def test_measure_row_keeps_its_anchor_and_links_to_its_page(site: dict[str, bytes]) -> None:
    (row,) = main_of(site, "mal/felles-innsats/index.html").xpath(".//tr[@id='tiltak-felles-rutine']")
    assert [link.get("href") for link in row.xpath("./th//a")] == ["../../tiltak/felles-rutine/index.html"]
    (reference,) = main_of(site, "kapittel/innledning/index.html").xpath(".//a[text()='tiltak 1']")
    assert reference.get("href") == "../../tiltak/felles-rutine/index.html"


def test_previous_and_next(site: dict[str, bytes]) -> None:
    turns = {path: [(link.get("rel"), link.get("href")) for link in page.xpath("//nav[@class='turn']/a")] for path, page in pages(site).items()}
    assert turns["index.html"] == [("next", "kapittel/innledning/index.html")]
    assert turns["kapittel/innledning/index.html"] == [("prev", "../../index.html"), ("next", "../../begreper/index.html")]
    assert turns["om/index.html"] == [("prev", "../data/index.html")]
    assert turns["tiltak/felles-rutine/index.html"] == [("next", "../../tiltak/moteplass/index.html")]
    assert turns["tiltak/moteplass/index.html"] == [("prev", "../../tiltak/felles-rutine/index.html")]
    assert turns["sok/index.html"] == turns["404.html"] == []


def test_note_in_a_measure_stands_on_both_pages(keep: Path) -> None:
    note = Note(3, "footnote", (paragraph("Et notat om rutinen."),))
    cells = ((Paragraph((*words("Tittel"), note)),), (Paragraph((*words("Se "), note)),))
    table = Table((Column(words("Tiltak"), 0.5), Column(words("Om"), 0.5)), (Row(cells, "tiltak-x", "tiltak/x/"),), "measures")
    page = Page(Section("tiltak-x", 1, words("Tittel"), cells[1], page="tiltak/x/", role="entry"), "proeve/", "measure")
    document = with_section(sample_document(), table)
    files = render_html(replace(document, pages=(*document.pages, page)), keep)
    for path in ("proeve/index.html", "tiltak/x/index.html"):
        assert {text_of(each) for each in main_of(files, path).xpath(".//*[@role='doc-endnotes']//li")} == {"Et notat om rutinen. ↑"}
    assert [text_of(each) for each in main_of(files, "proeve/index.html").xpath(".//th[@scope='row']/a")] == ["Tittel"]


# --- how pages hang together


def test_every_link_leads_somewhere(site: dict[str, bytes]) -> None:
    ids = {path: {each.get("id") for each in page.xpath("//*[@id]")} for path, page in pages(site).items()}
    for path, page in pages(site).items():
        for address in page.xpath("//@href | //@src | //@action"):
            if address.startswith(("https:", "tel:", "mailto:")):
                continue
            target, _, fragment = address.partition("#")
            file = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            assert file in site, (path, address)
            assert not fragment or fragment in ids[file], (path, address)


def test_ids_stand_once(site: dict[str, bytes]) -> None:
    for path, page in pages(site).items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        assert {label for each in page.xpath("//@aria-labelledby | //@aria-describedby | //label/@for") for label in each.split()} <= set(ids), path


def test_headings_go_down_step_by_step(site: dict[str, bytes], keep: Path) -> None:
    for files in (site, render_html(nested(sample_document()), keep)):
        for path, page in pages(files).items():
            levels = [int(each.tag[1]) for each in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
            assert levels[0] == 1 and levels.count(1) == 1, path
            assert all(after <= before + 1 for before, after in pairwise(levels)), path


@pytest.mark.parametrize("key", ["draft", "hearing", "adopted", "superseded"])
def test_status_and_help_on_every_page(key: str, keep: Path) -> None:
    status = Status(key, "Ordet", "Setningen som sier det.")  # type: ignore[arg-type]
    for path, page in pages(render_html(replace(sample_document(), status=status), keep)).items():
        assert text_of(page.xpath("//header//p[contains(@class,'badge')]")[0]) == "Status: Ordet", path
        assert text_of(page.xpath("//footer//p[@class='footer-status']")[0]) == "OrdetSetningen som sier det.0123abc", path
        assert text_of(page.xpath("//footer//p[@class='footer-help']")[0]) == "Trenger du hjelp? 116 123 113", path


def test_a_superseded_plan_leads_to_its_successor_from_every_page(keep: Path) -> None:
    status = Status("superseded", "Erstattet", "Planen er erstattet av «Ny plan».", "https://dome.example/ny-plan")
    for path, page in pages(render_html(replace(sample_document(), status=status), keep)).items():
        (line,) = page.find_class("cover-status" if path == "index.html" else "standing")
        assert text_of(line) == "Planen er erstattet av «Ny plan». Gå til den nye planen", path
        assert line.xpath(".//a/@href") == ["https://dome.example/ny-plan"], path


def test_the_accessibility_statement_is_linked_from_every_page(keep: Path) -> None:
    document = replace(sample_document(), accessibility="https://dome.example/tilgjengelighet")
    for path, page in pages(render_html(document, keep)).items():
        assert page.xpath("//footer//a[@href='https://dome.example/tilgjengelighet']"), path


def test_titles_language_and_menu(site: dict[str, bytes]) -> None:
    for path, page in pages(site).items():
        assert page.get("lang") == "nb-NO", path
        assert page.xpath("//meta[@name='description']/@content")[0], path
        assert len(page.xpath("//nav[@class='side']//*[@aria-current='page']")) == (path not in ("index.html", "sok/index.html", "404.html")), path
    title = pages(site)["mal/felles-innsats/index.html"].findtext(".//title")
    assert title == "Mål 1: Felles innsats – Handlingsplan mot ensomhet – Døme kommune"


def test_regions_have_names_of_their_own(keep: Path) -> None:
    table = Table((Column(words("A"), 1.0),), (Row(((paragraph("b"),),)),), "prose")
    page = main_of(render_html(with_section(sample_document(), table, table), keep), "proeve/index.html")
    assert page.xpath(".//*[@role='region']/@aria-label") == ["Prøve", "Prøve 2"]


def test_a_plan_without_help_figures_and_goals_builds(keep: Path) -> None:
    only = Section(anchor="alt", level=1, title=words("Alt"), page="alt/", blocks=(paragraph("Tekst."),))
    bare = replace(sample_document(), help=None, sections=(only,))
    files = render_html(bare, keep)
    assert take(files, bare) == expected(bare)
    assert b"footer-help" not in files["index.html"]
