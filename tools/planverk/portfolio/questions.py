"""The ready questions, each a file of SQL, and a question that is put to a set, in a process with bounds."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planverk.bounded import Overrun, bounded
from planverk.errors import UserError
from planverk.portfolio.dataset import opened
from planverk.portfolio.tables import TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_ROWS = 100_000
"""Rows of an answer that are given at most."""

LONGEST_QUESTION = 100_000
"""Characters of a question."""

_SQL = ".sql"


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows that a question gives, a value of JSON for each column; `cut` where there are more than were asked for."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    cut: bool = False


@cache
def ready_questions() -> dict[str, str]:
    """The ready questions, name → SQL, by name."""
    folder = files("planverk.portfolio").joinpath("queries")
    found = {each.name.removesuffix(_SQL): each.read_text(encoding="utf-8") for each in folder.iterdir() if each.name.endswith(_SQL)}
    return dict(sorted(found.items()))


def tables_in(sql: str) -> list[str]:
    """The tables whose names stand in a question; only they are read."""
    return [table for table in TABLES if re.search(rf"\b{table}\b", sql, re.IGNORECASE)]


def put(folder: Path, sql: str, day: date | None, most: int) -> Answer:
    """What a set answers: one SELECT, which reaches nothing but the set, within the bounds of `bounded`. `asked.day` in it is the day given, else
    that on which the plans were checked. UserError where the question is wrong, or takes too much."""
    if len(sql) > LONGEST_QUESTION:
        raise UserError("portfolio-question-long", most=LONGEST_QUESTION)
    question = {"folder": str(folder.resolve()), "sql": sql, "day": day.isoformat() if day else None, "most": min(most, MOST_ROWS)}
    try:
        told = json.loads(bounded(answer, json.dumps(question).encode()))
    except Overrun:
        raise UserError("portfolio-question-overrun") from None
    if "error" in told:
        raise UserError(told["error"], **told["facts"])
    return Answer(tuple(told["columns"]), tuple(map(tuple, told["rows"])), told["cut"])


def answer(question: bytes) -> bytes:
    """The answer to `put`, in the process of its own."""
    told = json.loads(question)
    try:
        made = _answered(Path(told["folder"]), told["sql"], told["day"], told["most"])
    except UserError as error:
        made = {"error": error.key, "facts": error.facts}
    return json.dumps(made).encode()


def _answered(folder: Path, sql: str, day: str | None, most: int) -> dict[str, Any]:
    import duckdb

    try:
        with opened(folder, tables_in(sql), day) as connection:
            _check(connection, sql)
            found = connection.execute(sql)
            columns = [each[0] for each in found.description or ()]
            rows = found.fetchmany(most + 1)
    except duckdb.Error as error:
        raise UserError("portfolio-question-wrong", problem=str(error).partition("\n")[0][:500]) from None
    return {"columns": columns, "rows": [[plain(value) for value in row] for row in rows[:most]], "cut": len(rows) > most}


def _check(connection: DuckDBPyConnection, sql: str) -> None:
    """UserError for anything but one SELECT: the rest changes something, and there is nothing that a question has to change."""
    from duckdb import StatementType

    found = connection.extract_statements(sql)
    if len(found) != 1 or found[0].type != StatementType.SELECT:
        raise UserError("portfolio-question-not-select")


def plain(value: Any) -> Any:
    """A value of DuckDB as JSON has it: days and moments as ISO 8601, what JSON has no form for as text."""
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if value - value == 0 else str(value)
        case datetime() | date():
            return value.isoformat()
        case list() | tuple():
            return [plain(each) for each in value]
        case dict():
            return {str(name): plain(each) for name, each in value.items()}
        case _:
            return str(value)
