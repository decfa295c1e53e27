"""The changes of `planverk diff` in a browser and in veraPDF: axe-core finds nothing in either view of the page, and the PDFs keep their claims."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planverk.cli import FINDINGS, main
from planverk.document.redline.bracketed import bracketed
from planverk.formats.pdf import render as render_pdf
from tests import built, history
from tests.conformance.test_axe import VIEWS, findings, look
from tests.conformance.test_reflow import LOST
from tests.conformance.test_verapdf import KEPT, verdicts
from tests.sample_marked import marked_document
from tests.shared import folder_once

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.conformance


def lay(folder: Path) -> None:
    """Writes the changes from the first to the last step of the history into a folder: as a page, as a PDF, and as a PDF of the whole plan."""
    for name, *wish in (("endringer.html", "--format", "html"), ("endringer.pdf", "--format", "pdf"), ("planen.pdf", "--format", "pdf", "--whole")):
        told = (*wish, "--output", str(folder / name))
        assert main(["diff", "-C", str(history.repository()), "steg-0", f"steg-{len(history.STEPS)}", *told]) == FINDINGS


@pytest.fixture(scope="module")
def made() -> Path:
    """The folder with them, made once a run."""
    return folder_once("changes", lay)


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


def test_the_pdfs_keep_their_claims(made: Path, tmp_path: Path) -> None:
    """Those of the changes, and one with marked things of every sort."""
    marked = tmp_path / "merket.pdf"
    marked.write_bytes(render_pdf(bracketed(marked_document())))
    files = (made / "endringer.pdf", made / "planen.pdf", marked)
    assert verdicts(*files) == {path.name: KEPT for path in files}


def test_axe_finds_nothing_in_a_marked_chapter(tmp_path: Path, browser: Browser) -> None:
    for name, data in built.site("marked").items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    found = {}
    with browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        page.goto((tmp_path / "kapittel/endringer/index.html").as_uri())
        for view in VIEWS:
            look(page, view)
            found[view] = findings(page) + page.evaluate(LOST)
    assert {key: faults for key, faults in found.items() if faults} == {}
