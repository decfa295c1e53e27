"""EPUBCheck, the W3C's own checker, finds nothing in an EPUB of ours: no fault of the package or of a page, and nothing to warn of."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from planverk.formats.epub import render
from tests.conformance import tools
from tests.sample import sample_document
from tests.sample_marked import marked_document
from tests.support import PLANS, document_of

pytestmark = pytest.mark.conformance


@pytest.mark.parametrize("name", ["sample", "marked", "drammen"])
def test_epubcheck_finds_nothing(name: str, tmp_path: Path) -> None:
    made = {"sample": sample_document, "marked": marked_document}.get(name)
    book, told = tmp_path / "plan.epub", tmp_path / "told.json"
    book.write_bytes(render(made() if made else document_of(PLANS[name])))
    command = [*tools.java(), "-cp", tools.epubcheck_classpath(), "com.adobe.epubcheck.tool.Checker", str(book), "--json", str(told)]
    done = subprocess.run(command, capture_output=True, text=True)
    report = json.loads(told.read_text(encoding="utf-8"))
    assert (done.returncode, report["messages"], report["checker"]["checkerVersion"]) == (0, [], "5.2.1")
