"""veraPDF confirms what the PDF claims: PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.conformance import tools
from tests.conformance.conftest import Built

pytestmark = pytest.mark.conformance


def verdict(pdf: Path, flavour: str) -> tuple[bool, list[str]]:
    """Whether veraPDF finds the file to keep the flavour, and the rules that it breaks."""
    command = [tools.java(), "-cp", tools.verapdf_classpath(), "org.verapdf.apps.GreenfieldCliWrapper"]
    done = subprocess.run([*command, "--flavour", flavour, "--format", "json", str(pdf)], capture_output=True, text=True, timeout=300)
    job = json.loads(done.stdout)["report"]["jobs"][0]
    if "validationResult" not in job:
        return False, [job["taskException"]["exceptionMessage"]]
    (result,) = job["validationResult"]
    broken = [f"{rule['clause']}-{rule['testNumber']}: {rule['description']} ({rule['failedChecks']})" for rule in result["details"]["ruleSummaries"]]
    return result["compliant"], broken


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_pdf_keeps_its_claims(built: Built, flavour: str) -> None:
    assert verdict(built.pdf, flavour) == (True, [])


@pytest.mark.parametrize("built", ["sample"], indirect=True)
def test_verapdf_would_tell(built: Built, tmp_path: Path) -> None:
    """A check of the check: without its language and its mark the same file fails."""
    import pikepdf

    spoilt = tmp_path / "spoilt.pdf"
    with pikepdf.open(built.pdf) as pdf:
        del pdf.Root["/Lang"]
        del pdf.Root["/MarkInfo"]
        pdf.save(spoilt)
    compliant, broken = verdict(spoilt, "ua1")
    assert not compliant
    assert broken
