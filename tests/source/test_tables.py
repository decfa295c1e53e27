"""CSV to columns, and TOML to settings, with places."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from planverk.diagnostics import Position
from planverk.source.table import MOST_ROWS, read_table
from planverk.source.toml import read_toml
from tests.places import bounded_effort, cut, is_within, remedies, told
from tests.properties import given

# --- CSV ---


def table(text: str) -> list[tuple[str, int, int]]:
    return told(read_table("f", text)[1])


@pytest.mark.parametrize("text", ["År,A\n2020,1\n", "År;A\n2020;1\n", '"År","A"\n"2020","1"\n\n', " År , A \n2020, 1"])
def test_a_table_is_read_by_columns(text: str) -> None:
    data, findings = read_table("f", text)
    assert findings == [] and data is not None
    assert data.header == ("År", "A") and data.column("A") == ("1",)
    with pytest.raises(KeyError):
        data.column("B")


def test_every_uneven_row_is_reported() -> None:
    assert table("a,b\n1,2,3\n1,2\n1\n") == [("uneven-row", 2, 1), ("uneven-row", 4, 1)]
    assert remedies(read_table("f", "a,b\n1,2,3\n1\n")[1]) == ["decimal-comma", "too-few-cells"]


def test_an_unclosed_quote_is_reported_where_its_row_begins() -> None:
    assert table('a,b\n1,2\n3,"4\n5,6\n') == [("csv-syntax", 3, 1)]
    assert table('a,b\n1,"2"x\n') == [("csv-syntax", 2, 1)]


def test_a_row_over_several_lines_counts_from_its_first() -> None:
    assert table('a,b\n"1\n2",3\n4\n') == [("uneven-row", 4, 1)]


def test_a_table_has_a_most_of_rows() -> None:
    assert table("a\n" + "1\n" * MOST_ROWS) == []
    assert table("a\n" + "1\n" * (MOST_ROWS + 500)) == [("too-many-rows", MOST_ROWS + 2, 1)]


def test_an_empty_table_is_reported() -> None:
    assert table(" \n") == [("empty-file", 1, 1)]


@given(st.text(alphabet='ab,;"\n \t1', max_size=60))
def test_any_text_is_read_as_a_table_or_reported(text: str) -> None:
    data, findings = read_table("f", text)
    assert (data is None) == bool(findings)
    assert all(is_within(finding.location.span, text + "\n") for finding in findings)


@pytest.mark.parametrize("text", ['"' * 900_000, '"' + "a\n" * 400_000, "," * 900_000, "a,b\n" + "1\n" * 400_000, "a\n" * 400_000])
def test_a_pathological_table_ends_quickly(text: str) -> None:
    with bounded_effort():
        assert len(read_table("f", text)[1]) <= 20


# --- TOML ---


def test_toml_is_read_with_places() -> None:
    text = 'packs = ["a"]\n\n[severity]\nx = "info"  # hvorfor\n\n[[waiver]]\nrule = "r"\n\n[[waiver]]\nrule = "s"\n'
    located = read_toml("f", text)
    assert located.data == {"packs": ["a"], "severity": {"x": "info"}, "waiver": [{"rule": "r"}, {"rule": "s"}]}
    assert cut(text, located.places.keys[("severity", "x")]) == "x"
    assert located.places.keys[("waiver", 1)].start == Position(9, 1)
    assert located.places.values[("waiver", 1, "rule")].start == Position(10, 8)


@pytest.mark.parametrize(
    ("text", "place", "remedy"),
    [
        ("a = info\n", (1, 5), "toml-value"),
        ("[[waiver]]\nreason = Kostnaden avklares\n", (2, 10), "toml-value"),
        ("a = «x»\n", (1, 5), "toml-value"),
        ('a = "x\nb = 1\n', (1, 5), "toml-value"),
        ('reason: "x"\n', (1, 7), "toml-equals"),
        ("a = 2026-02-30\n", (1, 5), "toml-date"),
        ('a = "\\q"\n', (1, 8), "toml-escape"),
        ("[a]\n[a]\n", (2, 3), "toml-repeated"),
        ("[a\n", (1, 3), "toml-table"),
        ("a = " + "9" * 5000 + "\n", (1, 5005), "toml-other"),
    ],
)
def test_a_slip_in_toml_has_its_place_and_remedy(text: str, place: tuple[int, int], remedy: str) -> None:
    located = read_toml("f", text)
    assert located.broken and told(located.findings) == [("toml-syntax", *place)] and remedies(located.findings) == [remedy]


@pytest.mark.parametrize(
    "text",
    ["[" * 400_000, "a = " + "[" * 400_000, "a = " + "{a=" * 200_000, "a." * 400_000 + "a = 1", "[" + "a." * 400_000 + "a]", "a" * 900_000,
     "a = '" + "x" * 900_000, "a = 1\n" * 100_000, "".join(f"a{n} = 1\n" for n in range(60_000)), "[[a]]\n" * 100_000, "x = {" + "a." * 300_000],
    ids=lambda text: text[:10],
)  # fmt: skip
def test_pathological_toml_ends_quickly(text: str) -> None:
    with bounded_effort():
        located = read_toml("f", text)
        assert len(located.findings) <= 1


@given(st.text(alphabet="ab=[]{}\"'.,#\n 1-:\\", max_size=60))
def test_any_text_is_read_as_toml_or_reported(text: str) -> None:
    located = read_toml("f", text)
    assert located.broken == bool(located.findings)
    assert all(is_within(finding.location.span, text + "\n") for finding in located.findings)
