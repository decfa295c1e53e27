"""Poppler, a second reader of PDF, copies addresses and words whole; veraPDF finds nothing in what makes them so."""

from __future__ import annotations

import subprocess
from pathlib import Path
from unicodedata import category

import pytest

from planverk.formats.pdf import render as render_pdf
from tests import built
from tests.bodies import SHAPES
from tests.bodies import document_of as with_bodies
from tests.conformance import tools
from tests.conformance.test_verapdf import KEPT, verdicts
from tests.formats.pdf.test_pdf_words import ADDRESSES, LONG, addresses_in, words_document

pytestmark = pytest.mark.conformance


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("words") / "plan.pdf"
    path.write_bytes(render_pdf(words_document()))
    return path


def copied(pdf: Path) -> str:
    """What pdftotext gives of all pages."""
    return subprocess.run([tools.pdftotext(), str(pdf), "-"], capture_output=True, text=True, check=True, timeout=120).stdout


def test_every_address_of_a_plan_is_copied_whole(tmp_path: Path) -> None:
    document = built.document("drammen")
    (tmp_path / "plan.pdf").write_bytes(built.pdf("drammen"))
    text = copied(tmp_path / "plan.pdf")
    ours = {*addresses_in(document)}
    assert len(ours) >= 10
    assert [address for address in ours if address not in "".join(text.split())] == []
    assert {sign for sign in text if category(sign) == "Cf"} == set()


def test_addresses_and_words_are_copied_whole(words: Path) -> None:
    text = copied(words)
    joined = "".join(text.split())
    assert [address for address in ADDRESSES if joined.count(address) < 3] == []
    asked = (LONG, "Menneskerettighetskonvensjonsbestemmelsene", "nuõrttsääʹmǩiõll", "العربية", "اردو", "24/7-telefonen")
    assert [word for word in asked if word not in text] == []
    assert {f"U+{ord(sign):04X}" for sign in text if sign in "\u00ad\u200b\u2060\ufeff"} == set()


def test_verapdf_takes_the_words_that_are_told_and_every_shape(words: Path, tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.pdf"
    shapes.write_bytes(render_pdf(with_bodies(SHAPES)))
    assert verdicts(words, shapes) == {words.name: KEPT, shapes.name: KEPT}
