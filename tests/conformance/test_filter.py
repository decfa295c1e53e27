"""The table of measures is filtered and sorted, tells what it shows, keeps the choices in its address, and is whole without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from planverk.document.blocks import Row, Table
from planverk.document.walk import plain
from tests.conformance.conftest import Built
from tests.conformance.test_axe import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.conformance, pytest.mark.parametrize("built", ["drammen", "nynorsk", "sample"], indirect=True)]

ROWS = "table.overview tbody tr"


def table_of(built: Built) -> Table:
    overview = next(section for section in built.document.sections if section.role == "overview")
    return next(block for block in overview.blocks if isinstance(block, Table))


def number(row: Row) -> str:
    (paragraph,) = row.cells[0]
    return plain(paragraph.children)  # type: ignore[union-attr]


def shown(page: Page) -> list[str]:
    """The numbers of the rows that are seen, in order."""
    found: list[str] = page.evaluate(
        f"[...document.querySelectorAll('{ROWS}')].filter(row => row.getClientRects().length).map(row => row.cells[0].innerText)"
    )
    return [text.split()[-1] for text in found]


def with_value(table: Table, key: str, value: str) -> list[str]:
    return [number(row) for row in table.rows if any(facet.key == key and facet.value == value for facet in row.facets)]


@pytest.mark.parametrize("place", ["server", "file"])
def test_every_choice_shows_its_rows(built: Built, served: str, browser: Browser, place: str) -> None:
    table = table_of(built)
    root = served if place == "server" else f"{built.site.as_uri()}/"
    with browser.new_context() as context:
        page = opened(context.new_page(), f"{root}tiltak/index.html")
        for field in page.locator("#_filter select:not([name=sort])").all():
            key = field.get_attribute("name") or ""
            values = [option.get_attribute("value") or "" for option in field.locator("option").all()][1:]
            assert values == sorted(set(values), key=values.index) and values
            for value in values:
                field.select_option(value)
                assert shown(page) == with_value(table, key, value), (key, value)
                assert page.get_by_role("status").inner_text().startswith(built.document.words["filter-shown"].split()[0])
                assert page.url.endswith(f"?{urlencode({key: value})}")
            field.select_option("")
        assert shown(page) == [number(row) for row in table.rows]


def test_choices_are_kept_in_the_address(built: Built, served: str, browser: Browser) -> None:
    table = table_of(built)
    function = next(facet for row in table.rows for facet in row.facets if facet.key == "function")
    with browser.new_context() as context:
        page = opened(context.new_page(), f"{served}tiltak/index.html?{urlencode({'function': function.value, 'sort': 'title'})}")
        wanted = with_value(table, "function", function.value)
        assert sorted(shown(page), key=wanted.index) == wanted
        assert page.locator("select[name=function]").input_value() == function.value
        sentence = built.document.words["filter-shown"].format(count=len(wanted), total=len(table.rows))
        assert page.get_by_role("status").inner_text() in (sentence, built.document.words["filter-shown-all"].format(total=len(table.rows)))
        page.locator("#_filter button[type=reset]").click()
        assert shown(page) == [number(row) for row in table.rows]
        assert "?" not in page.url


def test_sorting(built: Built, served: str, browser: Browser) -> None:
    table = table_of(built)
    with browser.new_context(locale="nb-NO") as context:
        page = opened(context.new_page(), f"{served}tiltak/index.html")
        page.locator("select[name=sort]").select_option("function")
        ranks = {number(row): next((facet.rank for facet in row.facets if facet.key == "function"), "\uffff") for row in table.rows}
        assert shown(page) == sorted(ranks, key=lambda each: ranks[each])
        page.locator("select[name=sort]").select_option("title")
        titles = page.locator(f"{ROWS} th").all_inner_texts()
        assert titles == page.evaluate("(titles) => [...titles].sort((a, b) => a.localeCompare(b, document.documentElement.lang))", titles)


def test_nonsense_in_the_address_is_no_choice(built: Built, served: str, browser: Browser) -> None:
    with browser.new_context() as context:
        page = opened(context.new_page(), f"{served}tiltak/index.html?goal=%3Cscript%3E&sort=constructor&level=x")
        assert shown(page) == [number(row) for row in table_of(built).rows]


def test_without_javascript_the_table_is_whole(built: Built, served: str, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{served}tiltak/index.html")
        assert page.locator("#_filter").is_hidden()
        assert all(row.is_visible() for row in page.locator(ROWS).all())
        assert page.locator(ROWS).count() == len(table_of(built).rows)
