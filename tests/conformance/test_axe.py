"""axe-core finds nothing on any page: wide, narrow, light, dark, in forced colours, with menu, choices and meanings open; nothing leaves the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import pytest

from tests.conformance import tools
from tests.conformance.conftest import Built
from tests.support import PLANS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.conformance


class View(NamedTuple):
    """How a page is looked at."""

    width: int
    scheme: Literal["light", "dark"] = "light"
    forced: Literal["active", "none"] = "none"


VIEWS = (View(1280), View(320, "dark"), View(320), View(1280, "dark"), View(1280, "light", "active"), View(320, "dark", "active"))
PAIRS = (VIEWS[:2], VIEWS[2:4], VIEWS[4:])
"""Each has both widths and both schemes."""

# Everything that axe-core can test of WCAG 2.0 to 2.2 at A and AA, and its best practices.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async (tags) => {
  const { violations } = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(" | ")}`);
}"""


def opened(page: Page, address: str) -> Page:
    """The page, gone to `address`, with its fonts loaded."""
    page.goto(address)
    page.evaluate("document.fonts.ready")
    return page


def findings(page: Page) -> list[str]:
    """What axe-core finds; it is brought into the page once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(tools.axe())
    found: list[str] = page.evaluate(RUN_AXE, TAGS)
    return found


def look(page: Page, view: View) -> None:
    page.set_viewport_size({"width": view.width, "height": 900})
    page.emulate_media(color_scheme=view.scheme, forced_colors=view.forced)


def test_axe_finds_nothing(built: Built, served: str, browser: Browser) -> None:
    """Of the documents that hold everything each page in each view; of plans, whose pages are many and alike, each in two, one after the other."""
    found: dict[tuple[str, View], list[str]] = {}
    with browser.new_context() as context:
        page = context.new_page()
        for number, address in enumerate(built.pages):
            opened(page, served + address)
            for view in PAIRS[number % len(PAIRS)] if built.name in PLANS else VIEWS:
                look(page, view)
                if faults := findings(page):
                    found[address, view] = faults
    assert found == {}


@pytest.mark.parametrize("view", [View(320), View(320, "dark", "active")])
def test_axe_finds_nothing_in_what_opens(built: Built, served: str, browser: Browser, view: View) -> None:
    """The menu, the choices that find nothing, and the meaning of a term."""
    with browser.new_context() as context:
        page = opened(context.new_page(), served)
        look(page, view)
        page.locator("summary").first.click()
        assert findings(page) == []
        terms = [address for address in built.pages if 'class="term"' in (built.site / address).read_text(encoding="utf-8")]
        if terms:
            opened(page, served + terms[0]).locator("a.term").first.hover()
            page.locator(".tip").wait_for()
            assert findings(page) == []


@pytest.mark.parametrize("built", ["sample"], indirect=True)
def test_axe_would_tell(built: Built, served: str, browser: Browser) -> None:
    """A check of the check: a picture without an alternative is found."""
    with browser.new_context() as context:
        page = opened(context.new_page(), served)
        page.evaluate("document.querySelector('main').append(document.createElement('img'))")
        assert [finding.partition(":")[0] for finding in findings(page)] == ["image-alt"]


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
