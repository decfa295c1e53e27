"""What a page costs its readers: bytes, requests and scripts, each within a budget, counted as a first visit loads them without compression."""

from __future__ import annotations

import posixpath
from pathlib import Path

import pytest
from lxml.html import HtmlElement

from tests import built
from tests.site import pages

FIRST_PAGE, ANY_PAGE, SEARCH_PAGE = 150_000, 175_000, 210_000
SCRIPTS, REQUESTS = 8_000, 14


@pytest.fixture(scope="module", params=["drammen", "nynorsk", "sample"])
def site(request: pytest.FixtureRequest) -> dict[str, bytes]:
    return built.site(request.param)


def loaded(path: str, page: HtmlElement, files: dict[str, bytes]) -> dict[str, int]:
    """Every file that the page loads, and its size; all faces of the type, whether the page uses them or not."""
    linked = [*page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href"), *page.xpath("//script/@src"), *page.xpath("//img/@src")]
    found = {posixpath.normpath(posixpath.join(posixpath.dirname(path), each)) for each in linked}
    return {each: len(files[each]) for each in (path, *found, *(name for name in files if name.endswith(".woff2")))}


def test_the_first_page_weighs_at_most_150_kb(site: dict[str, bytes]) -> None:
    sizes = loaded("index.html", pages(site)["index.html"], site)
    assert "assets/fonts/400.woff2" in sizes and "assets/site.css" in sizes
    assert sum(sizes.values()) <= FIRST_PAGE, sizes


def test_every_page_is_within_budget(site: dict[str, bytes]) -> None:
    for path, page in pages(site).items():
        sizes = loaded(path, page, site)
        is_search = "assets/search-index.js" in sizes
        assert sum(sizes.values()) <= (SEARCH_PAGE if is_search else ANY_PAGE), (path, sizes)
        assert sum(size for name, size in sizes.items() if name.endswith(".js")) <= SCRIPTS or is_search, path
        assert len(sizes) <= REQUESTS, (path, sizes)


def test_only_the_search_page_loads_the_index(site: dict[str, bytes]) -> None:
    found = [path for path, page in pages(site).items() if "search-index.js" in "".join(page.xpath("//script/@src"))]
    assert len(found) == 1


def test_what_a_style_sheet_names_is_there(site: dict[str, bytes]) -> None:
    import re

    for path in ("assets/site.css", "assets/theme.css", "assets/fonts/fonts.css"):
        for name in re.findall(r'url\("([^"]+)"\)', site[path].decode()):
            assert str(Path(path).parent / name) in site, (path, name)
