"""veraPDF confirms what the PDF claims: PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests import built as outputs
from tests.conformance import tools
from tests.conformance.conftest import Built
from tests.shared import folder_once, once

pytestmark = pytest.mark.conformance

Verdict = dict[str, list[str]]
KEPT: Verdict = {"PDF/A-2A": [], "PDF/UA-1": []}
"""The verdict on a file that claims both and breaks no rule of either."""


def verdicts(*files: Path) -> dict[str, Verdict]:
    """What veraPDF says of files by their names: the rules that each breaks, by what it claims. One start for all, since a start takes longest."""
    command = [*tools.java(), "-cp", tools.verapdf_classpath(), "org.verapdf.apps.GreenfieldCliWrapper", "--flavour", "0", "--format", "json"]
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, timeout=600)
    return {Path(job["itemDetails"]["name"]).name: _verdict(job) for job in json.loads(done.stdout)["report"]["jobs"]}


def _verdict(job: dict[str, Any]) -> Verdict:
    if "validationResult" not in job:
        return {"": [job["taskException"]["exceptionMessage"]]}
    return {each["profileName"].partition(" ")[0]: _broken(each) for each in job["validationResult"]}


def _broken(result: dict[str, Any]) -> list[str]:
    rules = [f"{rule['clause']}-{rule['testNumber']}: {rule['description']} ({rule['failedChecks']})" for rule in result["details"]["ruleSummaries"]]
    return rules if result["compliant"] else rules or [result["statement"]]


def _write(folder: Path) -> None:
    for name in outputs.DOCUMENTS:
        (folder / f"{name}.pdf").write_bytes(outputs.pdf(name))


def _of_all() -> bytes:
    return json.dumps(verdicts(*sorted(folder_once("pdfs", _write).iterdir()))).encode()


def test_pdf_keeps_its_claims(built: Built) -> None:
    assert json.loads(once("verapdf", _of_all))[f"{built.name}.pdf"] == KEPT


@pytest.mark.parametrize("built", ["sample"], indirect=True)
def test_verapdf_would_tell(built: Built, tmp_path: Path) -> None:
    """A check of the check: without its language and its mark the same file fails."""
    import pikepdf

    spoilt = tmp_path / "spoilt.pdf"
    with pikepdf.open(built.pdf) as pdf:
        del pdf.Root["/Lang"]
        del pdf.Root["/MarkInfo"]
        pdf.save(spoilt)
    assert all(verdicts(spoilt)["spoilt.pdf"][claim] for claim in KEPT)
