"""The Nu HTML checker (validator.w3.org/nu) finds nothing on any page, neither errors nor warnings."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.built import DOCUMENTS
from tests.conformance import tools
from tests.conformance.conftest import Built, serving, write_site
from tests.shared import once

pytestmark = pytest.mark.conformance

# It guesses a page's language from its words, and guesses Inuktitut of a table of numbers; tests/takeback holds the languages.
OPTIONS = ("--format", "json", "--exit-zero-always", "--no-langdetect")
THIS_MACHINE = "-Dnu.validator.servlet.allow-forbidden-hosts=true"  # else it refuses to read from 127.0.0.1

# A data block is no script, and no policy blocks it: HTML, "prepare the script element", leaves before the policy is asked.
WRONG = "Inline script violates Content Security Policy"
DATA = '<script type="application/ld+json">'


def findings(*pages: str) -> list[str]:
    """What the checker says of pages by their addresses, the address first."""
    checker = str(tools.npm("vnu-jar/build/dist/vnu.jar"))
    done = subprocess.run(
        [*tools.java(), "-Xss8m", THIS_MACHINE, "-jar", checker, *OPTIONS, *pages], check=True, capture_output=True, text=True, timeout=600
    )
    told = json.loads(done.stderr)["messages"]
    return [f"{each['url']}: {each['message']}" for each in told if not (each["message"].startswith(WRONG) and DATA in each["extract"])]


def of_every_site() -> bytes:
    """What it says of every page of every document, by document, in JSON: one start for all. On a server, since the pages' policy allows files of
    their own host alone.
    """
    with TemporaryDirectory() as folder, serving(Path(folder)) as address:
        sites = [write_site(name, Path(folder, name)) for name in DOCUMENTS]
        pages = sorted(path.relative_to(folder).as_posix() for site in sites for path in site.rglob("*.html"))
        told = findings(*(address + page for page in pages))
    found = {name: [each for each in told if each.startswith(f"{address}{name}/")] for name in DOCUMENTS}
    assert sum(map(len, found.values())) == len(told)
    return json.dumps(found).encode()


def test_checker_finds_nothing(built: Built) -> None:
    assert json.loads(once("html-checker", of_every_site))[built.name] == []


def test_checker_would_tell(tmp_path: Path) -> None:
    """A check of the check: an error, a warning, and a script that a policy does block."""
    page = tmp_path / "page.html"
    head = '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'"><title>A</title><script>1</script>'
    page.write_text(
        f'<!DOCTYPE html><html lang="nb"><head>{head}</head><body><ul role="list"></ul><p><div></div></p></body></html>', encoding="utf-8"
    )
    told = " ".join(findings(str(page)))
    assert all(part in told for part in ("Inline script violates", "“list” role is unnecessary", "No “p” element in scope")), told
