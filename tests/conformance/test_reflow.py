"""Pages keep all they say where room is scarce: at 320 px and 400 % zoom, on a phone at 200 %, with wide text spacing. axe-core tests none of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conformance.conftest import Built
from tests.conformance.test_axe import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.conformance

WINDOWS = {
    "a narrow window (WCAG 1.4.10)": (320, 900),
    "1280 by 1024 at 400 %": (320, 256),
    "a phone of 390 px at 200 %": (195, 422),
    "a tablet": (768, 1024),
    "just before the side menu": (1023, 768),
    "just after it": (1024, 768),
}

# What sticks out to the right, and text that its box cuts off, so that a failure says where to look. A region that scrolls by keyboard may be wider.
LOST = """() => {
  const name = (element) => `${element.localName}.${element.className}`;
  const scrolls = (element) => element.closest("[role=region][tabindex]");
  const clipped = (element) => element && (getComputedStyle(element).clipPath !== "none" || clipped(element.parentElement));
  const seen = (element) => element.getClientRects().length && !element.closest(".skip") && !clipped(element);
  const found = [];
  if (document.scrollingElement.scrollWidth > innerWidth) {
    const wide = [...document.body.querySelectorAll("*")].filter((each) => each.getBoundingClientRect().right > innerWidth + 0.5 && !scrolls(each));
    found.push(`${document.scrollingElement.scrollWidth} px`, ...wide.map(name).slice(0, 8));
  }
  for (const element of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    if (!seen(element) || style.overflow === "visible" || element.matches("select, input, [role=region][tabindex]")) continue;
    if (element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1) found.push(`cut off: ${name(element)}`);
  }
  return found;
}"""

# Text that lies on other text.
OVERLAPPING = """() => {
  const clipped = (element) => element && (getComputedStyle(element).clipPath !== "none" || clipped(element.parentElement));
  const boxes = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.data.trim() || text.parentElement.closest("[hidden], option, [role=region]") || clipped(text.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) if (box.width > 1) boxes.push([box, text]);
  }
  const found = [];
  boxes.forEach(([one, text], index) => {
    for (const [other, beside] of boxes.slice(index + 1, index + 40)) {
      if (text === beside || text.parentElement.closest("sup") || beside.parentElement.closest("sup")) continue;
      const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      const told = [text, beside].map((each) => each.data.trim().slice(0, 30)).join(" / ");
      if (wide > 2 && high > 0.5 * Math.min(one.height, other.height)) found.push(told);
    }
  });
  return found.slice(0, 5);
}"""

# WCAG 1.4.12: a reader's own spacing.
SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }
"""


def test_pages_reflow(built: Built, served: str, browser: Browser) -> None:
    found = {}
    with browser.new_context() as context:
        page = context.new_page()
        for address in built.pages:
            opened(page, served + address)
            for name, (width, height) in WINDOWS.items():
                page.set_viewport_size({"width": width, "height": height})
                if lost := page.evaluate(LOST) + page.evaluate(OVERLAPPING):
                    found[address, name] = lost
    assert found == {}


def test_wide_text_spacing_loses_nothing(built: Built, served: str, browser: Browser) -> None:
    """The page's policy allows no style of a reader's own, so it is set aside as an extension of a browser sets it aside."""
    found = {}
    with browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        for address in built.pages:
            opened(page, served + address).add_style_tag(content=SPACING)
            for width in (320, 1280):
                page.set_viewport_size({"width": width, "height": 900})
                if lost := page.evaluate(LOST) + page.evaluate(OVERLAPPING):
                    found[address, width] = lost
    assert found == {}


@pytest.mark.parametrize("built", ["sample"], indirect=True)
def test_the_checks_would_tell(built: Built, served: str, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 320, "height": 900}) as context:
        page = opened(context.new_page(), served)
        page.evaluate("document.querySelector('h1').style.width = '500px'")
        assert page.evaluate(LOST)[0] == "516 px"
        page.evaluate("Object.assign(document.querySelector('h1').style, { width: 'auto', height: '1em', overflow: 'hidden' })")
        assert page.evaluate(LOST) == ["cut off: h1."]
        page.evaluate("Object.assign(document.querySelector('h1').style, { overflow: 'visible' })")
        assert page.evaluate(OVERLAPPING) != []
