"""The search answers in a browser, by keyboard alone, on a server and from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from planverk.document.blocks import Text
from tests.conformance.conftest import Built

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
