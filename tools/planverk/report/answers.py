"""The rows that a question to many plans gives, for people and for programs."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from io import StringIO
from typing import Any

from planverk.catalogue import load_words
from planverk.report.text import safe
from planverk.source.numbers import is_computed

WIDEST = 60
"""Characters of a cell that a table for people shows."""


def as_table(columns: Sequence[str], rows: Sequence[Sequence[Any]], language: str) -> str:
    """A line a row, the columns under each other, in the reader's words; long cells are cut. For the whole, ask for another format."""
    heads = [heading(column, language) for column in columns]
    cells = [[_cut(safe(in_words(column, value, language))) for column, value in zip(columns, row, strict=True)] for row in rows]
    numbers = [bool(rows) and all(isinstance(row[place], int | float | None) for row in rows) for place in range(len(columns))]
    widths = [max(len(line[place]) for line in (heads, *cells)) for place in range(len(columns))]

    def line(texts: Sequence[str]) -> str:
        padded = (text.rjust(width) if right else text.ljust(width) for text, width, right in zip(texts, widths, numbers, strict=True))
        return "  ".join(padded).rstrip() + "\n"

    return "".join((line(heads), line(["-" * width for width in widths]), *map(line, cells)))


def as_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A table as RFC 4180 has it, with the names of the columns as the set has them. A cell that a spreadsheet would compute begins with «'»."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        texts = ("" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for value in row)
        writer.writerow([f"'{text}" if is_computed(text) else text for text in texts])
    return stream.getvalue()


def as_json(columns: Sequence[str], rows: Sequence[Sequence[Any]], cut: bool) -> str:
    """The columns in order, each row as an object, and whether there were more."""
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    return json.dumps({"columns": list(columns), "rows": found, "cut": cut}, ensure_ascii=False, indent=2) + "\n"


def heading(column: str, language: str) -> str:
    """What a column is called; its own name where it is none of the ready questions'."""
    return load_words("portfolio", language).get(f"column-{column.replace('_', '-')}") or safe(column)


def in_words(column: str, value: Any, language: str) -> str:
    """A value as people read it."""
    if value is None or value == "":
        return "–"
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return load_words("portfolio", language).get(f"value-{column}-{value}") or value


def _cut(text: str) -> str:
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1]}…"
