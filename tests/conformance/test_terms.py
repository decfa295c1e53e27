"""A term's meaning is shown at pointer and focus, can be pointed at, goes away by Escape (WCAG 1.4.13), and is always one link away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conformance.conftest import Built
from tests.conformance.test_axe import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = [pytest.mark.conformance, pytest.mark.parametrize("built", ["drammen", "nynorsk"], indirect=True)]


def page_with_a_term(built: Built, page: Page, root: str) -> Locator:
    address = next(path for path in built.pages if path.count("/") == 2 and 'class="term"' in (built.site / path).read_text(encoding="utf-8"))
    return opened(page, root + address).locator("a.term").first


def meaning(page: Page, term: Locator) -> str:
    return page.locator(f"#{term.get_attribute('aria-describedby')}").text_content() or ""


@pytest.mark.parametrize("width", [1280, 320])
def test_pointer(built: Built, served: str, browser: Browser, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 700}) as context:
        page = context.new_page()
        term = page_with_a_term(built, page, served)
        tip = page.locator(".tip")
        term.hover()
        tip.wait_for()
        assert tip.inner_text() == meaning(page, term) != ""
        box = tip.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
        tip.hover()
        page.wait_for_timeout(400)
        assert tip.is_visible()
        page.keyboard.press("Escape")
        assert tip.is_hidden()
        term.hover()
        tip.wait_for()
        page.mouse.move(2, 2)
        tip.wait_for(state="hidden")


def test_keyboard_from_a_file(built: Built, browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        term = page_with_a_term(built, page, f"{built.site.as_uri()}/")
        tip = page.locator(".tip")
        page.keyboard.press("Tab")
        term.focus()
        tip.wait_for()
        assert tip.inner_text() == meaning(page, term)
        page.keyboard.press("Escape")
        assert tip.is_hidden() and term.evaluate("it => it === document.activeElement")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        tip.wait_for()
        page.locator("footer a").first.focus()
        assert tip.is_hidden()


def test_without_javascript_it_is_a_link(built: Built, served: str, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        address = next(path for path in built.pages if path.count("/") == 2 and 'class="term"' in (built.site / path).read_text(encoding="utf-8"))
        page.goto(served + address)
        term = page.locator("a.term").first
        told = meaning(page, term)
        assert not page.locator(".tips").is_visible()
        term.click()
        assert told.split()[0] in page.inner_text("main")
