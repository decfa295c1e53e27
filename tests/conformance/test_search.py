"""The search answers in a browser, by keyboard alone, on a server and from a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import quote

import pytest

from planverk.document.blocks import Text
from planverk.document.document import Section
from planverk.document.walk import plain
from planverk.formats.html import render as render_html
from tests.built import document as made_of
from tests.conformance.conftest import Built
from tests.sample import paragraph, words

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.conformance

MOST_TABS = 60
FOCUS = "document.activeElement"


def tab_to(page: Page, test: str) -> None:
    """Presses Tab until what has the focus passes the test, a JavaScript expression on `it`."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(f"(it => {test})({FOCUS})"):
            return
    pytest.fail(f"{MOST_TABS} times Tab did not reach it: {test}")


@pytest.mark.parametrize("place", ["server", "file"])
def test_search_by_keyboard(built: Built, served: str, browser: Browser, place: str) -> None:
    """From the front page, by Tab, letters and Enter, to a page that holds the word."""
    word = "forebygging" if built.name == "drammen" else _first_word(built)
    root = served if place == "server" else f"{built.site.as_uri()}/"
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{root}index.html")
        tab_to(page, "it.type === 'search'")
        page.keyboard.type(word)
        page.keyboard.press("Enter")
        results = page.locator("main li a")
        results.first.wait_for()
        assert word in page.get_by_role("status").inner_text()
        assert str(results.count()) in page.get_by_role("status").inner_text()
        tab_to(page, "it.matches('main li a')")
        page.keyboard.press("Enter")
        page.wait_for_load_state()
        assert word.casefold() in page.inner_text("main").casefold()


def _first_word(built: Built) -> str:
    title = built.document.sections[0].title[0]
    assert isinstance(title, Text)
    return title.text.split()[0]


@pytest.mark.parametrize("built", ["sample", "drammen"], indirect=True)
def test_search_finds_parts_of_compounds(built: Built, served: str, browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{served}{built.document.words['search-page']}/index.html")
        page.get_by_role("searchbox").fill("forebygg")
        page.locator("main li a").first.wait_for()
        assert "selvmordsforebyggende" in page.inner_text("main ol").casefold()


@pytest.mark.parametrize("built", ["drammen"], indirect=True)
@pytest.mark.parametrize(("typed", "found"), [("åpenhet", "åpenhet"), ("aapenhet", "åpenhet"), ("apenhet", "åpenhet"), ("paaroerende", "pårørende")])
def test_search_reads_letters_as_they_can_be_typed(built: Built, browser: Browser, typed: str, found: str) -> None:
    """From a file, by those who lack the keys æ, ø and å."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{built.site.as_uri()}/{built.document.words['search-page']}/index.html?q={quote(typed)}")
        page.locator("main li a").first.wait_for()
        assert found in page.inner_text("main ol").casefold()
        assert typed in page.get_by_role("status").inner_text()


def test_search_says_that_it_found_nothing(built: Built, served: str, browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{served}{built.document.words['search-page']}/index.html")
        page.get_by_role("searchbox").fill("qwertyqwerty")
        page.get_by_role("status").filter(has_text="qwertyqwerty").wait_for()
        assert page.locator("main li a").count() == 0


# --- what is found first

NUMBERS = (
    "Ring 22\u00a040\u00a000\u00a040 eller 116111.",
    "Saken er 22/32267, og organisasjonsnummeret er 310\u202f000\u202f000.",
    "Plikten står i §\u00a03\u20111 i loven, i 2024 for 12 personer.",
    normalize("NFD", "Båtførerskolen på Ås er invitert."),
)
FIRST = {
    "tiltak 1": "Tiltak 1: Felles rutine for tjenestene",
    "Tiltak  2": "Tiltak 2: Åpen møteplass",
    "mål 1": "Mål 1: Felles innsats",
    "maal 1": "Mål 1: Felles innsats",
    "figur 1": "Figur 1. Utviklingen i Døme, prosent",
    "tabell 1": "Tabell 1. Andel som sier at de er ensomme",
    "kapittel status": "Status",
    "tiltak": "Alle tiltak",
    "22400040": "Proeve 1",
    "22 40 00 40": "Proeve 1",
    "2240 0040": "Proeve 1",
    "116 123": "Trenger du hjelp?",
    "116111": "Proeve 1",
    "116 111": "Proeve 1",
    "22/32267": "Proeve 2",
    "22 / 32267": "Proeve 2",
    "310000000": "Proeve 2",
    "310 000 000": "Proeve 2",
    "§ 3-1": "Proeve 3",
    "§3-1": "Proeve 3",
    "§\u00a03\u20111": "Proeve 3",
    "2024 12": "Proeve 3",
    "båtfører": "Proeve 4",
    normalize("NFD", "båtfører"): "Proeve 4",
    "baatfoerer": "Proeve 4",
    "batforer": "Proeve 4",
    "førerskole": "Proeve 4",
}
"""What is looked for, and what it finds before all else."""

PAGES = {"tiltak 1": "tiltak/felles-rutine/index.html", "mål 1": "mal/felles-innsats/index.html", "figur 1": "kapittel/status/index.html#figur-kurve"}


def test_what_is_found_first(tmp_path: Path, browser: Browser) -> None:
    """Numbers however they are spaced, letters however they are typed, things by their kind and number."""
    document = made_of("sample")
    parts = tuple(Section(f"proeve-{at}", 2, words(f"Proeve {at}"), (paragraph(text),), role="part") for at, text in enumerate(NUMBERS, start=1))
    more = Section("proeve", 1, words("Proever"), sections=parts, page="proeve/")
    for name, data in render_html(replace(document, sections=(*document.sections, more))).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    with browser.new_context() as context:
        page = context.new_page()
        found, led = {}, {}
        for typed in FIRST:
            page.goto(f"{(tmp_path / document.words['search-page']).as_uri()}/index.html?q={quote(typed)}")
            first = page.locator("main li a").first
            found[typed] = first.inner_text() if first.count() else ""
            if typed in PAGES:
                led[typed] = (first.get_attribute("href") or "").removeprefix("../")
        assert found == FIRST
        assert led == PAGES
        page.goto(f"{(tmp_path / document.words['search-page']).as_uri()}/index.html?q=22400040")
        assert page.locator("main li mark").all_text_contents() == ["22\u00a040\u00a000\u00a040"]


@pytest.mark.parametrize("built", ["drammen"], indirect=True)
def test_a_measure_is_found_by_its_number(built: Built, browser: Browser) -> None:
    """Each measure of the plan, by the words that readers use for it."""
    measures = {plain(page.section.heading): page.section for page in built.document.pages if page.kind == "measure"}
    assert len(measures) >= 10
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{built.site.as_uri()}/{built.document.words['search-page']}/index.html")
        for heading, section in measures.items():
            page.get_by_role("searchbox").fill(section.label)
            page.locator("main li a").first.filter(has_text=section.label).wait_for()
            assert page.locator("main li a").first.inner_text() == heading
