"""Everything is reached by Tab in the order in which it stands, the focus is always seen, nothing holds it fast, and Escape closes what opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conformance.conftest import Built
from tests.conformance.test_axe import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.conformance

PLANS = pytest.mark.parametrize("built", ["drammen", "nynorsk"], indirect=True)
SIZES = ((1280, 900), (390, 844))

# Every control that is seen, in the order of the document; each gets a number, so that it is known again.
CONTROLS = """() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
  .filter((each) => each.checkVisibility() && !each.disabled)
  .map((each, number) => (each.dataset.walk = number, number))"""

# The search page puts the focus into its field; the walk begins before everything.
TO_THE_TOP = """() => {
  const start = document.createElement("span");
  start.tabIndex = -1;
  document.body.prepend(start);
  start.focus();
}"""

# Which control has the focus ("" for none), and what is wrong with how it is seen: WCAG 2.4.7, 2.4.11.
FOCUSED = """() => {
  const it = document.activeElement;
  if (!it || it === document.body) return ["", ""];
  const style = getComputedStyle(it);
  const faults = [];
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 3) faults.push("no ring");
  const box = [...it.getClientRects()].find((each) => each.width && each.height);
  if (!box || box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) faults.push("outside the window");
  else {
    const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 40), 1), innerWidth - 1);
    const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 1), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    if (!top || !(it.contains(top) || top.contains(it))) faults.push(`under ${top && top.className}`);
  }
  return [it.dataset.walk ?? it.id, faults.join(", ")];
}"""


def walk(page: Page, most: int) -> list[tuple[str, str]]:
    """What has the focus after each Tab, until it leaves the page."""
    found: list[tuple[str, str]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        name, fault = page.evaluate(FOCUSED)
        if not name or (found and name == found[0][0]):
            break
        found.append((name, fault))
    return found


def one_of_each(built: Built) -> list[str]:
    """The largest page of each kind."""
    pages = sorted(built.pages, key=lambda path: ((built.site / path).stat().st_size, path))
    return list({(path.partition("/")[0], path.count("/")): path for path in pages}.values())


@PLANS
def test_tab_reaches_every_control_in_order(built: Built, served: str, browser: Browser) -> None:
    faults = {}
    with browser.new_context(reduced_motion="reduce") as context:
        for address in one_of_each(built):
            for width, height in SIZES:
                page = context.new_page()
                page.set_viewport_size({"width": width, "height": height})
                opened(page, served + address)
                page.evaluate(TO_THE_TOP)
                controls = [str(number) for number in page.evaluate(CONTROLS)]
                steps = walk(page, len(controls) + 5)
                if [name for name, _ in steps] != controls or any(fault for _, fault in steps):
                    wrong = [(number, name, fault) for number, (name, fault) in enumerate(steps) if fault or str(number) != name][:3]
                    faults[address, width] = (len(controls), len(steps), wrong)
                page.close()
    assert faults == {}


@PLANS
def test_the_first_tab_offers_to_skip_to_the_content(built: Built, served: str, browser: Browser) -> None:
    with browser.new_context() as context:
        page = opened(context.new_page(), f"{served}tiltak/index.html")
        page.keyboard.press("Tab")
        link = page.locator(".skip")
        box = link.bounding_box()
        assert box and box["y"] >= 0 and link.evaluate("it => it === document.activeElement")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@PLANS
def test_the_menu_opens_and_closes(built: Built, served: str, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = opened(context.new_page(), served)
        summary = page.locator("details.menu > summary")
        summary.focus()
        page.keyboard.press("Enter")
        assert page.locator("details.menu nav a").first.is_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        assert not page.locator("details.menu nav a").first.is_visible()
        assert summary.evaluate("it => it === document.activeElement")
