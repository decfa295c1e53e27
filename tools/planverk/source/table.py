"""Reads the CSV files behind figures: a header row, then rows of the same length; and the place of each cell, which the csv module does not give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple
from unicodedata import normalize

from planverk.diagnostics import Finding, Hint, Location, Span
from planverk.source.text import MOST_FINDINGS, Lines, empty_file

MOST_ROWS = 2_000

_MARKS = (";", "\t", ",")
"""What may part cells; where several would do, the first: a comma is a decimal mark here, and Excel takes a semicolon for that reason."""

_SAMPLE = 20
"""Rows that are looked at to find out what parts the cells."""

_TOLD = re.compile(r'"?sep=([;,\t])"?[;,\t]*(?:\n|\Z)', re.IGNORECASE)
"""The line that declares to Excel what parts the cells. It is no row."""


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


class _Cell(NamedTuple):
    """What a cell holds, and where in the text it is located without quotes and the spaces around."""

    text: str
    start: int
    end: int


class _Row(NamedTuple):
    """A row with its cells, and where its first line begins; `closed` is false where a quote is missing or misplaced."""

    cells: tuple[_Cell, ...]
    start: int
    closed: bool = True

    def up_to(self, columns: int) -> tuple[_Cell, ...]:
        """The cells without the empty ones that Excel leaves behind the last column."""
        return self.cells if any(cell.text for cell in self.cells[columns:]) else self.cells[:columns]


def read_table(path: str, text: str) -> tuple[Data | None, list[Finding]]:
    """The data of a CSV text, its cells parted by semicolons, tabs or commas.

    Rows without a word, and columns at the end that have none, are left out, as Excel leaves them behind.
    """
    lines, mark = Lines(text), _mark_of(text)
    rows: list[tuple[_Cell, ...]] = []
    findings: list[Finding] = []
    columns = 0
    for row in _rows(text, mark):
        columns = columns or _width(row)
        findings += _faults(path, lines, row, len(rows), columns, mark)
        if len(rows) > MOST_ROWS or len(findings) >= MOST_FINDINGS:
            break
        rows.append(row.up_to(columns))
    if findings or not rows or not text.strip(" \n" + "".join(_MARKS)):
        return None, findings or [empty_file(path)]
    header, *below = (tuple(normalize("NFC", cell.text) for cell in row) for row in rows)
    return Data(tuple(" ".join(title.split()) for title in header), tuple(below)), []


def cell_spans(text: str) -> tuple[tuple[Span, ...], ...]:
    """The place of every cell, by row and column, with the header as row 0. The text is one that `read_table` accepts."""
    lines = Lines(text)
    return tuple(tuple(lines.span(cell.start, cell.end) for cell in row.cells) for row in _rows(text, _mark_of(text)))


def _width(header: _Row) -> int:
    """How many columns there are: up to the last that has a title."""
    return max(number for number, cell in enumerate(header.cells, 1) if cell.text) if header.closed else len(header.cells)


def _faults(path: str, lines: Lines, row: _Row, before: int, columns: int, mark: str) -> Iterator[Finding]:
    """What is wrong with a row that has `before` rows before it."""
    end = lines.text.find("\n", row.start)
    place = Location(path, lines.span(row.start, end if end >= 0 else len(lines.text)))
    if not row.closed:
        yield Finding("csv-syntax", place, {}, (Hint("csv-quotes", {}),))
    elif before > MOST_ROWS:
        yield Finding("too-many-rows", place, {"limit": str(MOST_ROWS)}, (Hint("sum-up", {}),))
    elif (found := len(row.up_to(columns))) != columns:
        hint = Hint("too-few-cells" if found < columns else "decimal-comma" if mark == "," else "too-many-cells", {})
        yield Finding("uneven-row", place, {"found": str(found), "header": str(columns)}, (hint,))


# --- from text to rows ---


def _mark_of(text: str) -> str:
    """What parts the cells of a CSV text: what its first line tells, else the mark by which most of the first rows are as long as the header."""
    if told := _TOLD.match(text):
        return told[1]
    return max(_MARKS, key=lambda mark: _agreement(list(islice(_rows(text, mark), _SAMPLE))))


def _agreement(rows: list[_Row]) -> tuple[bool, int]:
    """How well rows go together: whether they have several cells, and how many of them have as many as the header."""
    columns = _width(rows[0]) if rows else 0
    return columns > 1, sum(row.closed and len(row.up_to(columns)) == columns for row in rows)


def _rows(text: str, mark: str) -> Iterator[_Row]:
    """The rows that hold anything. The one in which a quote is missing or misplaced is the last."""
    cell = re.compile(rf'(?:"(?P<quoted>(?:[^"]++|"")*+)"[^\S\n{mark}]*+|(?P<bare>(?!")[^{mark}\n]*+))(?P<after>{mark}|\n|\Z)')
    told = _TOLD.match(text)
    at = start = told.end() if told else 0
    cells: list[_Cell] = []
    while at < len(text) or cells:
        found = cell.match(text, at)
        if found is None:
            yield _Row(tuple(cells), start, closed=False)
            return
        cells.append(_cell(found))
        at = found.end()
        if found["after"] != mark:
            if any(each.text for each in cells):
                yield _Row(tuple(cells), start)
            cells, start = [], at


def _cell(found: re.Match[str]) -> _Cell:
    name = "bare" if found["quoted"] is None else "quoted"
    held, start = found[name], found.start(name)
    text = held.strip()
    start += len(held) - len(held.lstrip()) if text else 0
    return _Cell(text.replace('""', '"') if name == "quoted" else text, start, start + len(text))
