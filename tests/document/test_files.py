"""What readers may take away says what the document says."""

from __future__ import annotations

import csv

import pytest

from planverk.document.blocks import Row, Table
from planverk.document.measure_columns import words_of
from planverk.document.walk import plain
from tests.kinds import FOLDERS, document


@pytest.mark.parametrize("name", ["klima-og-energi", "trafikksikkerhet"])
def test_the_file_of_measures_holds_the_rows_of_their_table(name: str) -> None:
    """But the sums, which a spreadsheet makes itself; numbers are written for it."""
    made = document(next(folder for folder in FOLDERS if folder.name == name))
    (table,) = (block for section in made.sections if section.role == "overview" for block in section.blocks if isinstance(block, Table))
    (file,) = (file for file in made.files if file.name == "tiltak.csv")
    header, *rows = csv.reader(file.data.decode("utf-8-sig").splitlines(), delimiter=";")
    assert header == [plain(column.whole) for column in table.columns]
    standing: tuple[Row, ...] = table.rows[:-1] if table.sums else table.rows
    assert [list(map(_bare, row)) for row in rows] == [[_bare(words_of(cell)) for cell in row.cells] for row in standing]


def _bare(text: str) -> str:
    """Without what differs in how a number, or nothing, is written."""
    return "" if text == "–" else "".join(text.split())
