"""Reads the CSV files behind figures: a header row, then rows of the same length."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from planverk.diagnostics import Finding, Hint, Location, Position, Span
from planverk.source.text import MOST_FINDINGS, empty_file

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
        return None, [empty_file(path)]
    rows: list[tuple[str, ...]] = []
    findings: list[Finding] = []
    lines = text.split("\n")
    reader = csv.reader(io.StringIO(text), delimiter=delimiter_of(text), strict=True)
    begins = 1
    try:
        for row in reader:
            findings += _fault(path, row, rows, _row_at(lines, begins))
            if len(rows) > MOST_ROWS or len(findings) >= MOST_FINDINGS:
                break
            if row:
                rows.append(tuple(cell.strip() for cell in row))
            begins = reader.line_num + 1
    except csv.Error:
        findings.append(Finding("csv-syntax", Location(path, _row_at(lines, begins)), {}, (Hint("csv-quotes", {}),)))
    return (None if findings else Data(rows[0], tuple(rows[1:]))), findings


def _fault(path: str, row: list[str], rows: list[tuple[str, ...]], span: Span) -> Iterator[Finding]:
    """What is wrong with a row, after the rows before it."""
    if row and len(rows) > MOST_ROWS:
        yield Finding("too-many-rows", Location(path, span), {"limit": str(MOST_ROWS)}, (Hint("sum-up", {}),))
    elif row and rows and len(row) != len(rows[0]):
        facts = {"found": str(len(row)), "header": str(len(rows[0]))}
        yield Finding("uneven-row", Location(path, span), facts, (Hint("decimal-comma", {}),) if len(row) > len(rows[0]) else ())


def _row_at(lines: list[str], number: int) -> Span:
    """The line on which a row begins."""
    line = lines[number - 1] if number <= len(lines) else ""
    return Span(Position(number, 1), Position(number, len(line) + 1))


def delimiter_of(text: str) -> str:
    """What parts the fields of a CSV text."""
    head = text.split("\n", 1)[0]
    return ";" if ";" in head and "," not in head else ","
