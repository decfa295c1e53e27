"""The site: that texts stay texts and nothing leaves it, what its colours and type are, that its bytes are the same anywhere."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from unicodedata import normalize

import pytest

from planverk.colors import contrast
from planverk.document.blocks import Card, Column, CrossReference, Definition, DefinitionList, Figure, Inlines, Link, Note, Paragraph, Row, Table
from planverk.document.document import Page, Section
from planverk.document.records import Change, DataFile, Degree, Facet, Image, Look, Status, Tally
from planverk.formats.html import Download
from planverk.formats.html import render as render_html
from planverk.formats.html.pages import site_of
from planverk.formats.html.search import entries
from planverk.formats.html.theme import dark_of, light
from tests.sample import paragraph, sample_document, words
from tests.site import pages, with_section
from tests.support import PLANS, document_of
from tests.takeback import expected
from tests.takeback.html import main_of, take

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}} {% raw %}",
    "]]> --> <!--",
    "</script><script>",
    "line\u2028break\u2029",
    "' onfocus='x",
    "&lt;b&gt; &amp;",
)


@pytest.fixture(scope="module")
def site(keep: Path) -> dict[str, bytes]:
    pdf = Download("plan.pdf", "PDF", bytes(1_234_567), "PDF", "application/pdf")
    return render_html(sample_document(), keep, [pdf, Download("plan.docx", "Word", bytes(84_000), "Word", WORD)])


# --- nothing leaves the site, texts stay texts


def test_nothing_inline_and_nothing_from_elsewhere(site: dict[str, bytes]) -> None:
    for path, page in pages(site).items():
        assert not page.xpath("//style | //*[@style] | //base | //iframe | //@*[starts-with(name(), 'on')]"), path
        assert {script.get("type") for script in page.xpath("//script[not(@src)]")} <= {"application/ld+json"}, path
        assert not [address for address in page.xpath("//@src | //link/@href") if ":" in address or address.startswith("//")], path
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';") and "unsafe" not in policy, path
    styles = b"".join(data for path, data in site.items() if path.endswith((".css", ".js")))
    assert b"://" not in styles and b"@import" not in styles and b"innerHTML" not in styles


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_shown_as_they_are(text: str, keep: Path) -> None:
    plain: Inlines = words(text)
    hostile = (Facet("goal", text, text, text), Facet("goal", "b", text, text))
    everywhere = (
        Paragraph((*plain, Link("https://x.example/?a=\"'<>", plain), CrossReference("proeve", plain), Note(3, "footnote", (Paragraph(plain),)))),
        DefinitionList((Definition(plain, (Paragraph(plain),), "ord"),), "glossary"),
        Table((Column(plain, 1.0),), (Row(((Paragraph(plain),),), "tiltak-x", facets=hostile),), "overview", text, plain, header_column=None),
        Figure("figur-x", text, plain, text, None),
        Card("notice", plain, (Paragraph(plain),)),
    )
    document = with_section(sample_document(), *everywhere, title=plain, label=text)
    document = replace(document, title=text, publisher=text, period=text, version=text, contact=text, status=Status("draft", text, text))
    document = replace(document, words={**document.words, "search": text, "menu": text, "filter-shown": text})
    files_of = (DataFile("x.csv", text, text.encode()),)
    history = (Change(text, document.created, text),)
    document = replace(document, files=files_of, history=history, tallies={"": Tally(text, 1, (Degree("done", text, 1),))})
    files = render_html(document, keep, [Download("plan.pdf", text, b"x", "PDF", "application/pdf")])
    assert take(files, document) == expected(document)
    for path, data in files.items():
        if path.endswith(".html"):
            assert_only_our_markup(data.decode(), path)


def assert_only_our_markup(page: str, path: str) -> None:
    """No element or attribute stands in the page but those that the emitters and templates write; a script has an address and nothing in it."""

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            names = {name for name, _ in attrs}
            assert tag in ELEMENTS.split(), (path, tag)
            assert not [name for name in names if name.startswith("on") or name == "style"], (path, tag, names)
            if tag == "script":
                assert dict(attrs).get("type") == "application/ld+json" or re.match(r"(?:\.\./)*assets/[a-z-]+\.js\Z", dict(attrs)["src"] or ""), path
            assert tag != "meta" or dict(attrs).get("http-equiv") != "refresh" or path == "tiltak/kafe/index.html"
            assert tag != "img" or (dict(attrs)["src"] or "").endswith(".svg"), path

        def handle_comment(self, data: str) -> None:
            raise AssertionError((path, data))

    Reader(convert_charrefs=True).feed(page)


ELEMENTS = """
    a article blockquote body br button caption col colgroup dd del details div dl dt em figcaption figure footer form h1 h2 h3 h4 head header
    html img input ins label li link main meta nav noscript ol option p script section select span strong summary sup table tbody td th thead
    title tr ul
"""


def test_search_index(site: dict[str, bytes]) -> None:
    rows = index_of(site)
    assert ["Mål 1: Felles innsats", "", "mal/felles-innsats/index.html", "Tjenestene skal arbeide sammen."] in rows
    assert ["Tiltak 2: Åpen møteplass", "Mål 1: Felles innsats", "tiltak/moteplass/index.html", "Kommunen holder en møteplass åpen hver uke."] in rows
    assert [row[:3] for row in rows if row[0].startswith(("Figur", "Tabell"))] == [
        ["Tabell 1. Andel som sier at de er ensomme", "Status", "kapittel/status/index.html#figur-ensomme"],
        ["Figur 1. Utviklingen i Døme, prosent", "Status", "kapittel/status/index.html#figur-kurve"],
        ["Figur 2. Ventet utvikling", "Status", "kapittel/status/index.html#figur-framtid"],
    ]
    assert ["Ensomhet", "Begreper", "begrep/ensomhet/index.html", "En følelse av å mangle samvær som en ønsker seg. nynorsk: Einsemd"] in rows
    assert ["Innledning", "", "kapittel/innledning/index.html"] in [row[:3] for row in rows]
    assert any("Kommunen spør innbyggerne annethvert år." in row[3] for row in rows)
    for _, _, address, _ in rows:
        path, _, fragment = address.partition("#")
        assert not fragment or f'id="{fragment}"' in site[path].decode(), address


def test_tables_that_only_lead_on_are_not_in_the_search_index() -> None:
    """The measures of a function, and what builds on a plan, have pages of their own; the records of a measure are nowhere else."""
    found = {entry.address: entry.text for entry in entries(site_of(document_of(PLANS["example"])))}
    assert found["funksjon/frivilligsentral/index.html"] == "Type eining"
    assert found["plan/folkehelse/index.html"].endswith("Tiltak som denne planen viser til: Tiltak\xa07: Råd om rutinar")
    assert found["tiltak/moteplass/index.html"].endswith(
        "Det som er meldt om tiltaket, det nyaste først 1.\xa0september 2025 I gang "
        "Møteplassen er open annakvar veke. Dokumentasjon: https://dome.example/moteplass Frivilligsentralen"
    )


def index_of(files: dict[str, bytes]) -> list[list[str]]:
    script = files["assets/search-index.js"].decode()
    assert script.startswith("window.planverkIndex=") and script.endswith(";\n")
    rows: list[list[str]] = json.loads(script.removeprefix("window.planverkIndex=").removesuffix(";\n"))
    return rows


def test_search_index_is_in_nfc(keep: Path) -> None:
    files = render_html(with_section(sample_document(), paragraph(normalize("NFD", "Båtførerskolen")), title=words(normalize("NFD", "Kjøp"))), keep)
    assert [row[0:4:3] for row in index_of(files) if row[2] == "proeve/index.html"] == [["Kjøp", "Båtførerskolen"]]


def test_search_index_ends_no_script_and_no_line(keep: Path) -> None:
    text = '</script><!-- \u2028 \u2029 \\ " ]]> &amp;'
    files = render_html(with_section(sample_document(), paragraph(text)), keep)
    script = files["assets/search-index.js"].decode()
    assert not set("<>&\u2028\u2029") & set(script) and script.count("\n") == 1
    assert [row[3] for row in index_of(files) if row[0] == "Prøve"] == [" ".join(text.split())]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//x.example", "file:///x", "../x", ""]
)
def test_links_of_other_schemes_are_refused(address: str, keep: Path) -> None:
    with pytest.raises(ValueError, match="scheme"):
        render_html(with_section(sample_document(), Paragraph((Link(address, words("her")),))), keep)


@pytest.mark.parametrize("page", ["../", "../../x/", "/x/", "x", "x//", "x/../../y/", "x\\y/", "https://x/", ".x/", "x/\n", "%2e%2e/", ""])
def test_pages_never_leave_the_site(page: str, keep: Path) -> None:
    with pytest.raises(ValueError):
        render_html(with_section(sample_document(), page=page), keep)
    row = Row(((paragraph("x"),),), "rad", page)
    if page:  # an address that no page has is never used
        document = with_section(sample_document(), Table((Column(words("A"), 1.0),), (row,), "measures"))
        assert not main_of(render_html(document, keep), "proeve/index.html").xpath(".//article//a")
        entry = Page(Section("rad", 1, words("x"), page=page, role="entry"), "proeve/", "measure")
        with pytest.raises(ValueError):
            render_html(replace(document, pages=(entry,)), keep)


@pytest.mark.parametrize("anchor", ["../x", "a/b", "a b", "_main", 'a"b', "..", "x#y", "om-utgaven"])
def test_anchors_are_ids_and_stand_once(anchor: str, keep: Path) -> None:
    with pytest.raises(ValueError):
        render_html(with_section(sample_document(), Figure(anchor, "Figur 9", (), "x", None)), keep)


def test_a_page_stands_once(keep: Path) -> None:
    for page in ("om/", "sok/", "tiltak/moteplass/"):
        with pytest.raises(ValueError, match="twice"):
            render_html(with_section(sample_document(), page=page), keep)


def test_a_chart_without_an_anchor_is_refused(keep: Path) -> None:
    chart = next(block for section in sample_document().sections for block in section.blocks if isinstance(block, Figure))
    with pytest.raises(ValueError, match="anchor"):
        render_html(with_section(sample_document(), replace(chart, anchor="")), keep)


def test_a_reference_to_nowhere_is_refused(keep: Path) -> None:
    with pytest.raises(ValueError, match="nowhere"):
        render_html(with_section(sample_document(), Paragraph((CrossReference("ingen-steder", words("her")),))), keep)


@pytest.mark.parametrize("path", ["/etc/passwd", "https://x.example/plan.pdf", "javascript:x", "a b", "..", "x/../y", "\\x", ""])
def test_downloads_are_relative_files(path: str, keep: Path) -> None:
    with pytest.raises(ValueError, match="download"):
        render_html(sample_document(), keep, [Download(path, "PDF", b"x", "PDF", "application/pdf")])


# --- the look


@pytest.mark.parametrize(
    "look", [Look(), Look(primary="#7a0c2e", accent="#005f3c"), Look(ink="#000000", primary="#ffd400", accent="#3300ff", tint="#f6f6f6")]
)
def test_dark_colours_are_read_easily(look: Look) -> None:
    dark = dark_of(look)
    for ground in (dark.paper, dark.tint):
        for colour in (dark.ink, dark.secondary, dark.primary, dark.accent):
            assert contrast(colour, ground) >= 4.5, (colour, ground)
        assert contrast(dark.hairline, ground) >= 3, ground
    for palette in (light(look), dark):
        assert contrast(palette.on_primary, palette.primary) >= 4.5


def test_look_reaches_the_style_sheets(keep: Path) -> None:
    look = Look(primary="#7a0c2e", font_family='Kommune "}</style>', logo=Image(b"<svg/>", "image/svg+xml", 'Våpen "skjold"'))
    files = render_html(replace(sample_document(), look=look), keep)
    assert b"--ds-color-accent-base-default: #7a0c2e;" in files["assets/theme.css"]
    assert '--ds-font-family: "Kommune \\22 \\7d \\3c \\2f style\\3e ", system-ui' in files["assets/fonts/fonts.css"].decode()
    assert files["assets/logo.svg"] == b"<svg/>"
    (logo,) = pages(files)["om/index.html"].xpath("//header//img")
    assert (logo.get("src"), logo.get("alt")) == ("../assets/logo.svg", 'Våpen "skjold"')


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", "#000000;}", "url(x)"])
def test_colours_are_colours(colour: str, keep: Path) -> None:
    with pytest.raises(ValueError, match="rrggbb"):
        render_html(replace(sample_document(), look=Look(primary=colour)), keep)


def test_fonts_hold_the_characters_that_are_used(keep: Path) -> None:
    from io import BytesIO

    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    files = render_html(with_section(sample_document(), paragraph("Ελλάδα Ω")), keep)
    for name in ("400", "600", "700"):
        drawn = TTFont(BytesIO(files[f"assets/fonts/{name}.woff2"])).getBestCmap()
        assert {ord(character) for character in "æøåÆØÅáčđŋšŧž«»–—…’•\u00a0\u202f↑Ω"} <= drawn.keys(), name
