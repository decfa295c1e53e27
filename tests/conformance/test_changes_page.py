"""The changes of `planverk diff` in a browser and in veraPDF: axe-core finds nothing in either view of the page, and the PDF keeps its claims."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planverk.cli import FINDINGS, main
from tests import history
from tests.conformance.test_axe import VIEWS, findings, look
from tests.conformance.test_reflow import LOST
from tests.conformance.test_verapdf import verdict

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.conformance


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the changes from the first to the last step of the history, as a page and as a PDF."""
    folder = tmp_path_factory.mktemp("changes")
    history.build(folder)
    for ending in ("html", "pdf"):
        told = ("--format", ending, "--output", str(folder / f"endringer.{ending}"))
        assert main(["diff", "-C", str(folder), "steg-0", f"steg-{len(history.STEPS)}", *told]) == FINDINGS
    return folder


def test_axe_finds_nothing_in_either_view(made: Path, browser: Browser) -> None:
    found = {}
    with browser.new_context(bypass_csp=True) as context:  # the page's own policy forbids scripts, and axe is one
        page = context.new_page()
        page.goto((made / "endringer.html").as_uri())
        for label, shown, hidden in (("Inne i teksten", ".inline", ".side"), ("Side ved side", ".side", ".inline")):
            page.get_by_label(label).check()
            assert page.locator(shown).first.is_visible() and not page.locator(hidden).first.is_visible()
            for view in VIEWS:
                look(page, view)
                found[label, view] = findings(page) + page.evaluate(LOST)
    assert {key: faults for key, faults in found.items() if faults} == {}


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_the_pdf_keeps_its_claims(made: Path, flavour: str) -> None:
    assert verdict(made / "endringer.pdf", flavour) == (True, [])
