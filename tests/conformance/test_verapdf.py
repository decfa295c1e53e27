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

Verdict = tuple[bool, list[str]]


def report(flavour: str, *files: Path) -> bytes:
    """What veraPDF says of files, in JSON: one start for all of them."""
    command = [*tools.java(), "-cp", tools.verapdf_classpath(), "org.verapdf.apps.GreenfieldCliWrapper", "--flavour", flavour, "--format", "json"]
    return subprocess.run([*command, *map(str, files)], capture_output=True, timeout=600).stdout


def verdicts(told: bytes) -> dict[str, Verdict]:
    """Whether each file keeps the flavour, by its name, and the rules that it breaks."""
    return {Path(job["itemDetails"]["name"]).name: _verdict(job) for job in json.loads(told)["report"]["jobs"]}


def _verdict(job: dict[str, Any]) -> Verdict:
    if "validationResult" not in job:
        return False, [job["taskException"]["exceptionMessage"]]
    (result,) = job["validationResult"]
    broken = [f"{rule['clause']}-{rule['testNumber']}: {rule['description']} ({rule['failedChecks']})" for rule in result["details"]["ruleSummaries"]]
    return result["compliant"], broken


def written(folder: Path) -> None:
    for name in outputs.DOCUMENTS:
        (folder / f"{name}.pdf").write_bytes(outputs.pdf(name))


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_pdf_keeps_its_claims(built: Built, flavour: str) -> None:
    told = once(f"verapdf-{flavour}", lambda: report(flavour, *sorted(folder_once("pdfs", written).iterdir())))
    assert verdicts(told)[f"{built.name}.pdf"] == (True, [])


@pytest.mark.parametrize("built", ["sample"], indirect=True)
def test_verapdf_would_tell(built: Built, tmp_path: Path) -> None:
    """A check of the check: without its language and its mark the same file fails."""
    import pikepdf

    spoilt = tmp_path / "spoilt.pdf"
    with pikepdf.open(built.pdf) as pdf:
        del pdf.Root["/Lang"]
        del pdf.Root["/MarkInfo"]
        pdf.save(spoilt)
    whole = tmp_path / "whole.pdf"
    whole.write_bytes(built.pdf.read_bytes())
    told = verdicts(report("ua1", spoilt, whole))
    assert told["whole.pdf"] == (True, [])
    assert not told["spoilt.pdf"][0] and told["spoilt.pdf"][1]
