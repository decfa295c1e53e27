"""Reads the CSV files behind figures: a header row, then rows of the same length."""

from __future__ import annotations

import csv
import io
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
    reader = csv.reader(io.StringIO(text), delimiter=delimiter_of(text), strict=True)
    rows: list[tuple[str, ...]] = []
    findings: list[Finding] = []
    begins = 1
    try:
        for row in reader:
            if row and rows and len(row) != len(rows[0]):
                facts = {"found": str(len(row)), "header": str(len(rows[0]))}
                hints = (Hint("decimal-comma", {}),) if len(row) > len(rows[0]) else ()
                findings.append(Finding("uneven-row", Location(path, _line(begins)), facts, hints))
            elif len(rows) > MOST_ROWS:
                findings.append(Finding("too-many-rows", Location(path, _line(begins)), {"limit": str(MOST_ROWS)}))
                break
            elif row:
                rows.append(tuple(cell.strip() for cell in row))
            begins = reader.line_num + 1
            if len(findings) >= MOST_FINDINGS:
                break
    except csv.Error:
        findings.append(Finding("csv-syntax", Location(path, _line(begins)), {}, (Hint("csv-quotes", {}),)))
    return (None if findings else Data(rows[0], tuple(rows[1:]))), findings


def delimiter_of(text: str) -> str:
    """What parts the fields of a CSV text."""
    head = text.split("\n", 1)[0]
    return ";" if ";" in head and "," not in head else ","


def _line(number: int) -> Span:
    return Span(Position(max(number, 1), 1), Position(max(number, 1), 1))
