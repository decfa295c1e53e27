"""What stands elsewhere in a list, and after which of the others: the fewest that can have moved."""

from __future__ import annotations

import pytest

from planverk.compare.listed import listed
from planverk.compare.naming import Naming
from tests.support import PLANS, plan_of

SAME = "rekkefølgen er en annen: "


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (["goals", "resources", "references"], ["resources", "goals", "references"], f"{SAME}kunnskapsressurser står nå først"),
        (["goals", "resources", "references"], ["goals", "references", "resources"], f"{SAME}kunnskapsressurser står nå etter planverk og kilder"),
        (
            ["chapter:innleiing", "chapter:status", "chapter:metode", "goals"],
            ["chapter:status", "chapter:metode", "goals", "chapter:innleiing"],
            f"{SAME}kapittelet «Innleiing» står nå etter mål og tiltak",
        ),
        (["goals", "resources"], ["goals", "chapter:metode", "resources"], "kommet til: kapittelet «Slik er tala henta inn»"),
        (
            ["goals", "resources", "references"],
            ["references", "chapter:metode", "goals"],
            "kommet til: kapittelet «Slik er tala henta inn»; tatt bort: kunnskapsressurser; " + f"{SAME}planverk og kilder står nå først",
        ),
        (["goals", "resources"], ["goals"], "tatt bort: kunnskapsressurser"),
    ],
)
def test_contents(before: list[str], after: list[str], said: str) -> None:
    naming = Naming(plan_of(PLANS["example"]), "nb")
    assert listed("plan-file", "contents", before, after, naming, naming) == said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ([["År", "A"], ["1", "x"], ["2", "y"], ["3", "z"]], [["År", "A"], ["3", "z"], ["1", "x"], ["2", "y"]], f"{SAME}raden 3 står nå først"),
        ([["År", "A", "B", "C"], ["1", "x", "y", "z"]], [["År", "B", "C", "A"], ["1", "y", "z", "x"]], f"{SAME}kolonnen A står nå etter kolonnen C"),
        ([["År", "A"], ["1", "x"], ["2", "y"]], [["År", "A"], ["2", "y"], ["1", "x"]], f"{SAME}raden 1 står nå etter raden 2"),
    ],
)
def test_rows_and_columns(before: list[list[str]], after: list[list[str]], said: str) -> None:
    naming = Naming(plan_of(PLANS["example"]), "nb")
    assert listed("data", "table", before, after, naming, naming) == said


def test_helplines_are_called_by_their_names() -> None:
    naming = Naming(plan_of(PLANS["example"]), "nb")
    lines = [{"name": name, "number": "1", "hours": "x"} for name in ("Alarm", "Kyrkja", "Legevakt")]
    assert listed("help", "lines", lines, [lines[1], lines[0], lines[2]], naming, naming) == f"{SAME}Kyrkja står nå først"
