"""The site over many plans is held to what the site of a plan is: axe-core, the keyboard, little room, the HTML checker, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests import built as made
from tests.conformance import test_axe, test_html_checker, test_keyboard, test_print, test_reflow, test_search
from tests.conformance.conftest import Built, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.conformance

CHECKS: tuple[Callable[[Built, str, Browser], None], ...] = (
    test_axe.test_axe_finds_nothing,
    test_axe.test_nothing_leaves_the_site,
    test_keyboard.test_tab_reaches_every_control_in_order,
    test_keyboard.test_the_menu_opens_and_closes,
    test_reflow.test_pages_reflow,
    test_reflow.test_wide_text_spacing_loses_nothing,
    test_print.test_nothing_is_lost_on_paper,
    test_search.test_search_says_that_it_found_nothing,
)


@pytest.fixture(scope="module", name="portfolio")
def _portfolio(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built("portfolio", made.document("portfolio"), tmp_path_factory.mktemp("portfolio"))


@pytest.fixture
def address(portfolio: Built) -> Iterator[str]:
    with serving(portfolio.site) as address:
        yield address


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("test_"))
def test_what_holds_for_a_plan_holds_for_many(check: Callable[[Built, str, Browser], None], portfolio: Built, address: str, browser: Browser) -> None:
    check(portfolio, address, browser)


def test_a_page_opens_from_a_file(portfolio: Built, browser: Browser) -> None:
    test_axe.test_page_opens_from_a_file(portfolio, browser)


def test_the_html_checker_finds_nothing(portfolio: Built, address: str) -> None:
    assert test_html_checker.findings(*(address + page for page in portfolio.pages)) == []


def test_the_search_finds_a_measure_of_any_plan_and_the_choices_work_on_deadlines(portfolio: Built, address: str, browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}sok/index.html?q=livskrisetilbud")
        page.locator("#_results li").first.wait_for()
        assert page.locator("#_results a").first.get_attribute("href", timeout=5_000) is not None
        page.goto(f"{address}frist-neste-ar/index.html")
        page.select_option("#_filter-owner", label="Nordhavn municipality")
        shown = page.locator("table.overview tbody tr:visible")
        assert 0 < shown.count() < page.locator("table.overview tbody tr").count()
        assert {row.locator("td").first.inner_text() for row in shown.all()} == {"Nordhavn municipality"}


def test_without_script_all_can_be_read(portfolio: Built, address: str, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}frist-neste-ar/index.html")
        assert page.locator("table.overview tbody tr:visible").count() == page.locator("table.overview tbody tr").count() > 0
        page.goto(f"{address}sok/index.html")
        assert page.locator("noscript").count() == 1
