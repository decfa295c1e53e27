"""Reads the CSV files behind figures: a header row, then rows of the same length."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from planverk.diagnostics import Finding, Location, Position, Span

MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Data:
    """The header and the rows of a CSV file, as text; each row has as many cells as the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, title: str) -> tuple[str, ...]:
        """The cells of a column, in the order of the rows. KeyError where there is none."""
        if title not in self.header:
            raise KeyError(title)
        at = self.header.index(title)
        return tuple(row[at] for row in self.rows)


def read_table(path: str, text: str) -> tuple[Data | None, list[Finding]]:
    """The data of a CSV text: fields parted by commas, or by semicolons where the header has those and no comma (as Norwegian spreadsheets save)."""
    if not text.strip():
        return None, [Finding("empty-text", Location(path))]
    head = text.split("\n", 1)[0]
    delimiter = ";" if ";" in head and "," not in head else ","
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        header = tuple(cell.strip() for cell in next(reader))
        rows: list[tuple[str, ...]] = []
        for row in reader:
            if not row:
                continue
            if len(row) != len(header) or len(rows) >= MOST_ROWS:
                facts = {"found": str(len(row)), "expected": str(len(header)), "most": str(MOST_ROWS)}
                rule = "uneven-row" if len(row) != len(header) else "too-many-rows"
                return None, [Finding(rule, Location(path, _line(reader.line_num)), facts)]
            rows.append(tuple(cell.strip() for cell in row))
    except csv.Error as error:
        return None, [Finding("csv-syntax", Location(path, _line(reader.line_num)), {"problem": str(error)})]
    return Data(header, tuple(rows)), []


def _line(number: int) -> Span:
    return Span(Position(max(number, 1), 1), Position(max(number, 1), 1))
