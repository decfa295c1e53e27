"""A Word file of ours that LibreOffice saved again, as Word, OpenDocument and tagged PDF, is imported as the plan that it was."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import pytest

from planverk.importing.foreign import Foreign, Paragraph, texts_of, words
from planverk.importing.read import read_document
from tests import built
from tests.conformance import tools
from tests.importing.imports import imported
from tests.support import PLANS, plan_of

pytestmark = pytest.mark.conformance

UNTAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"false"}}'
TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'


def saved_by_libreoffice(data: bytes, form: str, folder: Path) -> bytes:
    """The file as LibreOffice saves it in a format."""
    (folder / "plan.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [tools.soffice(), profile, "--headless", "--convert-to", form, "--outdir", str(folder / "out"), str(folder / "plan.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return next((folder / "out").glob("plan.*")).read_bytes()


def counted(document: Foreign) -> Counter[str]:
    """The words, but for those of the list of contents, which pandoc leaves out of OpenDocument."""
    blocks = [block for block in document.blocks if not (isinstance(block, Paragraph) and block.role == "contents")]
    below = [block for note in document.notes.values() for block in note]
    return Counter(word for text in texts_of([*blocks, *below]) for word in words(text.plain))


@pytest.mark.parametrize("form", ["docx", "odt", TAGGED, UNTAGGED], ids=["docx", "odt", "pdf", "pdf without tags"])
def test_what_libreoffice_saved_holds_the_goals_and_measures_and_every_word(form: str, tmp_path: Path) -> None:
    ours = built.docx("drammen")
    again = imported(saved_by_libreoffice(ours, form, tmp_path))
    before, after = plan_of(PLANS["drammen"]), again.plan
    wanted = {goal.title: [measure.title for measure in before.measures_of(goal)] for goal in before.goals_in_order}
    assert {goal.title: [measure.title for measure in after.measures_of(goal)] for goal in after.goals_in_order} == wanted
    there, lost = counted(again.document), counted(read_document(ours))
    assert sum((lost - there).values()) <= 0.005 * sum(lost.values())
