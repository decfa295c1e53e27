"""What readers may take away says what the document says."""

from __future__ import annotations

import csv

import pytest

from planverk.document.blocks import Row, Table
from planverk.document.measure_columns import words_of
from planverk.document.walk import plain
from planverk.formats.html import render
from tests.kinds import FOLDERS, KINDS, document
from tests.support import PLANS


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


def test_the_site_offers_the_file_beside_its_table() -> None:
    link = '<a href="../data/tiltak.csv" download>Alle tiltak (CSV, '
    with_table, without = (render(document(root)) for root in (KINDS / "klima-og-energi", PLANS["nynorsk"]))
    page = with_table["tiltak/index.html"].decode()
    assert page.count(link) == 1 and page.index(link) < page.index("<table") and "data/tiltak.csv" in with_table
    assert "data/tiltak.csv" not in without["tiltak/index.html"].decode()
