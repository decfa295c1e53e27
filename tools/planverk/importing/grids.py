"""Tables as grids: every cell at each of the places that it takes up."""

from __future__ import annotations

from planverk.importing.foreign import Cell, Table, Text, texts_of

MOST_CELLS = 100_000
"""Cells of a table with its spans filled in; more are nobody's plan."""


def grid(table: Table) -> list[list[Cell]]:
    """The rows with every cell at each of the places that it takes up; none where they were more than MOST_CELLS."""
    rows, held, total = list[list[Cell]](), dict[int, tuple[Cell, int]](), 0
    for row in table.rows:
        cells, given = list[Cell](), iter(row)
        while True:
            at = len(cells)
            cell, left = held.pop(at, (None, 0))
            if cell is None:
                cell = next(given, None)
                left = min(cell.rows, len(table.rows)) if cell else 0
            if cell is None:
                break
            for place in range(at, at + min(max(cell.columns, 1), MOST_CELLS)):
                cells.append(cell)
                if left > 1:
                    held[place] = (cell, left - 1)
                    if place > at:
                        break
            total += cell.columns
            if total > MOST_CELLS:
                return []
        rows.append(cells)
    return rows


def first_texts(table: Table) -> list[list[Text | None]]:
    """The rows with the first text of every cell, None for a cell that has none."""
    return [[next(texts_of(cell.blocks), None) for cell in row] for row in grid(table)]
