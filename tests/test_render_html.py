"""The site: what it holds, how its pages hang together, that texts stay texts, and that nothing leaves it."""

from __future__ import annotations

import json
import os
import posixpath
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

from planverk.document.blocks import (
    Block,
    Card,
    Column,
    CrossReference,
    Definition,
    DefinitionList,
    Document,
    Figure,
    Image,
    Inlines,
    Link,
    Look,
    Note,
    Paragraph,
    Row,
    Section,
    Status,
    Table,
)
from planverk.render.html import Download, render_html
from planverk.render.html.theme import contrast, dark_of, light
from tests.sample import paragraph, sample_document, words
from tests.takeback import expected
from tests.takeback.html import main_of, take

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
def keep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keep")


@pytest.fixture(scope="module")
def site(keep: Path) -> dict[str, bytes]:
    return render_html(sample_document(), keep, [Download("../plan.pdf", "PDF", 1_234_567), Download("../plan.docx", "Word", 84_000)])


def pages(files: dict[str, bytes]) -> dict[str, HtmlElement]:
    return {path: html.document_fromstring(data.decode()) for path, data in files.items() if path.endswith(".html")}


def text_of(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def with_section(document: Document, *blocks: Block, **changes: object) -> Document:
    """The document with a section more that holds the blocks."""
    section = Section(anchor="proeve", level=1, title=words("Prøve"), page="proeve/", blocks=blocks)
    return replace(document, sections=(*document.sections, replace(section, **changes)))  # type: ignore[arg-type]


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
        "kapittel/status/index.html",
        "mal/felles-innsats/index.html",
        "tiltak/felles-rutine/index.html",
        "tiltak/moteplass/index.html",
        "tiltak/index.html",
        "nasjonale-mal/index.html",
        "funksjoner/index.html",
        "kilder/index.html",
        "om/index.html",
        "sok/index.html",
        "404.html",
        "figurer/figur-kurve.svg",
        "assets/site.css",
        "assets/site.js",
        "assets/fonts/fonts.css",
        "assets/search-index.js",
        "assets/icon.svg",
        "assets/fonts/400.woff2",
        "assets/fonts/400-italic.woff2",
        "assets/fonts/600.woff2",
        "assets/fonts/700.woff2",
        "assets/theme.css",
    ]


def test_front_page(site: dict[str, bytes]) -> None:
    main = main_of(site, "index.html")
    assert [text_of(each) for each in main.xpath(".//h1 | .//h2")] == [
        "Handlingsplan mot ensomhet",
        "Trenger du hjelp?",
        "Målene i planen",
        "Last ned planen",
        "Innholdet i planen",
    ]
    links = {name: [(link.get("href"), text_of(link)) for link in main.xpath(f".//section[@class='{name}']//a")] for name in ("goals", "downloads")}
    assert links["goals"] == [("mal/felles-innsats/index.html", "1 Felles innsats")]
    assert links["downloads"] == [("../plan.pdf", "PDF (1,2 MB)"), ("../plan.docx", "Word (84 kB)")]
    listed = {link.get("href") for link in main.xpath(".//section[@class='contents']//a")}
    assert listed == {path for path in site if path.endswith(".html")} - {"index.html", "sok/index.html", "404.html"}


def test_no_downloads_none_shown(keep: Path) -> None:
    files = render_html(sample_document(), keep)
    assert not main_of(files, "index.html").xpath(".//section[@class='downloads']")
    assert b"plan.pdf" not in b"".join(files.values())


def test_measure_page_holds_the_row(site: dict[str, bytes]) -> None:
    main = main_of(site, "tiltak/felles-rutine/index.html")
    assert text_of(main) == (
        "Felles rutine for tjenestene Nr.1 Hører tilMål 1: Felles innsats Tjenestene lager en felles rutine. Rutinen sier hvem som gjør hva. "
        "Ansvarlig funksjon (forslag)FolkehelsekoordinatorGrunnlag for forslagetKapitlet om samordning sier at én funksjon skal ha oversikt."
    )
    assert "../../mal/felles-innsats/index.html" in [link.get("href") for link in main.iter("a")]


def test_measure_row_keeps_its_anchor_and_links_to_its_page(site: dict[str, bytes]) -> None:
    (row,) = main_of(site, "mal/felles-innsats/index.html").xpath(".//tr[@id='tiltak-felles-rutine']")
    assert [link.get("href") for link in row.xpath("./th//a")] == ["../../tiltak/felles-rutine/index.html"]
    (reference,) = main_of(site, "kapittel/innledning/index.html").xpath(".//a[text()='tiltak 1']")
    assert reference.get("href") == "../../tiltak/felles-rutine/index.html"


def test_previous_and_next(site: dict[str, bytes]) -> None:
    turns = {path: [(link.get("rel"), link.get("href")) for link in page.xpath("//nav[@class='turn']/a")] for path, page in pages(site).items()}
    assert turns["index.html"] == [("next", "kapittel/innledning/index.html")]
    assert turns["kapittel/innledning/index.html"] == [("prev", "../../index.html"), ("next", "../../begreper/index.html")]
    assert turns["om/index.html"] == [("prev", "../kilder/index.html")]
    assert turns["tiltak/felles-rutine/index.html"] == [("next", "../../tiltak/moteplass/index.html")]
    assert turns["tiltak/moteplass/index.html"] == [("prev", "../../tiltak/felles-rutine/index.html")]
    assert turns["sok/index.html"] == turns["404.html"] == []


def test_note_in_a_measure_stands_on_both_pages(keep: Path) -> None:
    note = Note(3, "footnote", (paragraph("Et notat om rutinen."),))
    cells = ((Paragraph((*words("Tittel"), note)),), (Paragraph((*words("Se "), note)),))
    table = Table((Column(words("Tiltak"), 0.5), Column(words("Om"), 0.5)), (Row(cells, "tiltak-x", "tiltak/x/"),), "measures")
    files = render_html(with_section(sample_document(), table), keep)
    for path in ("proeve/index.html", "tiltak/x/index.html"):
        assert {text_of(each) for each in main_of(files, path).xpath(".//*[@role='doc-endnotes']//li")} == {"Et notat om rutinen. ↑"}
    assert [text_of(each) for each in main_of(files, "proeve/index.html").xpath(".//th[@scope='row']/a")] == ["Tittel"]


# --- how pages hang together


def test_every_link_leads_somewhere(site: dict[str, bytes]) -> None:
    ids = {path: {each.get("id") for each in page.xpath("//*[@id]")} for path, page in pages(site).items()}
    for path, page in pages(site).items():
        for address in page.xpath("//@href | //@src | //@action"):
            if address.startswith(("https:", "tel:", "mailto:")) or address.removeprefix("../" * path.count("/")) in ("../plan.pdf", "../plan.docx"):
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


# --- nothing leaves the site, texts stay texts


def test_nothing_inline_and_nothing_from_elsewhere(site: dict[str, bytes]) -> None:
    for path, page in pages(site).items():
        assert not page.xpath("//style | //*[@style] | //script[not(@src)] | //base | //iframe | //@*[starts-with(name(), 'on')]"), path
        assert not [address for address in page.xpath("//@src | //link/@href") if ":" in address or address.startswith("//")], path
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';") and "unsafe" not in policy, path
    styles = b"".join(data for path, data in site.items() if path.endswith((".css", ".js")))
    assert b"://" not in styles and b"@import" not in styles and b"innerHTML" not in styles


def test_first_page_weighs_little(site: dict[str, bytes]) -> None:
    page = pages(site)["index.html"]
    linked = [*page.xpath("//link[@rel='stylesheet']/@href"), *page.xpath("//script/@src"), *page.xpath("//img/@src")]
    fonts = [path for path in site if path.endswith(".woff2")]
    assert sum(len(site[path]) for path in ("index.html", *linked, *fonts)) <= 150_000


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_shown_as_they_are(text: str, keep: Path) -> None:
    plain: Inlines = words(text)
    everywhere = (
        Paragraph((*plain, Link("https://x.example/?a=\"'<>", plain), CrossReference("proeve", plain), Note(3, "footnote", (Paragraph(plain),)))),
        DefinitionList((Definition(plain, (Paragraph(plain),), "ord"),), "glossary"),
        Table((Column(plain, 1.0),), (Row(((Paragraph(plain),),), "tiltak-x", "tiltak/x/"),), "measures", text, plain, header_column=None),
        Figure("figur-x", text, plain, text, None),
        Card("notice", plain, (Paragraph(plain),)),
    )
    document = with_section(sample_document(), *everywhere, title=plain, label=text)
    document = replace(document, title=text, publisher=text, period=text, version=text, contact=text, status=Status("draft", text, text))
    document = replace(document, words={**document.words, "search": text, "menu": text})
    files = render_html(document, keep, [Download("../plan.pdf", text, 1)])
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
            assert tag != "script" or (dict(attrs)["src"] or "").endswith(("assets/site.js", "assets/search-index.js")), path
            assert tag != "img" or (dict(attrs)["src"] or "").endswith(".svg"), path

        def handle_comment(self, data: str) -> None:
            raise AssertionError((path, data))

    Reader(convert_charrefs=True).feed(page)


ELEMENTS = """
    a article blockquote body br button caption col colgroup dd details div dl dt em figcaption figure footer form h1 h2 h3 h4 head header html
    img input label li link main meta nav noscript ol p script section span strong summary sup table tbody td th thead title tr ul
"""


def test_search_index(site: dict[str, bytes]) -> None:
    rows = index_of(site)
    assert ["Mål 1: Felles innsats", "", "mal/felles-innsats/index.html", "Tjenestene skal arbeide sammen."] in rows
    assert ["Åpen møteplass", "Mål 1: Felles innsats", "tiltak/moteplass/index.html", "Kommunen holder en møteplass åpen hver uke."] in rows
    assert ["Ensomhet", "Begreper", "begreper/index.html#begrep-ensomhet", "En følelse av å mangle samvær som en ønsker seg."] in rows
    assert ["Innledning", "", "kapittel/innledning/index.html"] in [row[:3] for row in rows]
    assert any("Kommunen spør innbyggerne annethvert år." in row[3] for row in rows)
    for _, _, address, _ in rows:
        path, _, fragment = address.partition("#")
        assert not fragment or f'id="{fragment}"' in site[path].decode(), address


def index_of(files: dict[str, bytes]) -> list[list[str]]:
    script = files["assets/search-index.js"].decode()
    assert script.startswith("window.planverkIndex=") and script.endswith(";\n")
    rows: list[list[str]] = json.loads(script.removeprefix("window.planverkIndex=").removesuffix(";\n"))
    return rows


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
    if page:
        with pytest.raises(ValueError):
            render_html(with_section(sample_document(), Table((Column(words("A"), 1.0),), (row,), "measures")), keep)


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
        render_html(sample_document(), keep, [Download(path, "PDF", 1)])


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


# --- the same bytes


def test_same_bytes_anywhere(tmp_path: Path) -> None:
    code = (
        "import hashlib; from tests.sample import sample_document; from planverk.render.html import render_html;"
        "files = render_html(sample_document());"
        "print(hashlib.sha256(b''.join(p.encode() + b'\\0' + d for p, d in files.items())).hexdigest())"
    )
    root = Path(__file__).parents[1]

    def run(zone: str, seed: str, home: Path) -> str:
        own = {"TZ": zone, "PYTHONHASHSEED": seed, "HOME": str(home), "LANG": "C", "PYTHONPATH": os.pathsep.join((str(root / "tools"), str(root)))}
        done = subprocess.run([sys.executable, "-c", code], cwd=home, env={**os.environ, **own}, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    files = render_html(sample_document(), tmp_path / "keep")
    here = sha256(b"".join(path.encode() + b"\0" + data for path, data in files.items())).hexdigest()
    again = render_html(sample_document(), tmp_path / "keep")
    assert again == files
    assert run("Pacific/Auckland", "1", tmp_path / "a") == run("America/Caracas", "2", tmp_path / "b") == here
