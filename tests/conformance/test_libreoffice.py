"""LibreOffice opens every Word file, and nothing of the structure is lost on the way to its PDF."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.conformance import tools
from tests.conformance.conftest import Built
from tests.takeback import expected, squeeze

pytestmark = pytest.mark.conformance

PAGE_BREAK = "\f"


def converted(docx: Path, folder: Path) -> Path:
    """LibreOffice's PDF of a Word file, made with a profile of its own so that several may run at once."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [tools.soffice(), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(docx)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / f"{docx.stem}.pdf"


def test_libreoffice_opens_the_word_file(built: Built, tmp_path: Path) -> None:
    pdf = converted(built.docx, tmp_path)
    text = subprocess.run([tools.pdftotext(), str(pdf), "-"], capture_output=True, encoding="utf-8", check=True).stdout
    pages = text.removesuffix(PAGE_BREAK).split(PAGE_BREAK)
    assert len(pages) > 1
    squeezed = squeeze(text)
    assert [heading for _, heading in expected(built.document).headings if heading not in squeezed] == []
