"""`planverk import --update`: what changed in the document since is told and carried over, and nothing that was done here is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planverk.app.lock import Wheel
from planverk.cli import CLEAN, FINDINGS, WRONG_CALL, main
from tests.support import git
from tests.wheels import NAME

Capture = pytest.CaptureFixture[str]
TEXT = """Plan for friluftsliv

Innledning

Døme kommune vil ha flere stier.

Mål 1: Flere stier

Stiene skal merkes.

Mål 2: Trygge bad

Badene skal ha livbøyer, og vannet skal prøves hver uke om sommeren.
"""
GOAL, OTHER = "plan/goals/flere-stier.md", "plan/goals/trygge-bad.md"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an import of TEXT."""
    monkeypatch.setattr("planverk.app.new_repository.wheel_for", lambda *arguments: Wheel(NAME, b"PK\0", "", True))
    assert again(tmp_path, TEXT) == CLEAN
    return tmp_path / "ny"


def again(folder: Path, text: str, *options: str) -> int:
    (folder / "plan.txt").write_text(text, encoding="utf-8")
    return main(["import", str(folder / "plan.txt"), "--into", str(folder / "ny"), *options])


def edited(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def test_what_is_new_in_the_document_comes_and_what_was_done_here_stays(root: Path, capsys: Capture) -> None:
    edited(root, GOAL, "Stiene skal merkes.", "Stiene skal merkes.\n\nFriluftsrådet hjelper til.")
    edited(root, OTHER, "number: 2\n", "number: 2\nrelated: []\n")
    text = TEXT.replace("skal merkes", "skal merkes og ryddes").replace("hver uke", "hver måned")
    assert again(root.parent, f"{text}\nMål 3: Flere turer\n\nKommunen skal holde turer.\n", "--update", "--lang", "nn") == CLEAN
    said = capsys.readouterr()
    assert "Flere turer" in said.out and "{+og ryddes+}" in said.out and "slik fila var då planen blei laga" in said.out
    assert (root / GOAL).read_text("utf-8").endswith("Stiene skal merkes og ryddes.\n\nFriluftsrådet hjelper til.\n")
    assert "related: []" in (root / OTHER).read_text("utf-8") and "hver måned" in (root / OTHER).read_text("utf-8")
    assert (root / "plan/goals/flere-turer.md").is_file()
    assert again(root.parent, f"{text}\nMål 3: Flere turer\n\nKommunen skal holde turer.\n", "--update", "--format", "json") == CLEAN
    assert json.loads(capsys.readouterr().out)["update"] == {"changes": [], "conflicts": []}


def test_an_entry_with_a_new_title_keeps_its_id(root: Path) -> None:
    assert again(root.parent, TEXT.replace("Trygge bad", "Trygge badeplasser"), "--update") == CLEAN
    assert "title: Trygge badeplasser" in (root / OTHER).read_text("utf-8") and len(list((root / "plan/goals").iterdir())) == 2


def test_what_is_changed_on_both_sides_is_told_and_not_touched(root: Path, capsys: Capture) -> None:
    edited(root, GOAL, "skal merkes", "skal ryddes")
    before = (root / GOAL).read_bytes()
    assert again(root.parent, TEXT.replace("skal merkes", "skal males"), "--update", "--format", "json") == FINDINGS
    (conflict,) = json.loads(capsys.readouterr().out)["update"]["conflicts"]
    assert conflict == {
        "path": GOAL,
        "field": "body",
        "before": "Stiene skal merkes.",
        "here": "Stiene skal ryddes.",
        "there": "Stiene skal males.",
    }
    assert (root / GOAL).read_bytes() == before


def test_what_was_said_of_the_document_the_first_time_is_said_again(root: Path, capsys: Capture) -> None:
    (root / "import-base.json").unlink()
    assert again(root.parent, TEXT, "--update") == WRONG_CALL
    assert "import-base.json mangler" in capsys.readouterr().err
    for data in (b"{}", b"[]", b"\0", b'{"file": 1, "hints": {}, "accepted": true, "texts": {}, "others": {}}', b"[" * 100_000):
        (root / "import-base.json").write_bytes(data)
        assert again(root.parent, TEXT, "--update") == WRONG_CALL
        assert "skadet" in capsys.readouterr().err


def test_the_mapping_is_kept(root: Path) -> None:
    into, mapping = root.parent / "to", root.parent / "kobling.toml"
    mapping.write_text('[headings]\n"Innledning" = "goal"\n', encoding="utf-8")
    assert main(["import", str(root.parent / "plan.txt"), "--into", str(into), "--mapping", str(mapping)]) == CLEAN
    (root.parent / "plan.txt").write_text(TEXT.replace("flere stier", "mange stier"), encoding="utf-8")
    assert main(["import", str(root.parent / "plan.txt"), "--into", str(into), "--update"]) == CLEAN
    assert "mange stier" in (into / "plan/goals/innledning.md").read_text("utf-8")


def test_a_document_that_came_back_edited_becomes_proposals(root: Path, capsys: Capture) -> None:
    edited(root, OTHER, "hver uke", "hver dag")
    (root.parent / "svar.txt").write_text(TEXT.replace("skal merkes", "skal ryddes").replace("hver uke", "hver måned"), encoding="utf-8")
    before = (root / GOAL).read_bytes()
    assert main(["import-review", str(root.parent / "svar.txt"), "-C", str(root), "--format", "json"]) == FINDINGS
    told = json.loads(capsys.readouterr().out)
    assert [change["kind"] for change in told["changes"]] == ["text-changed", "text-changed"] and len(told["conflicts"]) == 1
    assert (root / GOAL).read_bytes() == before and "+Stiene skal ryddes." in (root.parent / "svar.review.patch").read_text("utf-8")
    assert "svar.txt" in (root.parent / "svar.review.md").read_text("utf-8")


def test_a_document_that_came_back_becomes_a_branch(root: Path, capsys: Capture) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "x")
    (root.parent / "svar.txt").write_text(TEXT.replace("skal merkes", "skal ryddes"), encoding="utf-8")
    assert main(["import-review", str(root.parent / "svar.txt"), "-C", str(root), "--branch", "runde"]) == CLEAN
    assert "Stiene skal ryddes." in git(root, "show", f"runde:{GOAL}") and "ryddes" not in (root / GOAL).read_text("utf-8")


def test_a_document_of_nobody_is_refused_where_the_plan_was_not_imported(root: Path, capsys: Capture) -> None:
    (root / "import-base.json").unlink()
    assert main(["import-review", str(root.parent / "plan.txt"), "-C", str(root)]) == WRONG_CALL


def test_what_was_left_out_stays_out_and_is_not_named_in_what_git_keeps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planverk.app.new_repository.wheel_for", lambda *arguments: Wheel(NAME, b"PK\0", "", True))
    signed = f"{TEXT}\nGodkjent av ordføreren, 12. mai\n"
    assert again(tmp_path, signed, "--leave", "Godkjent av ordføreren") == CLEAN
    root = tmp_path / "ny"
    for text in (signed, signed.replace("12. mai", "13. mai").replace("flere stier", "nye stier")):
        assert again(tmp_path, text, "--update") == CLEAN
        kept = (root / "import-base.json").read_text("utf-8")
        assert "Godkjent" not in kept and "ordføreren" not in kept
        assert not [path for path in root.glob("plan/**/*.md") if "Godkjent" in path.read_text("utf-8")]
    assert "nye stier" in (root / "plan/chapters/innledning.md").read_text("utf-8")
