"""The ready questions answer what they say, and a question of anybody's reaches nothing but the set."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planverk.catalogue import LANGUAGES, load_words
from planverk.errors import UserError
from planverk.portfolio.dataset import lines_of, opened, write_set
from planverk.portfolio.questions import Answer, put, ready_questions, tables_in
from planverk.portfolio.rows import Rows, failed
from planverk.portfolio.tables import TABLES
from tests.support import ROOT

duckdb = pytest.importorskip("duckdb", reason="planverk[portfolio] is not installed")

DAY = date(2026, 11, 23)


def plan(key: str, publisher: str, *measures: dict[str, Any], status: str = "adopted") -> Rows:
    """A plan with a national plan of two goals, of which its measures answer those that `national` names."""
    made = failed(key, key, DAY)
    made["plans"][0] |= {"state": "checked", "title": "Plan", "publisher": publisher, "status": status, "errors": 0, "warnings": 0}
    blank = {table: dict.fromkeys(columns) | {"plan": key} for table, columns in TABLES.items()}
    made["goals"] = [
        blank["goals"] | {"goal": f"n#m{number}", "of_plan": "n", "of_title": "Norge", "level": "national", "follows": True, "number": str(number),
                          "title": f"Mål {number}"}
        for number in (1, 2)
    ]  # fmt: skip
    made["functions"] = [blank["functions"] | {"function": "f", "title": "Tjenesten"}]
    for number, told in enumerate(measures, 1):
        name = f"t{number}"
        own = {column: value for column, value in told.items() if column != "national"}
        made["measures"].append(blank["measures"] | {"measure": name, "number": number, "title": f"Tiltak {number}"} | own)
        relations = [("responsible", "function", "f"), *(("national-goal", "part", f"n#m{goal}") for goal in told.get("national", ()))]
        for relation, kind, target in relations:
            about = {"kind": "measure", "entry": name, "relation": relation, "target_kind": kind, "target": target, "position": 1}
            made["relations"].append(blank["relations"] | about)
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("set")
    plans = (
        plan(
            "dal", "Dal", {"due": "2026-11-22", "national": [1]}, {"due": "2026-11-23", "degree": "started"}, {"due": "2027-11-23", "national": [1]}
        ),
        plan(
            "nes", "Nes", {"due": "2026-01-01", "degree": "done", "national": [2]}, {"due": "2026-01-01", "withdrawn": "2026-02-01", "national": [1]}
        ),
        plan("vik", "Vik", {"due": "2027-11-24"}, {"due": "2026-01-01", "degree": "stopped"}, {}),
        plan("old", "Vik", {"due": "2020-01-01"}, {"due": "2027-01-01"}, status="superseded"),
        failed("bad", "bad", DAY),
    )
    write_set(map(lines_of, plans), place)
    return place


def answer(folder: Path, name: str, *columns: str) -> list[tuple[Any, ...]]:
    """What the set answers, without a process of its own: that `put` gives the same is a test of its own."""
    with opened(folder, tables_in(ready_questions()[name])) as connection:
        found = connection.execute(ready_questions()[name])
        names = [each[0] for each in found.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return [tuple(row[column] for column in columns) for row in rows]


def test_late_is_before_the_day_and_due_the_year_from_it(folder: Path) -> None:
    assert answer(folder, "late", "plan", "id") == [("dal", "t1")]
    assert answer(folder, "due", "plan", "id") == [("dal", "t2"), ("dal", "t3")]


def test_national_goals_are_counted_where_measures_in_force_answer_them(folder: Path) -> None:
    assert answer(folder, "national-goals-in-numbers", "number", "known_in", "answered_in", "measures") == [("1", 4, 1, 2), ("2", 4, 1, 1)]
    assert answer(folder, "national-goals", "number", "plan", "measures") == [
        ("1", "dal", 2), ("1", "nes", 0), ("1", "old", 0), ("1", "vik", 0), ("2", "dal", 0), ("2", "nes", 1), ("2", "old", 0), ("2", "vik", 0),
    ]  # fmt: skip
    assert len(answer(folder, "unanswered", "plan")) == 6


def test_measures_plans_and_progress_leave_out_what_was_withdrawn(folder: Path) -> None:
    assert answer(folder, "measures", "plan", "id", "function", "role")[:4] == [
        ("dal", "t1", "Tjenesten", "responsible"), ("dal", "t2", "Tjenesten", "responsible"), ("dal", "t3", "Tjenesten", "responsible"),
        ("nes", "t1", "Tjenesten", "responsible"),
    ]  # fmt: skip
    assert answer(folder, "plans", "plan", "measures", "state") == [
        ("dal", 3, "checked"), ("nes", 1, "checked"), ("old", 2, "checked"), ("vik", 3, "checked"), ("bad", 0, "failed"),
    ]  # fmt: skip
    assert answer(folder, "progress", "plan", "degree", "measures") == [
        ("dal", "started", 1), ("dal", "unreported", 2), ("nes", "done", 1), ("old", "unreported", 2), ("vik", "stopped", 1),
        ("vik", "unreported", 2),
    ]  # fmt: skip


def test_plans_alike_share_marks_and_are_likest_first(folder: Path) -> None:
    found = answer(folder, "alike", "plan", "other", "likeness")
    assert found == sorted(found, key=lambda row: (("dal", "nes", "old", "vik").index(row[0]), -row[2]))
    assert {(one, other) for one, other, _ in found} == {(other, one) for one, other, _ in found} and all(0 < each[2] <= 1 for each in found)


@pytest.mark.parametrize("name", ready_questions())
def test_every_ready_question_has_a_name_and_its_columns_have_words(name: str, folder: Path) -> None:
    with opened(folder) as connection:
        columns = [each[0] for each in connection.execute(ready_questions()[name]).description or ()]
    for language in LANGUAGES:
        words = load_words("portfolio", language)
        assert words[f"question-{name}"] and all(words[f"column-{column.replace('_', '-')}"] for column in columns)


def test_the_handbook_tells_every_ready_question() -> None:
    page = (ROOT / "docs/handbok/mange-planer.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `([\w-]+)` \|", page, re.MULTILINE)) == [*ready_questions()]


def test_no_word_is_there_for_a_question_or_a_column_that_is_not(folder: Path) -> None:
    words = load_words("portfolio", "nb")
    with opened(folder) as connection:
        columns = {each[0].replace("_", "-") for sql in ready_questions().values() for each in connection.execute(sql).description or ()}
    assert {key for key in words if key.startswith(("question-", "column-"))} == {f"question-{name}" for name in ready_questions()} | {
        f"column-{name}" for name in columns
    }


def test_a_question_is_answered_in_a_process_of_its_own(folder: Path) -> None:
    assert put(folder, "SELECT plan, day, 1.5 AS x FROM plans JOIN asked USING (day) WHERE plan = 'dal'", None, 10) == Answer(
        ("plan", "day", "x"), (("dal", "2026-11-23", "1.5"),)
    )
    assert put(folder, "SELECT day FROM asked", date(2030, 1, 1), 10).rows == (("2030-01-01",),)
    cut = put(folder, "FROM range(5)", None, 3)
    assert (cut.rows, cut.cut) == (((0,), (1,), (2,)), True)


HOSTILE = {
    "SELECT * FROM read_csv('SECRET')": "portfolio-question-wrong",
    "SELECT * FROM 'SECRET'": "portfolio-question-wrong",
    "SELECT * FROM read_text('SECRET')": "portfolio-question-wrong",
    "SELECT * FROM glob('/*')": "portfolio-question-wrong",
    "SELECT * FROM read_parquet('https://example.org/x.parquet')": "portfolio-question-wrong",
    "SELECT * FROM query('COPY plans TO ''SECRET''')": "portfolio-question-wrong",
    "COPY plans TO 'SECRET'": "portfolio-question-not-select",
    "ATTACH 'SECRET' AS x": "portfolio-question-not-select",
    "SET enable_external_access = true": "portfolio-question-not-select",
    "PRAGMA enable_profiling": "portfolio-question-not-select",
    "INSTALL httpfs": "portfolio-question-not-select",
    "CREATE TABLE x AS SELECT 1": "portfolio-question-not-select",
    "DROP TABLE plans": "portfolio-question-not-select",
    "SELECT 1; SELECT 2": "portfolio-question-not-select",
    "SELECT 1; SET lock_configuration = false": "portfolio-question-not-select",
    "": "portfolio-question-not-select",
    "SELEKT": "portfolio-question-wrong",
    "SELECT * FROM plans_of_others": "portfolio-question-wrong",
    "SELECT " + " " * 100_000 + "1": "portfolio-question-long",
}


@pytest.mark.parametrize("sql", HOSTILE, ids=range(len(HOSTILE)))
def test_a_question_reads_the_set_and_nothing_else(sql: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from planverk.portfolio import questions

    monkeypatch.setattr(questions, "bounded", lambda function, data: function(data))
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\n1,2\n")
    with pytest.raises(UserError) as caught:
        put(folder, sql.replace("SECRET", str(secret)), None, 10)
    assert caught.value.key == HOSTILE[sql]
    assert secret.read_text() == "a,b\n1,2\n"


def test_a_question_for_more_memory_than_there_is_for_it_is_stopped(folder: Path) -> None:
    with pytest.raises(UserError) as caught:
        put(folder, "SELECT repeat('x', 4000000000)", None, 10)
    assert caught.value.key in ("portfolio-question-wrong", "portfolio-question-overrun")


@pytest.mark.parametrize("setting", ["enable_external_access", "lock_configuration", "threads", "memory_limit", "python_enable_replacements"])
def test_the_way_out_is_shut_for_good(setting: str, folder: Path) -> None:
    plans_of_others = [1]
    with opened(folder) as connection:
        with pytest.raises(duckdb.Error):
            connection.execute(f"SET {setting} = true")
        with pytest.raises(duckdb.Error):
            connection.execute("SELECT * FROM plans_of_others")
    assert plans_of_others


def test_a_set_that_is_not_whole_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "plans.parquet").write_bytes((folder / "plans.parquet").read_bytes())
    (tmp_path / "goals.parquet").symlink_to(folder / "goals.parquet")
    (tmp_path / "measures.parquet").write_bytes(b"PAR1 no, not really")
    for sql, key in (("FROM goals", "portfolio-no-set"), ("FROM functions", "portfolio-no-set"), ("FROM measures", "portfolio-question-wrong")):
        with pytest.raises(UserError) as caught:
            put(tmp_path, sql, None, 10)
        assert caught.value.key == key
