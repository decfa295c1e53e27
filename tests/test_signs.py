"""What the type has no shape for is a finding at its place, wherever it stands; what either face of it has is printed in text and charts alike."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from struct import pack
from unicodedata import category

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from planverk.document.blocks import Chart, Series
from planverk.document.records import Look
from planverk.formats.charts import chart_svg
from planverk.reading.plan import read_plan
from planverk.reading.tree import read_folder
from planverk.rules.engine import check_plan
from planverk.rules.prose.markup import ORDINARY
from planverk.typefaces import default_fonts, fallback_fonts, lacking
from tests.support import TODAY, copied, edit

FACES = (*default_fonts(), *fallback_fonts())
ASKED = [chr(code) for code in (*range(0x20, 0x3000), *range(0xF900, 0xFFFE), *range(0x1F300, 0x1F700))]


def found_in(folder: Path) -> list[tuple[str, int, int, str]]:
    plan, findings = read_plan(read_folder(folder))
    told = check_plan(plan, findings, TODAY, "nb")
    places = [(each.location.path, *each.location.span.start, each.message) for each in told if each.rule == "sign-without-shape"]
    return [(path, line, column, message.partition("»")[0][-1]) for path, line, column, message in places]


@pytest.mark.parametrize("path", FACES, ids=lambda path: path.name)
def test_the_signs_of_a_font_are_those_that_font_tools_tell(path: Path) -> None:
    font = TTFont(path)
    has = set[int]().union(*(table.cmap.keys() for table in font["cmap"].tables if table.isUnicode()))
    wanted = {sign for sign in ASKED if ord(sign) not in has and category(sign) not in ("Cc", "Cf", "Zl", "Zp")}
    assert {*lacking(path.read_bytes(), ASKED)} == {sign for sign in wanted if not "\ufe00" <= sign <= "\ufe0f" and sign != "\u034f"}


def test_ordinary_signs_are_in_every_face_that_stands_in() -> None:
    first, last, low, high = "\0", "\u017f", "\u2010", "\u2026"
    assert f"\\0-{last}{low}-{high}" == ORDINARY
    signs = [chr(code) for code in (*range(ord(first), ord(last) + 1), *range(ord(low), ord(high) + 1))]
    assert [path.name for path in fallback_fonts() if lacking(path.read_bytes(), signs)] == []


@pytest.mark.parametrize("data", [b"", b"\0\1\0\0", b"\0\1\0\0\0\1" + b"\0" * 6 + b"cmap" + b"\0" * 4 + pack(">LL", 28, 9) + b"\0\0\xff\xff" * 3])
def test_a_damaged_font_lacks_everything(data: bytes) -> None:
    assert lacking(data, "aå\u200b") <= {"a", "å"}
    font = default_fonts()[0].read_bytes()
    for cut in range(0, len(font), 9973):
        lacking(font[:cut], ASKED[:50])


@pytest.mark.parametrize(
    ("path", "old", "new", "found"),
    [
        ("plan/chapters/innleiing.md", "Planen gjeld", "Planen 漢 gjeld", [("plan/chapters/innleiing.md", 5, 8, "漢")]),
        ("plan/chapters/innleiing.md", "Planen gjeld", "Planen &#x6f22; gjeld", [("plan/chapters/innleiing.md", 5, 8, "漢")]),
        ("plan/chapters/innleiing.md", "title: Innleiing", "title: Innleiing 🫠", [("plan/chapters/innleiing.md", 2, 18, "🫠")]),
        ("plan/chapters/innleiing.md", "title: Innleiing", 'title: "Innleiing \\u6f22"', [("plan/chapters/innleiing.md", 2, 8, "漢")]),
        ("planverk.toml", "[theme]", '[theme]\ncover_line = "Velkommen 漢"', [("planverk.toml", 13, 25, "漢")]),
        ("plan/data/einsame.csv", "2022,23", "2022 汉,23", [("plan/data/einsame.csv", 3, 1, "汉")]),
        ("plan/chapters/innleiing.md", "Planen gjeld", "Planen ● ‑ → ☎️ 😀 ǩǯ שלום العربية ﷺ x̌ gjeld", [("plan/chapters/innleiing.md", 5, 35, "ﷺ")]),
    ],
)
def test_it_is_found_at_its_place(path: str, old: str, new: str, found: list[tuple[str, int, int, str]], tmp_path: Path) -> None:
    folder = copied("example", tmp_path)
    edit(folder, path, old, new)
    assert found_in(folder) == found


@pytest.mark.parametrize("words", ["U+2011: ‑", "●", "😀 ☎", "ǩ ǯ", "שלום 12", "العربية", "→ ≤ −"])
def test_a_chart_prints_it(words: str) -> None:
    chart = Chart("bar", words, (words, "b"), (Series(words, (1.0, 2.0)), Series("Landet", (2.0, 3.0))), words)
    assert b"<svg" in chart_svg(chart, Look(), "nb-NO", None)


def test_a_theme_with_one_sign_prints_what_stands_in_for_the_rest() -> None:
    font = TTFont(default_fonts()[0])
    for table in font["cmap"].tables:
        table.cmap = {code: name for code, name in table.cmap.items() if code == ord("a")}
    made = BytesIO()
    font.save(made)
    assert lacking(made.getvalue(), "abå") == {"b", "å"}
