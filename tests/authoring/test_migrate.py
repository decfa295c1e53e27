"""The format of a plan: taken to the newest by edits that can be looked at first, and left alone where it is newer than the tool."""

from __future__ import annotations

from pathlib import Path

import pytest

from planverk.authoring.migrate import migrate
from planverk.cli import CLEAN, FINDINGS, WRONG_CALL
from planverk.model.fields import NEWEST_FORMAT
from planverk.reading.tree import read_folder
from tests.authors import differing, files_of, rules_found, run
from tests.support import PLANS, copied

NATIONAL = "plan/references/plans/folkehelse.yaml"


def test_a_plan_is_taken_to_the_newest_format_and_stays_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied("example", tmp_path)
    before = files_of(root)
    code, out, err = run(capsys, "migrate", "--dry-run", "-C", str(root))
    assert (code, err) == (CLEAN, "Ingenting er endret ennå.\n") and files_of(root) == before
    assert [line for line in out.split("\n") if line[:1] in ("+", "-") and line[:3] not in ("+++", "---")] == ["+format: 2", "+follows: true"]
    code, out, err = run(capsys, "migrate", "-C", str(root))
    assert (code, err) == (CLEAN, "")
    assert out == f"Endret plan/plan.yaml\nEndret {NATIONAL}\nPlanen er skrevet om fra format 1 til format 2.\n"
    after = files_of(root)
    assert differing(before, after) == ["plan/plan.yaml", NATIONAL]
    assert after["plan/plan.yaml"] == b"format: 2\n" + before["plan/plan.yaml"]
    assert run(capsys, "fmt", "--check", str(root / "plan/plan.yaml"), str(root / NATIONAL), "-C", str(root))[0] == CLEAN
    assert run(capsys, "migrate", "-C", str(root)) == (CLEAN, "Planen er i det nyeste formatet, format 2. Ingenting er endret.\n", "")


@pytest.mark.parametrize("said", ["true", "false"])
def test_what_the_plan_says_of_itself_stays(said: str, tmp_path: Path) -> None:
    root = copied("example", tmp_path)
    (root / NATIONAL).write_text((root / NATIONAL).read_text(encoding="utf-8") + f"follows: {said}\n", encoding="utf-8")
    (root / "plan/plan.yaml").write_text("format: 1  # eldst\n" + (root / "plan/plan.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    found = migrate(read_folder(root))
    assert [edit.path for edit in found.edits] == ["plan/plan.yaml"] and (found.before, found.after) == (1, NEWEST_FORMAT)
    assert (found.edits[0].after or b"").startswith(b"format: 2  # eldst\n")


def test_a_newer_format_is_one_error_at_its_place_and_nothing_is_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied("example", tmp_path)
    (root / "plan/plan.yaml").write_text("format: 3\nny: x\n" + (root / "plan/plan.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    (root / "planverk.toml").write_text('[severity]\nnewer-format = "off"\n', encoding="utf-8")
    assert rules_found(root) == ["plan/plan.yaml:1 newer-format"]
    before = files_of(root)
    assert run(capsys, "build", "txt", "-C", str(root), "--output", str(tmp_path / "ut"))[0] == FINDINGS
    problem = (
        "planen er skrevet i format 3, og dette planverket kjenner ikke nyere format enn 2. Bruk et nyere planverk: «make update» i planens eget repo"
    )
    for command in (["migrate"], ["fmt"], ["renumber"], ["rename", "goal:felles-innsats", "x"], ["new", "goal", "--title", "T"], ["revise"]):
        code, out, err = run(capsys, *command, "-C", str(root))
        assert (code, out) == (WRONG_CALL, "") and err.startswith(f"planverk: ingenting ble endret: {problem}")
    assert files_of(root) == before


@pytest.mark.parametrize("plan", [name for name in PLANS if name != "english"])
def test_no_plan_has_another_finding_after_the_migration(plan: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """But for those about national plans that a plan of the first format drew on without saying that it follows them."""
    root = copied(plan, tmp_path)
    before = {found.rpartition(" ")[2] for found in rules_found(root)}
    assert run(capsys, "migrate", "-C", str(root))[0] == CLEAN
    assert {found.rpartition(" ")[2] for found in rules_found(root)} - before <= {"national-goal-unanswered", "goal-without-national-goal"}
