"""The page of `planverk diff --format html` in a browser: axe-core finds nothing, nothing sticks out at 320 px, and both views can be chosen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planverk.cli import FINDINGS, main
from tests import history
from tests.conformance.test_axe import NARROW, STICKING_OUT, WIDE, findings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.conformance


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The changes from the first to the last step of the history."""
    folder = tmp_path_factory.mktemp("changes")
    history.build(folder)
    out = folder / "endringer.html"
    assert main(["diff", "-C", str(folder), "steg-0", f"steg-{len(history.STEPS)}", "--format", "html", "--output", str(out)]) == FINDINGS
    return out


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_axe_finds_nothing_in_either_view(page_file: Path, browser: Browser, width: int, scheme: str) -> None:
    # The page's own policy forbids scripts, and axe is one.
    with browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light", bypass_csp=True
    ) as context:
        page = context.new_page()
        page.goto(page_file.as_uri())
        assert (findings(page), page.evaluate(STICKING_OUT)) == ([], [])
        assert page.locator(".inline").first.is_visible() and not page.locator(".side").first.is_visible()
        page.get_by_label("Side ved side").check()
        assert (findings(page), page.evaluate(STICKING_OUT)) == ([], [])
        assert page.locator(".side").first.is_visible() and not page.locator(".inline").first.is_visible()
