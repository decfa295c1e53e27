"""What has no room in its column breaks where it must: nothing lies in the margin, beyond the page, or over the cell beside it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from planverk.document.blocks import Block, BulletList, Column, Foreign, Paragraph, Quote, Row, Table, Text
from planverk.document.document import Document, Section
from planverk.formats.pdf import render as render_pdf
from tests.layout import MILLIMETRE, Laid, laid
from tests.sample import sample_document
from tests.takeback import squeeze

RUNS = {
    "broad letters": "W" * 19,
    "more than a line": "W" * 45,
    "less than an address": "w" * 29,
    "small letters": "x" * 44,
    "whole pieces": "https://dome.example/" + "W" * 17 + "/a-b",
    "digits": "1234567890" * 3,
    "signs": "§" * 25,
    "marks on letters": "x̌" * 40,
    "right to left": "العربية" * 6,
    "pictures": "😀" * 20,
}
ORDINARY = "Folkehelsekoordinatorene"
SIDE = 20 * MILLIMETRE


def table(run: str, columns: int, align: str = "left") -> Table:
    """A table whose header and last two cells hold a run, beside cells with other words."""
    cells = ["tekst", ORDINARY, *["tekst"] * (columns - 4), run, run]
    made = tuple(Column((Text(cell),), 1 / columns, align) for cell in cells)  # type: ignore[arg-type]
    return Table(made, (Row(tuple((Paragraph((Text(cell),)),) for cell in cells)),), "prose")


def beside_each_other(run: str, align: str) -> Table:
    """Two columns with a run in all cells but one, which has little to say."""
    columns = (Column((Text("helse- og 5,5 %"),), 0.5, align), Column((Text(run),), 0.5))  # type: ignore[arg-type]
    return Table(columns, (Row(tuple((Paragraph((Text(run),)),) for _ in columns)),), "prose")


@cache
def document() -> Document:
    blocks: list[Block] = [table(run, columns) for run in RUNS.values() for columns in (5, 7, 12)]
    blocks += [table("W" * 30, 7, "right"), table("W" * 30, 7, "center")]
    deep: Block = Paragraph((Text("W" * 50), Text(" "), Foreign("ar", (Text("العربية" * 8),))))
    for _ in range(8):
        deep = BulletList(((deep,),))
    blocks += [deep, Quote((deep,))]
    # letters that also stood with a mark are drawn one by one
    blocks += [beside_each_other(run, align) for align in ("left", "right", "center") for run in ("q̌" * 25, "q" * 33, "W" * 22)]
    return replace(sample_document(), sections=(Section("kapittel-a", 1, (Text("Prøve"),), tuple(blocks), page="a/"),))


@cache
def pages() -> Laid:
    return laid(render_pdf(document()))


def test_nothing_lies_in_the_margin() -> None:
    found = pages()
    assert [piece.text for piece in found.pieces if piece.left < SIDE or piece.right > found.sizes[piece.page - 1][0] - SIDE] == []


def test_nothing_lies_over_the_cell_beside_it() -> None:
    rows: dict[object, dict[object, list[tuple[float, float]]]] = {}
    for piece in pages().pieces:
        row, cell = piece.within("TR"), piece.within("TD", "TH")
        if row and cell:
            rows.setdefault((row, piece.page), {}).setdefault(cell, []).append((piece.left, piece.right))
    assert len(rows) >= 2 * 3 * len(RUNS)
    for cells in rows.values():
        parts = [(min(left for left, _ in places), max(right for _, right in places)) for places in cells.values()]
        assert all(before[1] <= after[0] + 1 for before, after in pairwise(parts)), cells


def test_a_word_that_hyphenation_breaks_keeps_its_hyphen() -> None:
    made = [piece.text for piece in pages().pieces if piece.within("TD") and piece.text.startswith("Folke")]
    assert made and not {text for text in made if len(text) < len("Folkehelse")}


@pytest.mark.parametrize("name", RUNS)
def test_each_run_is_there_whole(name: str) -> None:
    text = squeeze("".join(piece.text for piece in pages().pieces))
    assert name in ("marks on letters", "right to left") or squeeze(RUNS[name]) in text
