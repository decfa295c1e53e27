"""`planverk diff --format html`: one file that stands alone, tells the same as the text, and lets nothing of the plan in as markup."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from planverk.cli import FINDINGS, main
from tests.support import committed, copied, edit, git

Element = Any  # an lxml element, whose stubs tell too little of HTML
MEASURE = "plan/measures/felles-rutine.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The example plan, tagged v1; then a responsible function and a text change, and a comma elsewhere."""
    folder = copied("example", tmp_path / "plan-repo")
    committed(folder)
    git(folder, "tag", "v1")
    edit(folder, MEASURE, "responsible: koordinator", "responsible: frivilligsentral")
    edit(folder, MEASURE, "Tenestene lagar ei", "Tenestene skal lage ei")
    edit(folder, "plan/goals/felles-innsats.md", "saman.", "*saman*.")
    return folder


def page(root: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert main(["diff", "-C", str(root), "v1", "--format", "html", *more]) == FINDINGS
    return capsys.readouterr().out


def classed(tree: Element, name: str) -> list[Element]:
    return [each for each in tree.iter() if name in (each.get("class") or "").split()]


def words(element: Element) -> str:
    return " ".join(element.text_content().split())


def test_the_page_tells_it_in_the_text_and_side_by_side(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree = html.document_fromstring(page(root, capsys))
    assert [words(each) for each in tree.iter("h1", "h2")] == [
        "Endringer fra høringsutkastet av 23. november 2026 til høringsutkastet slik det står nå",
        "Dette følger av endringene",
        "Mål 1 «Felles innsats»",
        "Tiltak 1 «Felles rutine for tenestene»",
    ]
    assert [words(each) for each in classed(tree, "editorial")] == ["redaksjonell endring"]
    inline = [words(each) for block in classed(tree, "inline") for each in block.iter("p")]
    assert inline == [
        "Tenestene skal arbeide [kommet til: * ]saman[kommet til: * ].",
        "Tenestene [tatt bort: lagar ] [kommet til: skal lage ] ei felles rutine.",
    ]
    cells = [words(each) for each in classed(tree, "side")[1].iter("th", "td")]
    assert cells == ["Før", "Etter", "Tenestene [tatt bort: lagar ] ei felles rutine.", "Tenestene [kommet til: skal lage ] ei felles rutine."]
    assert (tree.get("lang"), {each.get("lang") for each in classed(tree, "inline")}) == ("nb-NO", {"nn-NO"})


def test_the_page_allows_its_own_style_and_nothing_else(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = page(root, capsys)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not re.search(r"<script|\ssrc=|\shref=|\sstyle=|url\(|@import", text)


def test_nothing_in_the_plan_becomes_markup_of_the_page(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hostile = "</ins><script>x</script><img src=x onerror=y> {{ 7 * 7 }} {% x %} &lt;b&gt;"
    edit(root, MEASURE, "title: Felles rutine for tenestene", f"title: '{hostile}'")
    edit(root, MEASURE, "Tenestene skal", f"{hostile} Tenestene skal")
    tree = html.document_fromstring(page(root, capsys))
    assert not list(tree.iter("script", "img", "b"))
    assert "</ins><script>x</script><img src=x onerror=y> {{ 7 * 7 }} {% x %}" in words(tree)


def test_the_page_is_in_the_language_that_is_asked_for(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree = html.document_fromstring(page(root, capsys, "--lang", "en"))
    assert (tree.get("lang"), words(next(tree.iter("h1")))) == (
        "en-GB",
        "Changes from the consultation draft of 23 November 2026 to the consultation draft as it stands now",
    )


def test_without_changes_in_texts_there_is_nothing_to_choose(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(root, MEASURE, "Tenestene skal lage ei", "Tenestene lagar ei")
    tree = html.document_fromstring(page(root, capsys, "--only", "substantive"))
    assert not list(tree.iter("fieldset", "table"))
