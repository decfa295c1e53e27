"""`planverk diff --format docx`, and the whole plan as a marked PDF: what is in the files, who changed it and when, and wrong calls."""

from __future__ import annotations

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from planverk.cli import CLEAN, FINDINGS, WRONG_CALL, main
from planverk.reading.git import find_revision
from planverk.reading.history import author_of
from tests.support import committed, copied, edit, git
from tests.takeback.docx import part

MEASURE = "plan/measures/felles-rutine.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The example plan, tagged v1; then a function and some words are others, tagged v2; then a chapter's text is another in the folder."""
    folder = copied("example", tmp_path / "plan-repo")
    committed(folder)
    git(folder, "tag", "v1")
    edit(folder, MEASURE, "responsible: koordinator", "responsible: frivilligsentral")
    edit(folder, MEASURE, "Tenestene lagar ei", "Tenestene skal lage ei")
    git(folder, "commit", "--all", "--quiet", "--message", "second", when="2026-12-01T10:00:00+00:00")
    git(folder, "tag", "v2")
    edit(folder, "plan/goals/felles-innsats.md", "saman.", "saman kvar dag.")
    return folder


def diff(root: Path, *arguments: str) -> int:
    return main(["diff", "-C", str(root), *arguments])


def marks_of(data: bytes) -> set[tuple[str, str, str]]:
    """Kind, author without the change's number, and time of the tracked changes."""
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    body = part(data, "document")
    found = (each for each in body.iter(f"{w}ins", f"{w}del"))
    return {(str(each.tag).removeprefix(w), each.get(f"{w}author", "").partition(", endring")[0], each.get(f"{w}date", "")) for each in found}


def test_word_tells_who_changed_it_and_when(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "ut.docx"
    assert diff(root, "v1", "v2", "--format", "docx", "--output", str(out)) == FINDINGS
    author = author_of(root, find_revision(root, "v2"))
    assert author
    assert marks_of(out.read_bytes()) == {("ins", author, "2026-12-01T10:00:00Z"), ("del", author, "2026-12-01T10:00:00Z")}


def test_the_folder_is_the_organisation_s_now(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    out = tmp_path / "ut.docx"
    assert diff(root, "v2", "--format", "docx", "--output", str(out)) == FINDINGS
    assert marks_of(out.read_bytes()) == {(kind, "Døme kommune", "2027-01-15T08:00:00Z") for kind in ("ins", "del")}


def test_without_changes_nothing_is_marked(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "ut.docx"
    assert diff(root, "v1", "v1", "--format", "docx", "--output", str(out)) == CLEAN
    assert marks_of(out.read_bytes()) == set()


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Kari \x1b[31mNordmann\u202e\x07", "Kari  [31mNordmann"),
        ("kari@dome.example", ""),
        ("  ", ""),
        ("x" * 500, "x" * 100),
        ("A & \"B\" 'C'", "A & \"B\" 'C'"),
    ],
)
def test_a_hostile_author_is_made_fit_to_be_shown(root: Path, given: str, shown: str) -> None:
    blob = f"tree {git(root, 'rev-parse', 'HEAD^{tree}')}\nauthor {given} <a@b.example> 1 +0000\ncommitter x <a@b.example> 1 +0000\n\nm\n"
    (root / "commit").write_text(blob, encoding="utf-8", newline="\n")
    commit = git(root, "hash-object", "-t", "commit", "-w", "--literally", "commit")
    assert author_of(root, find_revision(root, commit)) == shown


def test_the_whole_plan_as_a_marked_pdf(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "ut.pdf"
    assert diff(root, "v1", "--format", "pdf", "--whole", "--output", str(out)) == FINDINGS
    data = out.read_bytes()
    assert data.startswith(b"%PDF-1.7")
    with pypdfium2.PdfDocument(data) as opened:
        pages = [page.get_textpage().get_text_bounded() for page in opened]
    text = " ".join(" ".join(pages).split())
    for said in (
        "Endringar frå høyringsutkastet av 23. november 2026 til høyringsutkastet slik det står no",
        "Ord som er tekne bort, er strokne over og står slik: [− ord −]. Ord som er komne til, er streka under og står slik: [+ ord +].",
        "Tenestene [− lagar −] [+ skal lage +] ei felles rutine.",
        "Tenestene skal arbeide saman [+ kvar dag +].",
    ):
        assert said in text
    assert all("Frå høyringsutkastet av" in page for page in pages[1:])


@pytest.mark.parametrize("wish", [["docx"], ["pdf", "--whole"]])
def test_the_same_revisions_give_the_same_bytes(root: Path, tmp_path: Path, wish: list[str]) -> None:
    first, again = tmp_path / "first", tmp_path / "again"
    for out in (first, again):
        assert diff(root, "v1", "v2", "--format", *wish, "--output", str(out)) == FINDINGS
    assert first.read_bytes() == again.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "docx"], "skriv hvor Word-filen skal ligge: --output endringer.docx"),
        (["--format", "pdf", "--whole"], "skriv hvor PDF-en skal ligge: --output endringer.pdf"),
        (["--whole"], "--whole gjelder filer: legg til --format pdf. En Word-fil (--format docx) er alltid hele planen"),
        *(
            (
                ["--format", *style, "--output", "ut", *wish],
                f"{wish[0]} passer ikke her: filen er hele planen på planens eget språk, med alle endringene merket. Uten --whole, og i de andre "
                "formatene, kan du velge ut endringer",
            )
            for style in (["docx"], ["pdf", "--whole"])
            for wish in (["--only", "substantive"], ["--entry", "measure:moteplass"], ["--lang", "en"])
        ),
    ],
)
def test_wrong_calls(root: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert diff(root, "v1", *arguments) == WRONG_CALL
    assert capsys.readouterr().err == f"planverk: {said}\n"
    assert not Path("ut").exists()
