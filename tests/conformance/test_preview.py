"""The preview in a browser: an edit appears by itself, findings stand at their places, and the panel is accessible as the site is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.conformance.test_axe import findings, opened
from tests.conformance.test_reflow import LOST
from tests.preview import Running, replace_in, running
from tests.support import copied

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.conformance

MEASURE = "plan/measures/turdag.md"
FAULT = "målet «ut-kvar-da» finst ikkje"
FINDINGS = "#_preview-findings"
NOTES = "#_preview-notes-proposed-responsible"

# How many elements of the page take the focus, from the first to the last and back, and those that the panel then covers.
COVERED = """async () => {
  for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
  const panel = document.getElementById("_preview");
  const targets = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")].filter((each) => !panel.contains(each));
  let reached = 0;
  const covered = [];
  for (const target of [...targets, ...targets.toReversed()]) {
    target.focus();
    if (document.activeElement !== target) continue;
    reached += 1;
    const [end, edge] = [target.getBoundingClientRect().bottom, panel.getBoundingClientRect().top];
    if (end > edge) covered.push(`${end} > ${edge}: ${target.outerHTML.slice(0, 80)}`);
  }
  return [reached, covered];
}"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied("nynorsk", tmp_path)


@pytest.fixture
def preview(root: Path) -> Iterator[Running]:
    with running(root) as preview:
        yield preview


def faults_of(page: Page) -> list[str]:
    """What the page complains of from now on; filled as it comes."""
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    return faults


def break_goal(root: Path) -> None:
    replace_in(root / MEASURE, "goal: ut-kvar-dag", "goal: ut-kvar-da")


def test_an_edit_appears_in_two_browsers_without_a_hand(browser: Browser, preview: Running, root: Path) -> None:
    with browser.new_context() as one, browser.new_context() as other:
        pages = [context.new_page() for context in (one, other)]
        faults = [faults_of(page) for page in pages]
        for page, address in zip(pages, ("tiltak/turdag/", "mal/ut-kvar-dag/"), strict=True):
            page.goto(preview.preview.server.address + address)
        replace_in(root / MEASURE, "title: ", "title: Ein heilt ny ")
        pages[0].locator("main h1", has_text="Ein heilt ny").wait_for()
        pages[1].locator("main th", has_text="Ein heilt ny").wait_for()
        assert faults == [[], []]


def test_findings_are_marked_where_they_belong_and_go_when_mended(browser: Browser, preview: Running, root: Path) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{preview.preview.server.address}mal/ut-kvar-dag/")
        replace_in(root / MEASURE, "number: ", "colour: blå\nnumber: ")
        mark = page.locator("#tiltak-turdag .preview-mark.preview-error")
        mark.wait_for()
        assert mark.get_attribute("open") is not None
        assert f"{MEASURE}:2:1" in mark.inner_text()
        replace_in(root / MEASURE, "colour: blå\n", "")
        mark.wait_for(state="detached")
        assert page.locator(".preview-error").count() == 0


def test_the_panel_stays_open_from_one_load_to_the_next(browser: Browser, preview: Running, root: Path) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(preview.preview.server.address)
        page.locator(f"{FINDINGS} > summary").focus()
        page.keyboard.press("Enter")
        page.locator(".preview-lists").wait_for()
        break_goal(root)
        page.locator(".preview-lists li", has_text=FAULT).wait_for()
        assert not page.locator(f"{NOTES} .preview-info").is_visible()


def test_a_group_of_notes_stays_open_from_one_load_to_the_next_and_to_another_page(browser: Browser, preview: Running, root: Path) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(preview.preview.server.address)
        for summary in (f"{FINDINGS} > summary", f"{NOTES} > summary"):
            page.locator(summary).focus()
            page.keyboard.press("Enter")
        page.locator(f"{NOTES} .preview-info").wait_for()
        break_goal(root)
        page.locator(".preview-lists li", has_text=FAULT).wait_for()
        page.locator(f"{NOTES} .preview-info").wait_for()
        page.goto(f"{preview.preview.server.address}kjelder/")
        page.locator(f"{NOTES} .preview-info").wait_for()
        page.locator(f"{NOTES} > summary").press("Enter")
        page.locator(f"{NOTES} .preview-info").wait_for(state="hidden")
        page.reload()
        page.locator(".preview-lists").wait_for()
        assert not page.locator(f"{NOTES} .preview-info").is_visible()


def test_the_page_says_when_the_preview_has_stopped(browser: Browser, root: Path) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        with running(root) as preview:
            page.goto(preview.preview.server.address)
            assert page.get_by_role("status").inner_text() == ""
        page.get_by_role("status").filter(has_text="stoppa").wait_for()


@pytest.mark.parametrize("width", [1280, 320])
def test_what_has_the_focus_is_not_under_the_panel(browser: Browser, preview: Running, root: Path, width: int) -> None:
    """WCAG 2.4.11, with the panel open: each link and field of the page is seen when it gets the focus."""
    break_goal(root)
    preview.rebuilt()
    with browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce") as context:
        page = context.new_page()
        opened(page, f"{preview.preview.server.address}kjelder/")
        page.locator(FINDINGS).evaluate("it => { it.open = true; }")
        reached, covered = page.evaluate(COVERED)
        assert (reached > 20, covered) == (True, [])
        page.evaluate("scrollTo(0, 0)")
        page.locator(f"{FINDINGS} > summary").focus()
        assert page.evaluate("scrollY") == 0, "the panel is seen wherever the page is"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_with_the_panel_open(browser: Browser, preview: Running, root: Path, width: int, scheme: Literal["light", "dark"]) -> None:
    break_goal(root)
    preview.rebuilt()
    with browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce") as context:
        page = context.new_page()
        for address in ("", "mal/ut-kvar-dag/", "kjelder/", "no-such-page/"):
            opened(page, preview.preview.server.address + address)
            for part in page.locator("#_preview details").all():
                part.evaluate("it => { it.open = true; }")
            page.evaluate(
                "scrollTo(0, document.documentElement.scrollHeight)"
            )  # at its end the page lies clear of the panel: axe-core sees all of it
            assert findings(page) == [], address
            assert page.evaluate(LOST) == [], address


@pytest.mark.parametrize("width", [1280, 320])
def test_a_link_that_the_panel_cuts_is_large_enough_wherever_the_page_is(browser: Browser, preview: Running, root: Path, width: int) -> None:
    """WCAG 2.5.8 at each place that the page can be scrolled to: next to a link that is cut, no target of the panel is less than 24 pixels away."""
    break_goal(root)
    preview.rebuilt()
    with browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce") as context:
        page = opened(context.new_page(), f"{preview.preview.server.address}mal/ut-kvar-dag/")
        for part in page.locator("#_preview details").all():
            part.evaluate("it => { it.open = true; }")
        end = page.evaluate("document.documentElement.scrollHeight - innerHeight")
        assert end > 300
        for top in range(0, end, 37):
            page.evaluate(f"scrollTo(0, {top})")
            assert findings(page) == [], f"{top} pixels down"
