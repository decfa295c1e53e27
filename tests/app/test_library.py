"""`import planverk`: a plan that can be checked, built and compared, with nothing loaded before it is asked for."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import planverk
from planverk.diagnostics import Severity
from planverk.formats.outputs import Output
from tests.support import PLANS, ROOT, committed, copied

DAY = date(2026, 11, 23)
MEASURE = "plan/measures/felles-rutine.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied("example", tmp_path / "repository")


def test_importing_it_loads_nothing_else() -> None:
    code = "import sys; before = {*sys.modules}; import planverk; print(*sorted({*sys.modules} - before))"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert [name for name in done.stdout.split() if name.startswith("planverk")] == ["planverk", "planverk.version"]


def test_its_face_is_what_it_lists() -> None:
    assert {name: hasattr(planverk, name) for name in planverk.__all__} == dict.fromkeys(planverk.__all__, True)
    with pytest.raises(AttributeError, match="no attribute 'open_plans'"):
        _ = planverk.open_plans  # type: ignore[attr-defined]


def test_a_plan_is_checked() -> None:
    outcome = planverk.open_plan(PLANS["example"]).check(DAY)
    assert (outcome.stops, outcome.entries, outcome.language) == (False, 18, "nb")
    assert {each.severity for each in outcome.diagnostics} <= {Severity.WARNING, Severity.INFO}
    assert {"dangling-reference": "error"}.items() <= outcome.rules.items()


def test_a_finding_has_its_place_and_its_words(root: Path) -> None:
    text = (root / MEASURE).read_text(encoding="utf-8")
    (root / MEASURE).write_text(text.replace("goal: felles-innsats", "goal: felles-innsatt"), encoding="utf-8")
    outcome = planverk.open_plan(root / "plan").check(DAY, "en")
    (found,) = (each for each in outcome.diagnostics if each.severity is Severity.ERROR)
    assert outcome.stops and (found.rule, found.location.path) == ("dangling-reference", MEASURE)
    assert "felles-innsatt" in found.message and found.hints == ("did you mean “felles-innsats”?",)


def test_it_is_built_as_it_was_opened(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planverk.app.build.render_outputs", lambda document, *_: [Output("plan.pdf", document.title.encode())])
    notes: list[planverk.Note] = []
    plan = planverk.open_plan(root, tell=notes.append)
    title = next(line for line in (root / "plan/plan.yaml").read_text(encoding="utf-8").splitlines() if line.startswith("title:"))
    (root / "plan/plan.yaml").write_text("title: Something else\n", encoding="utf-8")
    built = plan.build("pdf", output=root / "out")
    assert (built.places, built.outcome.stops) == ((root / "out/plan.pdf",), False)
    assert title.removeprefix("title:").strip() == (root / "out/plan.pdf").read_text(encoding="utf-8")
    assert [note.key for note in notes] == ["no-git-version"]


def test_nothing_is_built_where_an_error_stops_it(root: Path) -> None:
    (root / MEASURE).write_text("---\ntitle: x\n---\n", encoding="utf-8")
    built = planverk.open_plan(root).build()
    assert built.outcome.stops and built.places == () and not (root / "build").exists()


def test_two_editions_are_compared(root: Path) -> None:
    committed(root)
    text = (root / MEASURE).read_text(encoding="utf-8")
    (root / MEASURE).write_text(text.replace("title: ", "title: Ny ", 1), encoding="utf-8")
    difference = planverk.open_plan(root).compare("HEAD", language="en")
    assert [change.entry for change in difference.changes] == ["measure:felles-rutine"]
    assert planverk.open_plan(root).compare("HEAD", only="editorial").changes == []
    assert planverk.open_plan(root, "HEAD").compare("HEAD").changes == []


def test_the_example_in_the_documentation_runs(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("planverk.app.build.render_outputs", lambda *_: [Output("html", {"index.html": b"<p>"})])
    committed(root)
    monkeypatch.chdir(root)
    page = (ROOT / "docs/reference/library.md").read_text(encoding="utf-8")
    exec(page.partition("```python\n")[2].partition("```")[0], {})
    assert capsys.readouterr().out.splitlines()[-1] == f"made {root.resolve() / 'build/html'}"


def test_what_stops_it_has_a_key_and_words(tmp_path: Path) -> None:
    with pytest.raises(planverk.UserError) as stopped:
        planverk.open_plan(tmp_path)
    assert (stopped.value.key, stopped.value.facts) == ("no-plan", {"folder": str(tmp_path)})
    assert planverk.text_of(stopped.value, "en").startswith(f"found no plan: neither “{tmp_path}”")
