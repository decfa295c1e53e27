"""The set of Parquet files: written from rows, and opened to be asked. The one module that knows DuckDB, which comes with `planverk[portfolio]`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planverk.errors import UserError
from planverk.files import is_file
from planverk.portfolio.rows import Row, Rows
from planverk.portfolio.tables import ORDER, TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST_MEMORY = 1_500_000_000
"""Bytes that DuckDB may hold at once; it has no disk to go on with."""

SUFFIX = ".parquet"


def lines_of(rows: Rows) -> dict[str, str]:
    """The rows by table as JSON, one a line, as `write_set` takes them."""
    return {table: "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in found) for table, found in rows.items()}


def need_duckdb() -> None:
    """UserError where the library is not there."""
    try:
        import duckdb  # noqa: F401
    except ImportError:
        raise UserError("portfolio-extra") from None


@contextmanager
def or_refused() -> Iterator[None]:
    """Says of what DuckDB cannot do, as in too little memory, that there is no set. UserError then."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        raise UserError("portfolio-set-failed", problem=str(error).partition("\n")[0][:500]) from None


@or_refused()
def write_set(plans: Iterable[Mapping[str, str]], place: Path) -> None:
    """Writes the set into an empty folder, a file for each of TABLES, from the lines of each plan. The same lines give the same bytes, in whatever
    order the plans come. UserError where they are too many, or no rows of ours."""
    with _open_all(place) as files:
        for lines in plans:
            for table, text in lines.items():
                files[table].write(text.encode())
    with _connection() as duckdb:
        duckdb.execute("SET threads = 1")  # how rows are parted into groups depends on it
        for table in TABLES:
            _write(duckdb, place, table)


@contextmanager
def _open_all(folder: Path) -> Iterator[dict[str, Any]]:
    files = {table: (folder / f"{table}.json").open("wb") for table in TABLES}
    try:
        yield files
    finally:
        for file in files.values():
            file.close()


def _write(duckdb: DuckDBPyConnection, folder: Path, table: str) -> None:
    columns = ", ".join(f"{column}: '{kind}'" for column, kind in TABLES[table].items())
    source = f"read_json('{_exact(folder / table)}.json', format = 'newline_delimited', columns = {{{columns}}}, maximum_object_size = 20000000)"
    order = ", ".join(f"{column} NULLS FIRST" for column in ORDER[table])
    duckdb.execute(f"COPY (SELECT * FROM {source} ORDER BY {order}) TO '{_quoted(folder / table)}{SUFFIX}' (FORMAT parquet, COMPRESSION zstd)")


def _file(folder: Path, table: str) -> str:
    return f"read_parquet('{_exact(folder / table)}{SUFFIX}')"


def _exact(path: Path) -> str:
    """A path to read from; signs in a folder's name would be a pattern to DuckDB."""
    return re.sub(r"([*?[])", r"[\1]", _quoted(path))


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


@contextmanager
def _connection() -> Iterator[DuckDBPyConnection]:
    import duckdb

    limits: dict[str, str | int | float | list[str]] = {
        "memory_limit": f"{MOST_MEMORY}B",
        "temp_directory": "",
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "python_enable_replacements": False,
    }
    with duckdb.connect(config={**limits, "preserve_insertion_order": True}) as connection:
        yield connection


@contextmanager
def opened(folder: Path, wanted: Iterable[str] = tuple(TABLES), day: str | None = None) -> Iterator[DuckDBPyConnection]:
    """The tables of a set in memory, with the day that is asked about as `asked.day`, and no way from them to any file or to the network: that is
    shut before anything is asked.

    UserError where a file of the set is missing or is no plain file.
    """
    names = [table for table in TABLES if table in set(wanted)]
    for table in {*names, "plans"}:
        if not is_file(folder / f"{table}{SUFFIX}"):
            raise UserError("portfolio-no-set", folder=str(folder))
    with _connection() as duckdb:
        for table in names:
            columns = ", ".join(TABLES[table])
            duckdb.execute(f"CREATE TABLE {table} AS SELECT {columns} FROM {_file(folder, table)}")
        duckdb.execute(f"CREATE TABLE asked AS SELECT coalesce($day::DATE, (SELECT max(day) FROM {_file(folder, 'plans')})) AS day", {"day": day})
        duckdb.execute("SET enable_external_access = false")
        duckdb.execute("SET lock_configuration = true")
        yield duckdb


def asked(duckdb: DuckDBPyConnection, sql: str, **values: object) -> list[Row]:
    """The rows that a question of our own gives, by column."""
    found = duckdb.execute(sql, values) if values else duckdb.execute(sql)
    names = [each[0] for each in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
