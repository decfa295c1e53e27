"""The plans of a portfolio are built as each is alone; what has not changed is left, and one that cannot be built hurts no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from planverk.app import portfolio_build
from planverk.app.build import Wishes as BuildWishes
from planverk.app.build import build
from planverk.app.opening import open_tree
from planverk.app.portfolio import Portfolio, Wishes, make_portfolio
from planverk.app.portfolio_build import build_portfolio
from planverk.cli import CLEAN, FINDINGS, main
from tests.overrunning import build_or_leave
from tests.support import TODAY, committed, copied, edit

pytest.importorskip("duckdb", reason="planverk[portfolio] is not installed")


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795426200")  # the processes do not see it: a plan in Git has its commit's time
    for name in ("english", "example"):
        committed(copied(name, tmp_path / "planer" / name))
    copied("english", tmp_path / "planer/broken")
    (tmp_path / "planer/broken/plan/help.yaml").write_text("lines: x\n")
    return tmp_path / "planer"


def made(plans: Path) -> Portfolio:
    return make_portfolio([str(plans)], Wishes(str(plans.parent / "ut"), TODAY, "nb", at_once=2))


def test_each_is_built_as_it_is_alone_and_only_when_it_has_changed(plans: Path) -> None:
    found = build_portfolio(made(plans), "txt", "nb", 2)
    assert [(each.plan.key, each.unchanged, each.problem) for each in found] == [("english", False, ""), ("example", False, "")]
    for each in found:
        alone = build(open_tree(str(plans / each.plan.key)), BuildWishes("txt", str(plans.parent / "alone" / each.plan.key)), "nb").places
        assert [path.read_bytes() for path in alone] == [(each.folder / path.name).read_bytes() for path in alone]
    assert [each.unchanged for each in build_portfolio(made(plans), "txt", "nb", 2)] == [True, True]
    edit(plans / "english", "plan/plan.yaml", "title: ", "title: New ")
    (found[1].folder / "manifest.json").unlink()
    again = build_portfolio(made(plans), "txt", "nb", 2)
    assert [each.unchanged for each in again] == [False, False]
    assert "New Action plan" in (again[0].folder / "plan.txt").read_text(encoding="utf-8")


def test_one_that_cannot_be_built_hurts_no_other(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied("english", plans / "spoilt")
    portfolio = made(plans)
    (plans.parent / "ut/built").mkdir()
    (plans.parent / "ut/built/english").symlink_to(plans)
    monkeypatch.setattr(portfolio_build, "build_plan", build_or_leave)
    edit(plans / "example", f"plan/goals/{min(path.name for path in (plans / 'example/plan/goals').iterdir())}", "title:", "titel:")
    found = {each.plan.key: each.problem for each in build_portfolio(portfolio, "txt", "nb", 2)}
    assert found["example"] == "planen har feil nå" and found["spoilt"].startswith("det tok for lang tid") and found["english"] != ""
    assert not (plans / "plan.txt").exists()


def test_the_command_builds_and_tells(plans: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(plans.parent)
    assert main(["portfolio", "planer", "--build", "txt", "--output", "ut"]) == FINDINGS  # the broken one
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "Planer med nye utgaver: 2. Ikke endret siden sist: 0. Kunne ikke lages: 0.",
        "Laget ut/built",
    ]
    assert main(["portfolio", "planer/english", "--build", "txt", "--output", "ut"]) == CLEAN
    assert "Ikke endret siden sist: 1. Kunne ikke lages: 0." in capsys.readouterr().out
