"""veraPDF, axe and the Word gate on every kind of plan: one start of each for all of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planverk.formats.html import render
from planverk.formats.outputs import whole
from planverk.formats.registry import FORMATS
from planverk.word import Reading, check_reading, read_package, weight_of
from tests.conformance.conftest import serving
from tests.conformance.test_axe import View, findings, look, opened
from tests.conformance.test_verapdf import KEPT, verdicts
from tests.kinds import FOLDERS, document

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.conformance


def test_verapdf_confirms_what_every_pdf_claims(tmp_path: Path) -> None:
    for folder in FOLDERS:
        (tmp_path / f"{folder.name}.pdf").write_bytes(whole(FORMATS["pdf"].code.render(document(folder), None, ())))
    assert verdicts(*sorted(tmp_path.iterdir())) == {f"{folder.name}.pdf": KEPT for folder in FOLDERS}


def test_axe_finds_nothing_on_the_first_page_and_that_of_all_measures(tmp_path: Path, browser: Browser) -> None:
    found: dict[tuple[str, str, int], list[str]] = {}
    for folder in FOLDERS:
        for path, data in render(document(folder)).items():
            (tmp_path / folder.name / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / folder.name / path).write_bytes(data)
    with serving(tmp_path) as address, browser.new_context() as context:
        page = context.new_page()
        for folder in FOLDERS:
            overview = (f"{section.page}index.html" for section in document(folder).sections if section.role == "overview")
            for path in ("index.html", *overview):
                opened(page, f"{address}{folder.name}/{path}")
                for view in (View(1280), View(320, "dark")):
                    look(page, view)
                    if faults := findings(page):
                        found[folder.name, path, view.width] = faults
    assert found == {}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_word_file_has_an_error(folder: Path) -> None:
    data = whole(FORMATS["docx"].code.render(document(folder), None, ()))
    assert [fault for fault in check_reading(Reading(read_package(data))).faults if weight_of(fault) == "error"] == []
