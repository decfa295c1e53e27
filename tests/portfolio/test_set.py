"""The set holds what the plans say: every figure in it is in the plans, and the same plans give the same bytes."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planverk.diagnostics import Diagnostic, Location, Severity
from planverk.errors import UserError
from planverk.model.plan import Plan
from planverk.portfolio.dataset import asked, lines_of, opened, write_set
from planverk.portfolio.rows import Rows, failed, rows_of
from planverk.portfolio.tables import ORDER, TABLES
from planverk.reading.plan import read_plan
from planverk.reading.tree import read_folder
from planverk.rules.engine import check_plan
from tests.support import PLANS, ROOT, TODAY, plan_of

pytest.importorskip("duckdb", reason="planverk[portfolio] is not installed")


def rows(name: str) -> tuple[Plan, list[Diagnostic], Rows]:
    plan, findings = read_plan(read_folder(PLANS[name]))
    found = check_plan(plan, findings, TODAY, "nb")
    return plan, found, rows_of(name, f"planer/{name}", TODAY, plan, found)


@pytest.mark.parametrize("name", PLANS)
def test_every_row_has_every_column_and_none_is_there_twice(name: str) -> None:
    for table, found in rows(name)[2].items():
        assert all(list(row) == list(TABLES[table]) for row in found), table
        seen = Counter(tuple(row[column] for column in ORDER[table]) for row in found)
        assert [key for key, count in seen.items() if count > 1] == [], table


@pytest.mark.parametrize("name", PLANS)
def test_what_the_rows_say_is_what_the_plan_says(name: str) -> None:
    plan, found, made = rows(name)
    (head,) = made["plans"]
    assert (head["title"], head["publisher"], head["status"]) == (plan.head.title, plan.head.publisher, plan.head.status)
    assert head["entries"] == len([*plan.entries])
    assert head["errors"] + head["warnings"] + head["infos"] == len(made["findings"]) == len(found)
    assert {row["measure"]: row["title"] for row in made["measures"]} == {each.id: each.title for each in plan.measures.values()}
    assert {row["goal"]: row["number"] or "" for row in made["goals"] if not row["of_plan"]} == {
        each.id: plan.number_of(each) for each in plan.goals.values()
    }
    assert len([row for row in made["goals"] if row["of_plan"]]) == sum(len(each.goals) for each in plan.plans.values())
    assert {row["function"] for row in made["functions"]} == {*plan.functions}
    assert len(made["progress"]) == sum(len(each.records) for each in plan.progress.values())
    for measure in plan.measures.values():
        about = [row for row in made["relations"] if (row["kind"], row["entry"]) == ("measure", measure.id)]
        assert [row["target"] for row in about if row["relation"] == "responsible"] == [*measure.responsible]
        national = [row for row in about if row["relation"] == "national-goal"]
        assert [row["target"] for row in national] == [f"{part.plan}#{part.part}" for part in plan.national_goals_of(measure)]
        assert all(row["inherited"] is not bool(measure.national_goals) for row in national)


def test_the_reference_tells_every_table_and_column() -> None:
    page = (ROOT / "docs/reference/portfolio.md").read_text(encoding="utf-8")
    told = {part.split("\n")[0]: re.findall(r"^\| `(\w+)` \| `(.+?)` \|", part, re.MULTILINE) for part in page.split("\n### ")[1:]}
    assert told == {table: [*columns.items()] for table, columns in TABLES.items()}


def made_set(folder: Path, *plans: Rows) -> dict[str, bytes]:
    folder.mkdir()
    write_set([lines_of(each) for each in plans], folder)
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.parquet"))}


def test_the_same_plans_give_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    plans = [rows(name)[2] for name in PLANS]
    first = made_set(tmp_path / "0", *plans)
    assert sorted(first) == sorted(f"{table}.parquet" for table in TABLES)
    for number in range(1, 4):
        random.Random(number).shuffle(plans)
        assert made_set(tmp_path / str(number), *plans) == first


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    plans = [rows(name)[2] for name in PLANS]
    made_set(tmp_path / "set", *plans)
    with opened(tmp_path / "set") as duckdb:
        for table, columns in TABLES.items():
            told: list[dict[str, Any]] = asked(duckdb, f"SELECT * FROM {table}")
            read = [{name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()} for row in told]
            assert sorted(map(json.dumps, read)) == sorted(json.dumps(row) for plan in plans for row in plan[table])
            types = {row["column_name"]: row["column_type"] for row in asked(duckdb, f"DESCRIBE {table}")}
            assert types == {name: kind.replace("name VARCHAR", '"name" VARCHAR') for name, kind in columns.items()}


ODD = ("'; DROP TABLE plans; --", "=HYPERLINK(1)", '{"a": 1}', "\ud800", "a\0b", "\u2028", "\U0001f600", "x" * 1_000_000)


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_no_text_of_one_plan_hurts_the_set(text: str, tmp_path: Path) -> None:
    plan = plan_of(PLANS["example"])
    odd = plan.head.model_copy(update={"title": text})
    odd._origin = plan.head._origin
    place = Diagnostic("rule", Severity.ERROR, Location(text), text)
    other = rows("english")[2]
    made_set(tmp_path / "set", rows_of("odd", text, TODAY, Plan(odd, None, plan.settings, plan.settings_at), [place]), other, failed("x", "x", TODAY))
    with opened(tmp_path / "set") as duckdb:
        found = {row["plan"]: row for row in asked(duckdb, "SELECT * FROM plans")}
        assert found["odd"]["title"] == text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
        assert found["english"]["title"] == other["plans"][0]["title"]
        assert (found["x"]["state"], found["x"]["title"], found["x"]["errors"]) == ("failed", None, None)
        assert [row["message"] for row in asked(duckdb, "SELECT message FROM findings WHERE plan = 'odd'")] == [found["odd"]["title"]]


@pytest.mark.parametrize(
    "line", ['{"plan": "a", "day": "nei"}', '{"plan": "a", "errors": "nei"}', "[", '{"plan": {}, "day": 1}', '{"organisations": 1}']
)
def test_rows_that_are_none_of_ours_make_no_set(tmp_path: Path, line: str) -> None:
    with pytest.raises(UserError) as caught:
        write_set([{"plans": f"{line}\n"}], tmp_path)
    assert caught.value.key == "portfolio-set-failed"


def test_a_folder_may_be_named_as_a_pattern(tmp_path: Path) -> None:
    place = tmp_path / "a[1]*?b"
    place.mkdir()
    write_set([lines_of(failed("one", "one", TODAY))], place)
    with opened(place) as connection:
        assert asked(connection, "SELECT plan FROM plans") == [{"plan": "one"}]
