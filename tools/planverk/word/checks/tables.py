"""Checks of tables: a header row that is marked, no merged, split or nested cells."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.word.fault import Fault
from planverk.word.names import Element, is_on, number_at, w
from planverk.word.reading import Reading, has_content

_MOST_COLUMNS = 63
"""What Word takes."""


def check(reading: Reading) -> Iterator[Fault]:
    """Every table of every part; a table of one row or one column arranges text, and has no header to mark."""
    for _, name, root in reading.parts:
        for table in root.iter(w("tbl")):
            yield from _check(reading, name, table)


def _check(reading: Reading, name: str, table: Element) -> Iterator[Fault]:
    rows = list(_inside(table, w("tr"), w("tbl")))
    columns = [sum(_span(cell) for cell in _cells(row)) for row in rows]
    place = reading.place(name, table)
    if next(table.iterancestors(w("tbl")), None) is not None:
        yield Fault("table-nested", place)
    merged = [cell for row in rows for cell in _cells(row) if _span(cell) > 1 or cell.find(f"{w('tcPr')}/{w('vMerge')}") is not None]
    if merged:
        yield Fault("table-merged", reading.place(name, merged[0]), {"count": str(len(merged))})
    elif len(set(columns)) > 1:
        yield Fault("table-uneven", place, {"columns": ", ".join(map(str, sorted(set(columns))))})
    if len(rows) > 1 and max(columns, default=0) > 1:
        yield from _header(reading, name, rows)


def _header(reading: Reading, name: str, rows: list[Element]) -> Iterator[Fault]:
    place = reading.place(name, rows[0])
    if not is_header(rows[0]):
        yield Fault("table-header-missing", place)
        return
    empty = [cell for cell in _cells(rows[0])[1:] if not any(has_content(paragraph) for paragraph in cell.iter(w("p")))]
    if empty:
        yield Fault("table-header-empty", place, {"count": str(len(empty))})


def is_header(row: Element) -> bool:
    """Whether a row is marked as header, to be repeated and read out."""
    return is_on(row.find(f"{w('trPr')}/{w('tblHeader')}"))


def _cells(row: Element) -> list[Element]:
    return list(_inside(row, w("tc"), w("tr")))


def _inside(element: Element, tag: str, other: str) -> Iterator[Element]:
    """The elements of a tag that stand in none of another tag but this one. What is inside that is not looked through: of a table in each cell of a
    table, and so on, each row would be met once for each table around it."""
    waiting = [iter(element)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        elif child.tag != other:
            if child.tag == tag:
                yield child
            waiting.append(iter(child))


def _span(cell: Element) -> int:
    return number_at(cell, "tcPr", "gridSpan", least=1, most=_MOST_COLUMNS) or 1
