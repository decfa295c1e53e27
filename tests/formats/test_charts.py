"""Charts: the same bytes each time, text as outlines, nothing fetched, what is kept is used and what is damaged is not; and the cache itself."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as etree
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from planverk.document.blocks import Chart, Series
from planverk.document.records import Look
from planverk.formats.charts import chart_svg, svg_png
from planverk.formats.drawing import number
from planverk.formats.fonts import face
from planverk.typefaces import default_fonts
from tests.shared import cached

YEARS = tuple(str(year) for year in range(1983, 2023))
BARS = Chart("bar", "År", ("2020", "2021", "2022"), (Series("Døme", (None, 21.5, 1234.0)), Series("Landet", (20.0, 21.0, 22.0))), "antall")


def many(kind: str, points: int, series: int) -> Chart:
    values = tuple(tuple(None if place % 7 == 5 else float(place % 9 + 3 * index) for place in range(points)) for index in range(series))
    rows = tuple(Series(f"Rekke {index}", row) for index, row in enumerate(values))
    return Chart("line" if kind == "line" else "bar", "År", YEARS[:points], rows, "prosent")


def kinds(svg: bytes) -> list[str]:
    return [element.tag.rpartition("}")[2] for element in etree.fromstring(svg).iter()]


@pytest.mark.parametrize("series", [1, 4])
@pytest.mark.parametrize("points", [1, 3, 40])
@pytest.mark.parametrize("kind", ["line", "bar"])
def test_a_chart_is_a_drawing_of_160_by_75_mm_without_text_or_address(kind: str, points: int, series: int) -> None:
    svg = chart_svg(many(kind, points, series), Look(), "nb-NO", None)
    root = etree.fromstring(svg)
    assert root.get("width") == "453.543307pt"
    assert root.get("height") == "212.598425pt"
    assert not {"text", "script", "image", "date"} & set(kinds(svg))
    assert all(value.startswith("#") for element in root.iter() for name, value in element.attrib.items() if name.endswith("href"))


def test_series_differ_by_more_than_colour() -> None:
    lines = chart_svg(many("line", 10, 4), Look(), "nb-NO", None).decode()
    assert lines.count("stroke-dasharray") >= 3
    assert kinds(chart_svg(many("bar", 3, 4), Look(), "nb-NO", None)).count("pattern") == 3


def test_a_chart_is_the_same_in_another_process_place_language_and_home(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("axes.grid: True\nfont.size: 30\nlines.linewidth: 9\n", encoding="utf-8")
    code = (
        "import sys; from hashlib import sha256; from tests.formats.test_charts import BARS, many; from planverk.document.records import Look;"
        "from planverk.formats.charts import chart_svg;"
        "print(*(sha256(chart_svg(chart, Look(), 'nb-NO', None)).hexdigest() for chart in (BARS, many('line', 12, 2))))"
    )
    environment = os.environ | {"TZ": "Asia/Tokyo", "LANG": "de_DE.UTF-8", "HOME": str(tmp_path), "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "²"}
    environment["PYTHONPATH"] = os.pathsep.join(str(Path(part).resolve()) for part in sys.path if part)
    printed = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True, capture_output=True, text=True).stdout
    assert printed.split() == [sha256(chart_svg(chart, Look(), "nb-NO", None)).hexdigest() for chart in (BARS, many("line", 12, 2))]


def test_look_and_language_change_the_drawing() -> None:
    plain = chart_svg(BARS, Look(), "nb-NO", None)
    assert plain != chart_svg(BARS, replace(Look(), primary="#770000"), "nb-NO", None)
    assert plain != chart_svg(BARS, replace(Look(), font_files=(default_fonts()[3].read_bytes(),)), "nb-NO", None)
    assert plain != chart_svg(BARS, Look(), "en-GB", None)


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        (23.5, "nb-NO", "23,5"),
        (1020.0, "nb-NO", "1020"),
        (10200.0, "nb-NO", "10\u00a0200"),
        (0.1 + 0.2, "nb-NO", "0,3"),
        (0.025, "nb-NO", "0,025"),
        (0.0004, "en-GB", "0.0004"),
        (1e15, "nb-NO", "1\u00a0000\u00a0000\u00a0000\u00a0000\u00a0000"),
        (1234567.0, "nn-NO", "1\u00a0234\u00a0567"),
        (-4.0, "nb-NO", "\u22124"),
        (0.0, "nb-NO", "0"),
        (11.30, "en-GB", "11.3"),
        (10200.25, "en-GB", "10,200.25"),
    ],
)
def test_numbers_are_written_as_the_language_does(value: float, language: str, written: str) -> None:
    assert number(value, language) == written


def test_names_are_never_markup() -> None:
    hostile = Chart("line", "$\\frac{1}{", ("<b>", "a & b"), (Series("$x^2$ </svg>", (1.0, 2.0)),), "]]> %")
    assert etree.fromstring(chart_svg(hostile, Look(), "nb-NO", None)).tag.endswith("svg")


def test_what_can_not_be_drawn_is_refused() -> None:
    with pytest.raises(ValueError, match="no number"):
        chart_svg(Chart("bar", "", ("a",), (Series("b", (None,)),), ""), Look(), "nb-NO", None)


def test_a_sign_that_no_type_has_is_shown_as_such() -> None:
    def drawn(sign: str) -> bytes:
        return chart_svg(Chart("bar", sign, (sign,), (Series(sign, (1.0,)), Series("b", (2.0,))), sign), Look(), "nb-NO", None)

    assert drawn("漢") == drawn("\N{REPLACEMENT CHARACTER}") != drawn("a")


def test_a_kept_chart_is_not_drawn_again(tmp_path: Path) -> None:
    drawn = chart_svg(BARS, Look(), "nb-NO", tmp_path)
    (stored,) = tmp_path.iterdir()
    touched = stored.stat().st_mtime_ns
    assert chart_svg(BARS, Look(), "nb-NO", tmp_path) == drawn
    assert stored.stat().st_mtime_ns == touched
    chart_svg(BARS, replace(Look(), ink="#000000"), "nb-NO", tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


def test_an_svg_becomes_a_png_of_200_dots_an_inch(tmp_path: Path) -> None:
    png = svg_png(chart_svg(BARS, Look(), "nb-NO", None), tmp_path)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == pytest.approx(160 / 25.4 * 200, abs=2)
    assert svg_png(chart_svg(BARS, Look(), "nb-NO", None), tmp_path) == png


def test_kept_makes_once_and_makes_anew_what_is_damaged(tmp_path: Path) -> None:
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return b"content"

    folder = tmp_path / "new" / "folder"
    assert [cached(folder, "key", make), cached(folder, "key", make)] == [b"content"] * 2
    assert len(made) == 1
    for damaged in (b"", b"short", (folder / "key").read_bytes()[:-1] + b"!"):
        (folder / "key").write_bytes(damaged)
        assert cached(folder, "key", make) == b"content"
    assert len(made) == 4
    (folder / "other").write_bytes((folder / "key").read_bytes())
    assert cached(folder, "other", lambda: b"another") == b"another"
    assert sorted(path.name for path in folder.iterdir()) == ["key", "other"]


def test_the_oldest_of_very_many_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planverk.formats.build_cache.MOST_KEPT", 2)
    for at, key in enumerate(("first", "second", "third")):
        cached(tmp_path, key, lambda: b"content")
        os.utime(tmp_path / key, (at, at))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["second", "third"]


def test_kept_does_without_a_folder_that_can_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert cached(tmp_path / "file", "key", lambda: b"made") == b"made"
    assert cached(None, "key", lambda: b"made") == b"made"


def test_the_default_type_has_its_four_faces() -> None:
    assert [(each.weight, each.italic) for each in map(face, default_fonts())] == [(400, False), (400, True), (600, False), (700, False)]


def test_a_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    for name, data in (("web", b"wOF2" + bytes(60)), ("short", b"\0\1\0\0\0\5")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(ValueError, match="font file"):
            face(tmp_path / name)
