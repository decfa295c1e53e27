"""The matrix: a column a goal while the columns have room for their words, else a row for each goal that answers; nothing is lost either way."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.generate import write_plan
from planverk.document.blocks import Table
from planverk.document.document import Document
from planverk.document.walk import every_line, plain
from planverk.formats.pdf import render
from tests.layout import laid, meeting
from tests.support import document_of

LEGIBLE, TOO_MANY = 13, 14
"""Goals whose labels stand beside each other on a page on its side, «Mål 10» and the like; and how many do not."""
GAP = 4
"""Points between the words of two cells; between those of a sentence there are two."""


def with_goals(folder: Path, count: int) -> Path:
    """A plan of so many goals, each with its measure and its national goal."""
    write_plan(folder, count)
    national = folder / "plan/references/plans/nasjonal.yaml"
    text, mark, _ = national.read_text(encoding="utf-8").partition("goals:\n")
    goals = "".join(f"  - id: mal-{number}\n    number: {number}\n    title: Nasjonalt mål {number}\n" for number in range(1, count + 1))
    national.write_text(text + mark + goals, encoding="utf-8")
    for number in range(1, count + 1):
        front = f"number: {number}\ntitle: Mål nummer {number}\nrelated:\n  - nasjonal#mal-{number}\n"
        (folder / f"plan/goals/mal-{number}.md").write_text(f"---\n{front}---\n\nKort tekst.\n", encoding="utf-8")
        path = folder / f"plan/measures/tiltak-{number}.md"
        lines = path.read_text(encoding="utf-8").partition("\n\n")[0].splitlines()
        path.write_text(
            "\n".join(f"goal: mal-{number}" if line.startswith("goal: ") else line for line in lines) + "\n\nKort tekst.\n", encoding="utf-8"
        )
    return folder


def matrix_of(document: Document) -> Table:
    (section,) = (section for section in document.sections if section.role == "matrix")
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    return table


def texts_of(table: Table) -> list[list[str]]:
    return [[" ".join(plain(line) for line in every_line(cell)).replace("\u00a0", " ") for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("count", [1, 5, LEGIBLE])
def test_a_column_a_goal_where_there_is_room(tmp_path: Path, count: int) -> None:
    table = matrix_of(document_of(with_goals(tmp_path, count)))
    assert len(table.columns) == 1 + count
    rows = texts_of(table)
    assert [[at for at, cell in enumerate(row) if cell == str(number)] for number, row in enumerate(rows, 1)] == [[at] for at in range(1, count + 1)]


@pytest.mark.parametrize("count", [TOO_MANY, 18, 40, 100])
def test_a_row_a_goal_where_there_is_none(tmp_path: Path, count: int) -> None:
    table = matrix_of(document_of(with_goals(tmp_path, count)))
    assert [plain(column.title) for column in table.columns] == ["Nasjonalt mål", "Mål", "Tiltak"]
    assert texts_of(table) == [[f"{number} Nasjonalt mål {number}", f"Mål {number}", str(number)] for number in range(1, count + 1)]


def test_a_national_goal_that_nothing_answers_keeps_its_row(tmp_path: Path) -> None:
    path = with_goals(tmp_path, 20) / "plan/goals/mal-3.md"
    path.write_text(path.read_text(encoding="utf-8").replace("nasjonal#mal-3", "nasjonal#mal-4"), encoding="utf-8")
    rows = texts_of(matrix_of(document_of(tmp_path)))
    assert rows[2] == ["3 Nasjonalt mål 3", "–", "–"]
    assert rows[3:5] == [["4 Nasjonalt mål 4", "Mål 3", "3"], ["4 Nasjonalt mål 4", "Mål 4", "4"]]


def test_long_names_of_goals_leave_room_for_fewer(tmp_path: Path) -> None:
    (with_goals(tmp_path, 9) / "planverk.toml").write_text(
        '[words]\ngoal = [["satsingsområde", "satsingsområdet", "satsingsområder", "satsingsområdene"]]\n', encoding="utf-8"
    )
    assert len(matrix_of(document_of(tmp_path)).columns) == 3


@pytest.mark.parametrize("count", [5, LEGIBLE, 18])
def test_no_words_of_two_cells_meet_on_the_page(tmp_path: Path, count: int) -> None:
    found = laid(render(document_of(with_goals(tmp_path, count))))
    assert len([piece for piece in found.pieces if piece.within("TD")]) > 4 * count
    assert meeting(found, GAP) == []
