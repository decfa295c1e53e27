"""axe-core finds nothing on any page, wide or narrow, light or dark; no page scrolls sideways at 320 px; nothing leaves the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conformance import tools
from tests.conformance.conftest import Built

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.conformance

WIDE, NARROW = 1280, 320

# Everything that axe-core can test of WCAG 2.0 to 2.2 at A and AA, and its best practices.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async (tags) => {
  const { violations } = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(" | ")}`);
}"""

# What sticks out to the right, so that a failure says where to look.
STICKING_OUT = """() => {
  if (document.scrollingElement.scrollWidth <= innerWidth) return [];
  const wide = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5);
  return [`${document.scrollingElement.scrollWidth} px`, ...wide.map((element) => `${element.localName}.${element.className}`).slice(0, 8)];
}"""


def opened(page: Page, address: str) -> Page:
    """The page, gone to `address`, with its fonts loaded."""
    page.goto(address)
    page.evaluate("document.fonts.ready")
    return page


def findings(page: Page) -> list[str]:
    page.evaluate(tools.axe())
    found: list[str] = page.evaluate(RUN_AXE, TAGS)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_axe_finds_nothing(built: Built, served: str, browser: Browser, width: int, scheme: str) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light") as context:
        page = context.new_page()
        found = {address: findings(opened(page, served + address)) for address in built.pages}
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_axe_finds_nothing_in_the_open_menu(built: Built, served: str, browser: Browser) -> None:
    with browser.new_context(viewport={"width": NARROW, "height": 900}) as context:
        page = opened(context.new_page(), served)
        page.locator("summary").first.click()
        assert findings(page) == []


@pytest.mark.parametrize("built", ["sample"], indirect=True)
def test_axe_would_tell(built: Built, served: str, browser: Browser) -> None:
    """A check of the check: a picture without an alternative is found."""
    with browser.new_context() as context:
        page = opened(context.new_page(), served)
        page.evaluate("document.querySelector('main').append(document.createElement('img'))")
        assert [finding.partition(":")[0] for finding in findings(page)] == ["image-alt"]


def test_pages_reflow(built: Built, served: str, browser: Browser) -> None:
    """WCAG 1.4.10: no page scrolls sideways at 320 px. axe-core does not test that."""
    with browser.new_context(viewport={"width": NARROW, "height": 900}) as context:
        page = context.new_page()
        found = {address: opened(page, served + address).evaluate(STICKING_OUT) for address in built.pages}
    assert {address: elements for address, elements in found.items() if elements} == {}


def test_nothing_leaves_the_site(built: Built, served: str, browser: Browser) -> None:
    """No page asks another host for anything, breaks its Content-Security-Policy, misses a file or fails in a script."""
    asked: list[str] = []
    faults: list[str] = []
    with browser.new_context() as context:
        context.on("request", lambda request: asked.append(request.url))
        context.on("response", lambda response: faults.append(f"{response.status} {response.url}") if response.status >= 400 else None)
        context.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
        context.on("weberror", lambda error: faults.append(str(error.error)))
        page = context.new_page()
        for address in built.pages:
            opened(page, served + address)
    assert [address for address in asked if not address.startswith(served)] == []
    assert faults == []


def test_page_opens_from_a_file(built: Built, browser: Browser) -> None:
    faults: list[str] = []
    with browser.new_context() as context:
        context.on("requestfailed", lambda request: faults.append(request.url))
        page = opened(context.new_page(), (built.site / "index.html").as_uri())
        assert built.document.title in page.inner_text("h1")
        assert page.evaluate("getComputedStyle(document.body).fontFamily").strip("\"'").startswith(built.document.look.font_family)
    assert faults == []
