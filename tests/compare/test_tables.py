"""What is told of a file of numbers: a column that got another name hides no cell, and one that is gone takes its numbers along."""

from __future__ import annotations

import pytest
from hypothesis import assume
from hypothesis import strategies as st

from planverk.compare.listed import listed
from planverk.compare.naming import Naming
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from tests.examples import base_files
from tests.properties import given

PLAN = read_plan(Tree(dict(base_files())))[0]
BEFORE = [["År", "Drammen", "Norge"], ["2021", "7", "600"], ["2022", "8", "610"], ["2023", "9", "620"]]


def told(before: list[list[str]], after: list[list[str]]) -> list[str]:
    return listed("data", "table", before, after, Naming(PLAN, "nb"), Naming(PLAN, "nb")).split("; ")


def with_cell(table: list[list[str]], row: int, column: int, cell: str) -> list[list[str]]:
    return [[cell if (i, k) == (row, column) else each for k, each in enumerate(cells)] for i, cells in enumerate(table)]


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (with_cell(BEFORE, 0, 2, "Hele landet"), ["kolonnen «Norge» heter nå «Hele landet»"]),
        (
            with_cell(with_cell(BEFORE, 0, 2, "Hele landet"), 2, 2, "160"),
            ["kolonnen «Norge» heter nå «Hele landet»", "2022, Hele landet: 610 → 160"],
        ),
        ([row[:2] for row in BEFORE], ["tatt bort: kolonnen Norge (2021 600, 2022 610, 2023 620)"]),
        (
            [["År", "Drammen", "Sverige"], ["2021", "7", "1"], ["2022", "8", "2"], ["2023", "9", "3"]],
            ["kommet til: kolonnen Sverige (2021 1, 2022 2, 2023 3)", "tatt bort: kolonnen Norge (2021 600, 2022 610, 2023 620)"],
        ),
    ],
)
def test_a_column_that_is_renamed_removed_or_another(after: list[list[str]], said: list[str]) -> None:
    assert told(BEFORE, after) == said


@given(st.integers(1, 3), st.integers(1, 2), st.integers(0, 999).map(str), st.booleans())
def test_a_cell_that_changed_is_told_whatever_its_column_is_called(row: int, column: int, cell: str, renamed: bool) -> None:
    assume(cell != BEFORE[row][column])
    name = "Ny" if renamed else BEFORE[0][column]
    after = with_cell(with_cell(BEFORE, row, column, cell), 0, column, name)
    assert told(BEFORE, after)[-1] == f"{BEFORE[row][0]}, {name}: {BEFORE[row][column]} → {cell}"
