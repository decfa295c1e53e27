"""Many plans at once: a run that was stopped goes on where it was, and no plan hurts another."""

from __future__ import annotations

import builtins
import json
import os
import shutil
import zlib
from pathlib import Path
from typing import Any

import pytest

from planverk.app import portfolio
from planverk.app.check import check_anew
from planverk.app.portfolio import Given, Portfolio, Wishes, _forget_others, ask, make_portfolio
from planverk.errors import UserError
from planverk.files import keep_file
from planverk.portfolio.folders import Folder
from planverk.portfolio.tables import TABLES
from planverk.reading.tree import read_folder
from tests.overrunning import look_or_leave
from tests.support import TODAY, committed, copied, edit

duckdb = pytest.importorskip("duckdb", reason="planverk[portfolio] is not installed")


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plans of all kinds: sound ones, one in Git, one that is broken, and one that is hostile in what can be read."""
    folder = tmp_path_factory.mktemp("many") / "planer"
    for name in ("english", "example", "nynorsk"):
        copied(name, folder / name)
    committed(folder / "nynorsk")
    copied("example", folder / "ødelagt")
    (folder / "ødelagt/plan/plan.yaml").write_text("title: [\n", encoding="utf-8")
    copied("example", folder / "fiendtlig")
    head = folder / "fiendtlig/plan/plan.yaml"
    text = head.read_text(encoding="utf-8").replace(
        "title: Handlingsplan mot einsemd", 'title: "=HYPERLINK(1) <script>alert(1)</script> DROP TABLE plans"'
    )
    head.write_text(text, encoding="utf-8")
    (folder / "fiendtlig/plan/goals/ut.md").symlink_to("/etc/passwd")
    (folder / "fiendtlig/plan/data/bombe.csv").write_text("a" * 2_000_000)
    (folder / "fiendtlig/plan/functions/dyp.yaml").write_text("title: " + "[" * 100_000)
    (folder / "notater").mkdir()
    return folder


def run(plans: Path, output: Path, *others: str) -> Portfolio:
    return make_portfolio([str(plans), *others], Wishes(str(output), TODAY, "nb", at_once=2))


@pytest.fixture(scope="module")
def made(plans: Path, tmp_path_factory: pytest.TempPathFactory) -> Portfolio:
    return run(plans, tmp_path_factory.mktemp("out") / "portfolio")


def data(folder: Path) -> dict[str, bytes]:
    """The set and the site, by path."""
    places = [path for part in ("data", "site") for path in (folder / part).rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in places}


def test_every_plan_is_checked_as_it_is_alone(plans: Path, made: Portfolio) -> None:
    assert [each.key for each in made.plans] == ["english", "example", "fiendtlig", "nynorsk", "odelagt"] and not made.failed
    assert {each.key for each in made.faulty} == {"fiendtlig", "odelagt"}
    for each in made.plans:
        alone = check_anew(read_folder(plans / each.folder.rpartition("/")[2]), TODAY, "nb").diagnostics
        sql = f"SELECT rule, severity, path, line, message FROM findings WHERE plan = '{each.key}' ORDER BY position"
        told = [(found.rule, found.severity.value, found.location.path, found.location.span.start.line, found.message) for found in alone]
        assert [*ask(str(made.folder), None, sql).rows] == told


def test_the_same_plans_give_the_same_files_anywhere(plans: Path, made: Portfolio, tmp_path: Path) -> None:
    again = run(plans, tmp_path / "elsewhere")
    assert data(again.folder) == data(made.folder)
    listed = json.loads((again.folder / "portfolio.json").read_text())["files"]
    assert {each["path"]: each["bytes"] for each in listed} == {name: len(each) for name, each in data(again.folder).items()}


@pytest.fixture
def copy(plans: Path, made: Portfolio, tmp_path: Path) -> tuple[Path, Path]:
    """A copy of the plans and of the portfolio, to be changed."""
    shutil.copytree(plans, tmp_path / "planer", symlinks=True)
    shutil.copytree(made.folder, tmp_path / "ut")
    return tmp_path / "planer", tmp_path / "ut"


def test_only_what_changed_is_checked_again_and_what_went_is_forgotten(plans: Path, made: Portfolio, tmp_path: Path) -> None:
    shutil.copytree(made.folder, tmp_path / "ut")
    assert run(plans, tmp_path / "ut").unchanged == 5
    edit(shutil.copytree(plans / "english", tmp_path / "english"), "plan/plan.yaml", "title: ", "title: New ")
    assert run(tmp_path / "english", tmp_path / "ut").unchanged == 0
    assert [path.name for path in (tmp_path / "ut/work").iterdir()] == ["english.kept"]
    assert ask(str(tmp_path / "ut"), None, "SELECT plan FROM plans").rows == (("english",),)


def test_a_run_that_is_stopped_goes_on_where_it_was(plans: Path, made: Portfolio, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        assert total == 5
        if done == 3:
            raise KeyboardInterrupt

    output = tmp_path / "ut"
    with pytest.raises(KeyboardInterrupt):
        make_portfolio([str(plans)], Wishes(str(output), TODAY, "nb", at_once=2), stop)
    assert len([*(output / "work").iterdir()]) >= 3 and not (output / "data").exists()
    for damage, kept in zip((b"", b"\0" * 100), sorted((output / "work").iterdir()), strict=False):
        kept.write_bytes(damage)  # as a power cut may leave it
    again = run(plans, output)
    assert 1 <= again.unchanged < 5
    assert data(again.folder) == data(made.folder)


def test_a_plan_that_breaks_its_process_hurts_no_other(plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portfolio, "look", look_or_leave)
    copied("english", tmp_path / "spoilt-1")
    copied("english", tmp_path / "spoilt-2")
    found = run(plans, tmp_path / "ut", str(tmp_path / "spoilt-1"), str(tmp_path / "spoilt-2"))
    assert [each.key for each in found.failed] == ["spoilt-1", "spoilt-2"] and len(found.plans) == 7
    rows = ask(str(tmp_path / "ut"), None, "SELECT plan, state, title, errors FROM plans WHERE state <> 'checked' ORDER BY plan").rows
    assert rows == (("spoilt-1", "failed", None, None), ("spoilt-2", "failed", None, None))
    monkeypatch.undo()
    again = run(plans, tmp_path / "ut", str(tmp_path / "spoilt-1"), str(tmp_path / "spoilt-2"))
    assert (again.failed, again.unchanged) == ((), 5)


def test_nothing_is_written_in_the_plans(plans: Path, tmp_path: Path) -> None:
    def state() -> dict[str, int]:
        return {str(path): path.lstat().st_mtime_ns for path in plans.rglob("*") if ".git" not in path.parts}

    before = state()
    run(plans, tmp_path / "ut")
    assert state() == before


@pytest.mark.parametrize(
    ("output", "key"), [("planer/english", "outputs-among-sources"), ("planer/english/plan/ut", "outputs-among-sources"), ("fil", "not-writable")]
)
def test_a_folder_that_is_not_for_it_is_refused(copy: tuple[Path, Path], output: str, key: str) -> None:
    plans, _ = copy
    (plans.parent / "fil").write_text("x")
    with pytest.raises(UserError) as caught:
        run(plans / "english", plans.parent / output)
    assert caught.value.key == key


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("kind", ["file", "folder", "link", "link out", "link in", "built", "built in"])
def test_a_folder_of_somebody_elses_work_is_left_alone(plans: Path, tmp_path: Path, kind: str, first: bool) -> None:
    output, own = tmp_path / "ut", tmp_path / "own"
    work = output / "work"
    own.mkdir()
    (own / "brev.txt").write_text("x")
    output.mkdir()
    match kind:
        case "link out":
            work.symlink_to(own)
        case "built":
            (output / "built").symlink_to(own)
        case _:
            work.mkdir()
            (output / "built").mkdir()
    match kind:
        case "built in":
            (output / "built/english").symlink_to(own)
        case "file":
            (work / "brev.txt").write_text("x")
        case "folder":
            shutil.copytree(own, work / "old.kept")
        case "link":
            (work / "old.kept").symlink_to(own / "brev.txt")
        case "link in":
            (work / "old.kept").symlink_to(own)
    if not first:
        (output / "portfolio.json").write_text("{}")
    before = sorted((str(path), path.is_symlink()) for path in tmp_path.rglob("*"))
    with pytest.raises(UserError) as caught:
        run(plans / "english", output)
    assert caught.value.key == "portfolio-among-others"
    assert sorted((str(path), path.is_symlink()) for path in tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "told", [{"tables": {}}, {"tables": dict.fromkeys(TABLES, 1), "extras": {}, "digest": ""}, {"digest": ""}, [], "x" * 21_000_000]
)
def test_what_no_look_gave_is_not_known(tmp_path: Path, told: Any) -> None:
    place = tmp_path / "english.kept"
    keep_file(place, zlib.compress(json.dumps(told).encode(), 1))
    assert Given(Folder("english", "english", tmp_path), place).kept() == {}


def test_what_killed_runs_left_goes_in_time_and_another_runs_half_file_stays(tmp_path: Path) -> None:
    for name in ("english.kept", "gone.kept", "gone.built", ".english.kept.0.planverk", ".english.kept.1.planverk", "brev.txt"):
        (tmp_path / name).write_text("x")
    os.utime(tmp_path / ".english.kept.0.planverk", (0, 0))
    _forget_others(tmp_path, [Given(Folder("english", "english", tmp_path), tmp_path / "english.kept")])
    assert {path.name for path in tmp_path.iterdir()} == {"english.kept", ".english.kept.1.planverk", "brev.txt"}


def test_what_others_have_made_is_left_alone(copy: tuple[Path, Path]) -> None:
    plans, output = copy
    (output / "portfolio.json").unlink()
    with pytest.raises(UserError) as caught:
        run(plans, output)
    assert (caught.value.key, caught.value.facts["names"]) == ("portfolio-among-others", "data, site, work")


def test_without_the_extra_it_says_how_to_get_it(plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *others: Any, **named: Any) -> Any:
        if name == "duckdb":
            raise ImportError(name)
        return real(name, *others, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    for call in (lambda: run(plans, tmp_path / "ut"), lambda: ask(str(tmp_path), "late", None)):
        with pytest.raises(UserError) as caught:
            call()
        assert caught.value.key == "portfolio-extra"
    assert not (tmp_path / "ut").exists()


@pytest.mark.parametrize(("name", "sql"), [(None, None), ("late", "SELECT 1")])
def test_one_question_is_asked(name: str | None, sql: str | None, made: Portfolio) -> None:
    with pytest.raises(UserError) as caught:
        ask(str(made.folder), name, sql)
    assert caught.value.key == "portfolio-one-question"
