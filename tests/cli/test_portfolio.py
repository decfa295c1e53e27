"""The commands for many plans: what they print, in which forms, and how they end."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from planverk.cli import CLEAN, FINDINGS, WRONG_CALL, main
from planverk.portfolio.questions import ready_questions
from planverk.report.answers import as_csv, as_table
from tests.support import copied

pytest.importorskip("duckdb", reason="planverk[portfolio] is not installed")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("portfolio")
    copied("example", place / "planer/dome")
    copied("english", place / "planer/broken")
    (place / "planer/broken/plan/help.yaml").write_text("lines: x\n")
    return place


@pytest.fixture
def here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(folder)
    if not (folder / "portfolio").exists():
        assert main(["portfolio", "planer", "--today", "2026-11-23"]) == FINDINGS
    return folder


def test_it_says_how_each_plan_came_out(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["portfolio", "planer", "--today", "2026-11-23", "--output", "andre"]) == FINDINGS
    said = capsys.readouterr()
    assert said.out == "Planer: 2. Uten feil: 1. Med feil: 1. Ikke kontrollert: 0. Ikke endret siden sist: 0.\nLaget andre\n"
    assert said.err == "broken (planer/broken): feil: 2. «planverk check -C planer/broken» viser dem.\n"
    assert main(["portfolio", "planer/dome", "--today", "2026-11-23", "--output", "tredje"]) == CLEAN


def test_without_a_question_the_ready_ones_are_listed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["portfolio", "query", "--lang", "en"]) == CLEAN
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == [*ready_questions()]
    assert lines[4] == "  late                       Measures past their deadline"


def test_an_answer_in_each_form(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["portfolio", "query", "late"]) == CLEAN
    head, _, row = capsys.readouterr().out.splitlines()
    assert head.split()[:3] == ["Kommune", "eller", "virksomhet"] and row.startswith("Døme kommune") and row.endswith("felles-rutine")
    assert main(["portfolio", "query", "late", "--format", "csv"]) == CLEAN
    (told,) = csv.DictReader(StringIO(capsys.readouterr().out))
    assert (told["plan"], told["id"], told["due"], told["degree"]) == ("dome", "felles-rutine", "2026-06-30", "")
    assert main(["portfolio", "query", "late", "--format", "json"]) == CLEAN
    found = json.loads(capsys.readouterr().out)
    assert found["columns"] == [*told] and found["rows"][0]["due"] == told["due"] and found["cut"] is False
    assert main(["portfolio", "query", "late", "--format", "json", "--today", "2026-01-01"]) == CLEAN
    assert json.loads(capsys.readouterr().out)["rows"] == []


def test_a_cut_answer_says_so(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["portfolio", "query", "--sql", "SELECT plan FROM plans ORDER BY 1", "--most", "1", "--format", "csv"]) == CLEAN
    said = capsys.readouterr()
    assert (said.out, said.err) == ("plan\nbroken\n", "Svaret har flere rader. Vis flere med --most.\n")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["portfolio"], "PLACE… mangler"),
        (["portfolio", "finnes-ikke"], "verken en mappe eller en fil"),
        (["portfolio", "query", "lat"], "Mente du late?"),
        (["portfolio", "query", "--sql", "DROP TABLE plans"], "én SELECT"),
        (["portfolio", "query", "--sql", "SELECT x"], "DuckDB sier"),
        (["portfolio", "query", "late", "--sql", "SELECT 1"], "still ett spørsmål"),
        (["portfolio", "query", "late", "--data", "planer"], "ikke noe helt datasett"),
        (["portfolio", "query", "late", "--today", "i går"], "i går"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(here: Path, call: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(call) == WRONG_CALL
    assert said in capsys.readouterr().err


def test_no_cell_commands_a_terminal_or_a_spreadsheet() -> None:
    rows = [("\x1b[2J", 1), ("=1+1", None), ("\n@x", 2), ("x" * 100, 3)]
    table = as_table(["a", "due"], rows, "nb")
    assert "\x1b" not in table and len(table.splitlines()) == 6 and "…" in table
    assert [row[0] for row in csv.reader(StringIO(as_csv(["a", "due"], rows)))][1:4] == ["\x1b[2J", "'=1+1", "'\n@x"]
