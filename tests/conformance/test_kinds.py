"""veraPDF and the Word gate on every kind of plan: one start of veraPDF for all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from planverk.formats.outputs import whole
from planverk.formats.registry import FORMATS
from planverk.word import Reading, check_reading, read_package, weight_of
from tests.conformance.test_verapdf import KEPT, verdicts
from tests.kinds import FOLDERS, document

pytestmark = pytest.mark.conformance


def test_verapdf_confirms_what_every_pdf_claims(tmp_path: Path) -> None:
    for folder in FOLDERS:
        (tmp_path / f"{folder.name}.pdf").write_bytes(whole(FORMATS["pdf"].code.render(document(folder), None, ())))
    assert verdicts(*sorted(tmp_path.iterdir())) == {f"{folder.name}.pdf": KEPT for folder in FOLDERS}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_word_file_has_an_error(folder: Path) -> None:
    data = whole(FORMATS["docx"].code.render(document(folder), None, ()))
    assert [fault for fault in check_reading(Reading(read_package(data))).faults if weight_of(fault) == "error"] == []
