"""The laid-out pages, read back: nothing stands where a typesetter would not put it, and nothing depends on colour."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import groupby

import numpy as np
import pypdfium2  # type: ignore[import-untyped]
import pytest

from planverk.document.blocks import Column, Paragraph, Row, Table, Text
from planverk.document.document import Section
from planverk.formats.pdf import render as render_pdf
from tests import built
from tests.extremes import text
from tests.layout import MILLIMETRE, Laid, Piece, Tag, laid
from tests.sample import sample_document
from tests.takeback import squeeze

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6", "Caption", "THead")
HEAD, FOOT = 65.0, 60.0
"""Points at the top and foot of a page that belong to header and footer."""


@cache
def pages(name: str) -> Laid:
    return laid(built.pdf(name))


def body(found: Laid, page: int) -> list[Piece]:
    """What stands between header and footer, without the notes."""
    height = found.sizes[page - 1][1]
    return [piece for piece in found.on(page) if piece.bottom > FOOT and piece.top < height - HEAD + 2 and not piece.within("Note")]


def rows(found: Laid) -> dict[Tag, dict[Tag, list[Piece]]]:
    """The pieces of each row of each table."""
    tables: dict[Tag, dict[Tag, list[Piece]]] = {}
    for piece in found.pieces:
        table, row = piece.within("Table"), piece.within("TR")
        if table and row:
            tables.setdefault(table, {}).setdefault(row, []).append(piece)
    return tables


def _parts(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces by page."""
    return [list(group) for _, group in groupby(sorted(pieces, key=lambda piece: piece.page), key=lambda piece: piece.page)]


def _height(part: list[Piece]) -> float:
    return max(piece.top for piece in part) - min(piece.bottom for piece in part)


@pytest.mark.parametrize("name", built.DOCUMENTS)
def test_no_heading_is_the_last_thing_on_a_page(name: str) -> None:
    found = pages(name)
    for page in range(2, len(found.sizes) + 1):
        standing = [piece for piece in body(found, page) if piece.tags]
        if standing:
            last = min(standing, key=lambda piece: piece.bottom)
            after = found.pieces[found.pieces.index(last) + 1 :]
            follows = next((piece for piece in after if piece.tags and piece.within(*HEADINGS) != last.within(*HEADINGS)), None)
            empty = follows is not None and follows.within("H1")  # a chapter without text, which check warns of
            assert not last.within(*HEADINGS) or empty, f"page {page}: {last.text}"


@pytest.mark.parametrize("name", built.DOCUMENTS)
def test_a_table_over_several_pages_has_its_header_row_on_each(name: str) -> None:
    found = pages(name)
    broken = 0
    for table in rows(found).values():
        titles = squeeze("".join(piece.text for pieces in table.values() for piece in pieces if piece.within("THead")))
        pages_of_rows = sorted({piece.page for pieces in table.values() for piece in pieces if not piece.within("THead")})
        first = min(piece.page for pieces in table.values() for piece in pieces)
        for page in (page for page in pages_of_rows if page != first):
            broken += 1
            copies = squeeze("".join(piece.text for piece in body(found, page) if not piece.tags))
            assert titles in copies, f"page {page}"
    assert broken or name not in ("drammen", "long")


@pytest.mark.parametrize("name", built.DOCUMENTS)
def test_a_row_is_not_parted_unless_it_is_taller_than_half_a_page(name: str) -> None:
    found = pages(name)
    for table in rows(found).values():
        for pieces in table.values():
            on = _parts(pieces)
            assert len(on) == 1 or sum(map(_height, on)) > (found.sizes[0][1] - HEAD - FOOT) / 2, pieces[0].text


def test_a_row_is_parted_or_whole_by_its_height_whatever_its_text_is_made_of() -> None:
    """No row is kept whole that no page holds, and none parted that half a page does; the gate looks for text that was lost."""
    texts = [
        (run * letters)[:letters] for run in ("w", "W", "i", "0", "Selvmordsforebygging", "en-lang-adresse/", f"{text(1)} ") for letters in (300, 900)
    ]
    tables = tuple(_one_row(typed, columns) for typed in texts for columns in (1, 2, 4, 6))
    found = laid(render_pdf(replace(sample_document(), sections=(Section("kapittel-a", 1, (Text("Prøve"),), tables, page="a/"),))))
    parted = [_parts([piece for pieces in table.values() for piece in pieces if not piece.within("THead")]) for table in rows(found).values()]
    assert len(parted) == len(tables)
    assert all(len(on) == 1 or sum(map(_height, on)) > (found.sizes[0][1] - HEAD - FOOT) / 2 for on in parted)
    assert any(len(on) > 1 for on in parted) and min(piece.bottom for on in parted for part in on for piece in part) > FOOT


def _one_row(typed: str, columns: int) -> Table:
    cells = (*["1"] * (columns - 1), typed)
    return Table(tuple(Column((Text("Ord"),), 1 / columns) for _ in cells), (Row(tuple((Paragraph((Text(cell),)),) for cell in cells)),), "prose")


@pytest.mark.parametrize("name", built.DOCUMENTS)
def test_no_line_of_a_paragraph_stands_alone_on_a_page(name: str) -> None:
    """No widows and no orphans: a paragraph outside tables and notes that goes on on another page has two lines or more on each."""
    found = pages(name)
    paragraphs: dict[Tag, list[Piece]] = {}
    for piece in found.pieces:
        paragraph = piece.within("P", "LBody")
        if paragraph and not piece.within("Table", "Note", "TOC", "Lbl"):
            paragraphs.setdefault(paragraph, []).append(piece)
    for pieces in paragraphs.values():
        if len({piece.page for piece in pieces}) > 1:
            for page in {piece.page for piece in pieces}:
                baselines = {round(piece.bottom / 8) for piece in pieces if piece.page == page}
                assert len(baselines) > 1, f"page {page}: {[piece.text for piece in pieces if piece.page == page]}"


def test_the_first_goal_stands_below_a_short_text_that_would_have_a_page_alone() -> None:
    headings = [(piece.text.strip(), piece.page) for piece in pages("drammen").pieces if piece.within("H1")]
    (before,) = (page for text, page in headings if text == "Mål og tiltak")
    assert [page - before for text, page in headings if text == "Mål"] == [0, 2, 4, 6, 7]


def test_a_source_is_not_parted_from_its_remark() -> None:
    items: dict[Tag, list[Piece]] = {}
    for piece in pages("drammen").pieces:
        if item := piece.within("LI"):
            items.setdefault(item, []).append(piece)
    sources = [pieces for pieces in items.values() if re.match(r"Kilde \d+\s*$", pieces[0].text)]
    assert len(sources) == 10 and all(len({piece.page for piece in pieces}) == 1 and len(pieces) > 1 for pieces in sources)


@pytest.mark.parametrize("name", [name for name in built.DOCUMENTS if name != "wide"])
def test_no_page_is_nearly_empty(name: str) -> None:
    """Less than 15 % of a page is used only where a part that opens a page, or lies on its side, follows; or at the plan's end.

    In the wide plan, rows of words that no line holds are as tall as pages.
    """
    found = pages(name)
    opening = {page + 1 for page, size in enumerate(found.sizes) if size[0] > size[1]}
    opening |= {page + 2 for page, size in enumerate(found.sizes) if size[0] > size[1]}
    goals = [piece for piece in found.pieces if piece.within("H1")]
    for page in range(2, len(found.sizes)):
        height = found.sizes[page - 1][1]
        lowest = min((piece.bottom for piece in found.on(page) if piece.bottom > FOOT), default=height)
        used = (height - HEAD - lowest) / (height - HEAD - FOOT)
        opens = page + 1 in opening or any(piece.page == page + 1 and piece.top > height - HEAD - 90 for piece in goals)
        assert used >= 0.15 or opens, f"page {page}: {used:.0%}"


def test_no_page_of_the_drammen_plan_is_nearly_empty() -> None:
    found = pages("drammen")
    for page in range(2, len(found.sizes) + 1):
        lowest = min(piece.bottom for piece in found.on(page) if piece.bottom > FOOT)
        assert found.sizes[page - 1][1] - HEAD - lowest > 0.15 * (found.sizes[page - 1][1] - HEAD - FOOT), page


@pytest.mark.parametrize("name", built.DOCUMENTS)
def test_no_text_stands_outside_the_margins(name: str) -> None:
    found = pages(name)
    for piece in found.pieces:
        width, height = found.sizes[piece.page - 1]
        side = 24 * MILLIMETRE - 2
        assert side <= piece.left and piece.right <= width - side, f"page {piece.page}: {piece.text}"
        assert piece.bottom >= 10 * MILLIMETRE and piece.top <= height - 10 * MILLIMETRE, f"page {piece.page}: {piece.text}"


@pytest.mark.parametrize(("name", "lying"), [("drammen", False), ("nynorsk", False), ("example", False), ("long", False), ("wide", True)])
def test_pages_lie_on_their_side_only_where_a_table_needs_it(name: str, lying: bool) -> None:
    assert any(width > height for width, height in pages(name).sizes) == lying


def test_figures_stand_where_they_are_spoken_of() -> None:
    """Each figure and numbered table of the Drammen plan begins on the page where the text first names it, or on the next."""
    found = pages("drammen")
    named = {"Figur1": "figur1", "Tabell1": "tabell1", "Figur2": "søylediagrammet"}
    for caption, name in named.items():
        stands = [page for page in range(4, len(found.sizes) + 1) if f"{caption}" in _text(found, page, captions=True)]
        spoken = [page for page in range(4, len(found.sizes) + 1) if name in _text(found, page, captions=False).lower()]
        assert spoken and stands and stands[0] in (spoken[0], spoken[0] + 1), (caption, stands, spoken)


def _text(found: Laid, page: int, *, captions: bool) -> str:
    """The letters of a page in running text, or in bold lines above figures and tables."""
    bold = ("Caption", "Figure")
    pieces = (piece for piece in body(found, page) if captions or not piece.within(*bold))
    return squeeze("".join(piece.text for piece in pieces))


# --- grey ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sample", "drammen", "nynorsk", "bare"])
def test_printed_in_grey_all_can_be_read(name: str) -> None:
    """Every letter has a contrast of 4.5:1 or more to what is behind it, by lightness alone."""
    found = pages(name)
    with pypdfium2.PdfDocument(built.pdf(name)) as opened:
        for number, page in enumerate(opened, 1):
            grey = page.render(scale=1, grayscale=True).to_numpy().reshape(round(page.get_height()), -1)
            for piece in found.on(number):
                behind = _behind(grey, piece, found.sizes[number - 1][1])
                contrast = _contrast(_lightness(piece.colour), _lightness((behind, behind, behind)))
                assert contrast >= 4.5, f"page {number}: {piece.text} {contrast:.1f}"


def _behind(grey: np.ndarray, piece: Piece, height: float) -> int:
    """The grey that most of the place around a piece has, 0 to 255."""
    rows = slice(max(int(height - piece.top) - 2, 0), int(height - piece.bottom) + 3)
    columns = slice(max(int(piece.left) - 2, 0), int(piece.right) + 3)
    return int(np.bincount(grey[rows, columns].ravel(), minlength=256).argmax())


def _lightness(colour: tuple[int, int, int]) -> float:
    """WCAG's relative luminance."""
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def test_what_is_missing_and_where_the_plan_stands_is_told_by_words_and_lines() -> None:
    """A page in grey of the plan that holds next to nothing: the word of its status, and dashed frames around what is missing."""
    found = pages("bare")
    assert all(any("Utkast" in piece.text for piece in found.on(page)) for page in range(1, len(found.sizes) + 1))
    with pypdfium2.PdfDocument(built.pdf("bare")) as opened:
        content = b"".join(bytes(page.get_textpage().get_text_range(), "utf-8") for page in opened).decode()
    assert "mangler" in content
