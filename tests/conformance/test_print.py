"""Printed, a page says all that it says on the screen, without what only a screen needs, with the addresses of links; in grey as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2  # type: ignore[import-untyped]
import pytest

from tests.conformance import tools
from tests.conformance.conftest import Built
from tests.conformance.test_axe import opened
from tests.conformance.test_keyboard import PLANS, one_of_each
from tests.takeback import squeeze

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.conformance

# The smallest pieces of text in the page's main part that are printed.
PIECES = """() => [...document.querySelectorAll("main :is(h1, h2, h3, h4, p, li, dt, th, td, figcaption, caption)")]
  .filter((each) => each.getClientRects().length && !each.querySelector("p, li, dt, td, ul, ol, dl, sup"))
  .map((each) => each.innerText)"""
ADDRESSES = """() => [...document.querySelectorAll("main a[href^='http']")].filter((each) => each.getClientRects().length).map((each) => each.href)"""
FURNITURE = ".skip, .side, .menu, .search, .trail, .turn, .filter, .shown, .on-this-page, .ways, .footer-links, .tips"
SHOWN = "(names) => [...document.querySelectorAll(names)].filter((each) => each.getClientRects().length).map((each) => each.className)"
CONTRAST = """async () => {
  const { violations } = await axe.run(document, { runOnly: ["color-contrast"] });
  return violations.flatMap(({ nodes }) => nodes.map((node) => node.html));
}"""


def printed(page: Page) -> str:
    """The text of the page as Chromium prints it on A4."""
    document = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    try:
        return "".join(sheet.get_textpage().get_text_bounded() for sheet in document)
    finally:
        document.close()


@PLANS
def test_nothing_is_lost_on_paper(built: Built, served: str, browser: Browser) -> None:
    faults: dict[str, list[str]] = {}
    with browser.new_context() as context:
        page = context.new_page()
        page.emulate_media(media="print")
        for address in one_of_each(built):
            if address == "404.html" or address.startswith(built.document.words["search-page"]):
                continue
            opened(page, served + address)
            text = squeeze(printed(page))
            wanted = [*page.evaluate(PIECES), *page.evaluate(ADDRESSES)]
            lost = [piece for piece in wanted if squeeze(piece) not in text]
            lost += [f"printed: {name}" for name in page.evaluate(SHOWN, FURNITURE)]
            if lost or not wanted:
                faults[address] = lost or ["no text was found"]
    assert faults == {}


@PLANS
def test_grey_print_is_read_as_easily(built: Built, served: str, browser: Browser) -> None:
    """Contrast is a matter of luminance, which is what a grey print keeps; what a colour tells stands there in words as well."""
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.emulate_media(media="print")
        for address in ("index.html", "tiltak/index.html", "nasjonale-mal/index.html"):
            opened(page, served + address).evaluate(tools.axe())
            assert page.evaluate(CONTRAST) == [], address
            assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
            status = page.locator(".badge").inner_text()
            assert built.document.status.label in status
