"""Tells where each cell of a CSV text stands, which the csv module does not."""

from __future__ import annotations

import re

from planverk.diagnostics import Span
from planverk.source.table import delimiter_of
from planverk.source.text import Lines


def cell_spans(text: str) -> tuple[tuple[Span, ...], ...]:
    """The place of every cell, by row and column, with the header as row 0; blank lines are no rows. The text is one that `read_table` accepts."""
    delimiter = re.escape(delimiter_of(text))
    cell = re.compile(rf'(?P<cell>"(?:[^"]|"")*"|[^{delimiter}\n]*)(?P<after>{delimiter}|\n|\Z)')
    lines, rows, row = Lines(text), list[tuple[Span, ...]](), list[Span]()
    at = 0
    while at < len(text) and (found := cell.match(text, at)):
        row.append(lines.span(*_inside(text, *found.span("cell"))))
        at = found.end()
        if found["after"] in ("\n", ""):
            if len(row) > 1 or found["cell"]:
                rows.append(tuple(row))
            row = []
    return tuple(rows)


def _inside(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of what a cell holds: without spaces around it and without its quotes."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start + 1, end - 1) if text[start:end].startswith('"') else (start, end)
