"""Excel's ways to save a CSV file, and the numbers in it: rule, table and chart read the same, and what the rule accepts is drawn."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import strategies as st

from planverk.document.blocks import Chart, Figure, Paragraph, Table, Text
from planverk.document.compose import compose
from planverk.document.records import Look
from planverk.document.typography import number
from planverk.document.walk import every_block
from planverk.formats.drawing import draw
from planverk.formats.fonts import face
from planverk.reading.plan import read_plan
from planverk.rules.engine import check_plan
from planverk.source.numbers import is_computed, is_number, read_number, readings
from planverk.source.table import cell_spans, read_table
from planverk.source.text import decode
from planverk.typefaces import default_fonts
from tests.examples import DAY, base_files, check_files, tree_of
from tests.properties import given
from tests.support import REVISION

CSV = "plan/data/ensomme.csv"
ROWS = (("2020", "21"), ("2022", "23,5"), ("2024", "1 024"))
EXCEL = {
    "CSV UTF-8": "\ufeffÅr;Kommunen\r\n2020;21\r\n2022;23,5\r\n2024;1 024\r\n",
    "CSV UTF-8, English": '\ufeffÅr,Kommunen\r\n2020,21\r\n2022,"23,5"\r\n2024,1 024\r\n',
    "without a mark": "År;Kommunen\r\n2020;21\r\n2022;23,5\r\n2024;1 024\r\n",
    "tabs": "År\tKommunen\r\n2020\t21\r\n2022\t23,5\r\n2024\t1 024\r\n",
    "sep=;": "sep=;\r\nÅr;Kommunen\r\n2020;21\r\n2022;23,5\r\n2024;1 024\r\n",
    "SEP=, in quotes": '"SEP=,"\nÅr,Kommunen\n2020,21\n2022,"23,5"\n2024,1 024\n',
    "sep= after a mark, with tabs": "\ufeffsep=\t\r\nÅr\tKommunen\r\n2020\t21\r\n2022\t23,5\r\n2024\t1 024\r\n",
    "sep=; saved once more": "\ufeffsep=;;\r\nÅr;Kommunen\r\n2020;21\r\n2022;23,5\r\n2024;1 024\r\n",
    "Macintosh": "År;Kommunen\r2020;21\r2022;23,5\r2024;1 024\r",
    "empty rows and columns": "År;Kommunen;;\r\n2020;21;;\r\n;;;\r\n2022;23,5;;\r\n2024;1 024;;\r\n;;;\r\n;;;\r\n",
    "rows longer than the header": "År;Kommunen\r\n2020;21;;\r\n2022;23,5;\r\n2024;1 024\r\n",
    "blank lines": "\r\n\r\nÅr;Kommunen\r\n\r\n2020;21\r\n2022;23,5\r\n2024;1 024",
    "all in quotes": '"År";"Kommunen"\n"2020";"21"\n"2022";"23,5"\n"2024";"1 024"\n',
    "a break in the title": '"År";"Kommunen\n"\n2020;21\n2022;23,5\n2024;1 024\n',
    "spaces around": " År ; Kommunen \n2020 ; 21\n2022; 23,5\n 2024;1 024 \n",
}


def read(data: bytes) -> tuple[object, list[str], list[str]]:
    """Header and rows, the rules that found something, and the hints."""
    text, findings = decode("a.csv", data)
    table, more = read_table("a.csv", text) if text else (None, [])
    found = [*findings, *more]
    rows = (table.header, *table.rows) if table else None
    return rows, [each.rule for each in found], [hint.key for each in found for hint in each.hints]


@pytest.mark.parametrize("way", EXCEL)
def test_each_way_in_which_excel_saves_is_read_alike(way: str) -> None:
    assert read(EXCEL[way].encode()) == ((("År", "Kommunen"), *ROWS), [], [])
    assert check_files({CSV: EXCEL[way].encode()}) == check_files({CSV: b"\xc3\x85r,Kommunen\n2020,21\n2022,23\n2024,24\n"})


@pytest.mark.parametrize(
    ("data", "rule", "remedy"),
    [
        ("År;Kommunen\n2020;21\n".encode("cp1252"), "not-utf8", "save-as-csv-utf8"),
        ("År;Kommunen\n2020;21\n".encode("mac-roman"), "not-utf8", "save-as-csv-utf8"),
        ("År\tKommunen\r\n2020\t21\r\n".encode("utf-16"), "not-utf8", "save-unicode-csv"),
        ("År\tKommunen\r\n2020\t21\r\n".encode("utf-16-be"), "not-utf8", "save-unicode-csv"),
        ("Year\tKommunen\r\n2020\t21\r\n".encode("utf-16-le"), "not-utf8", "save-unicode-csv"),
        (b"\xc3\x85r,Kommunen\n2020,2,5\n", "uneven-row", "decimal-comma"),
        (b"\xc3\x85r;Kommunen\n2020;21;merk\n", "uneven-row", "too-many-cells"),
        (b"\xc3\x85r;Kommunen\n2020\n", "uneven-row", "too-few-cells"),
        (b"\xc3\x85r,Kommunen\n2020;21\n", "uneven-row", "too-few-cells"),
        (b"\xc3\x85r\tKommunen\n2020\t21\tmerk\n", "uneven-row", "too-many-cells"),
        (b'\xc3\x85r;Kommunen\n2020;"21\n', "csv-syntax", "csv-quotes"),
        (b"\xef\xbb\xbf;;\r\n;;\r\n", "empty-file", "fill-file"),
    ],
)
def test_what_cannot_be_read_has_a_remedy_that_excel_can_carry_out(data: bytes, rule: str, remedy: str) -> None:
    assert read(data) == (None, [rule], [remedy])


def test_quotes_and_breaks_in_cells() -> None:
    text = 'År;"Antall; i alt"\n"2020\n(anslag)";"21"\n2022;"Kalt ""venn"""\n'
    data, findings = read_table("f", text)
    assert findings == [] and data is not None
    assert (data.header, data.rows) == (("År", "Antall; i alt"), (("2020\n(anslag)", "21"), ("2022", 'Kalt "venn"')))
    spans = cell_spans(text)
    assert [(span.start.line, span.start.column) for span in (spans[0][1], spans[1][0], spans[1][1], spans[2][1])] == [
        (1, 5),
        (2, 2),
        (3, 12),
        (4, 7),
    ]


@given(st.lists(st.lists(st.text(alphabet='ab1 ,;"\n', max_size=4), min_size=2, max_size=3), min_size=2, max_size=4), st.sampled_from(";\t,"))
def test_every_cell_has_its_place(rows: list[list[str]], mark: str) -> None:
    text = f"sep={mark}\n" + "\n".join(mark.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    data, _ = read_table("f", text)
    if data:
        starts = [0, *(found.end() for found in re.finditer("\n", text))]
        for cells, spans in zip((data.header, *data.rows), cell_spans(text), strict=True):
            for cell, span in zip(cells, spans, strict=False):
                first, last = (starts[place.line - 1] + place.column - 1 for place in (span.start, span.end))
                assert text[first:last].replace('""', '"').split() == cell.split()


# --- numbers ---

TYPED = [
    ("21", "21", "21"), ("23,5", "23.5", "23,5"),
    ("23.5", "23.5", "23,5"), ("1\u00a0024", "1024", "1\u00a0024"), ("1\u202f024", "1024", "1\u00a0024"),
    ("1\u2009024,50", "1024.50", "1\u00a0024,50"), ("12 345", "12345", "12\u00a0345"), ("12345", "12345", "12\u00a0345"), ("4000", "4000", "4000"),
    ("\u221212345", "-12345", "\u221212\u00a0345"), ("-0,25", "-0.25", "\u22120,25"), ("+5", "5", "+5"), ("0,333", "0.333", "0,333"),
    ("23,333", "23.333", "23,333"), ("23,3333333333333", "23.3333333333333", "23,3333333333333"), ("0.125", "0.125", "0,125"),
    ("1234567890123456", "1234567890123456", "1\u00a0234\u00a0567\u00a0890\u00a0123\u00a0456"), ("1 234,5", "1234.5", "1\u00a0234,5"),
    ("9" * 18, "9" * 18, "\u00a0".join(["999"] * 6)), ("007", "7", "007"),
]  # fmt: skip
"""A cell as typed, how much it is, and how a Norwegian plan prints it."""

NO_NUMBER = [
    "1 02", "1  024", "1.024,5", "1,024.5", "1.024.000", "1'024", "--5", "5-", "(5)", "5 %", "kr 5", "1,2E+10", "#DIV/0!", "1/2", "٣", "１", "²", "½",
    "1e5", "0x10", "inf", "nan", "5,", ",5", "1_000", "+", "9" * 19, "0," + "1" * 19, "2020-01-01", "\u20135", "1 024 000 00",
]  # fmt: skip


@pytest.mark.parametrize(("cell", "value", "printed"), TYPED)
def test_a_number_is_read_and_printed_as_it_was_typed(cell: str, value: str, printed: str) -> None:
    found = read_number(cell, "nb")
    assert found and found.value == Decimal(value) and number(cell, "nb") == number(cell, "nn") == printed


@pytest.mark.parametrize("cell", NO_NUMBER)
def test_what_is_no_number_is_a_finding_in_every_language(cell: str) -> None:
    assert not is_number(cell, "nb") and not is_number(cell, "en") and number(cell, "nb") == cell
    for language in ("nb", "nn", "en"):
        found = [each for each in check_files({CSV: f"År;Kommunen\n2020;21\n2022;{cell}\n".encode()}, language) if each.location.path == CSV]
        assert [each.rule for each in found if each.rule != "sign-without-shape"] == ["not-a-number"], found
        assert found[0].location.span.start.line == 3 and found[0].hints


@pytest.mark.parametrize("cell", ["1.024,5", "1,024.5", "1.024.000", "1'024", "1,024,000.25", "1.024.000,125", "1,024.125", "-1.024,5", "1'024.5"])
def test_what_the_remedy_says_is_a_number(cell: str) -> None:
    for language in ("nb", "nn", "en"):
        if read_number(cell, language) is None:
            found = check_files({CSV: f"År;Kommunen\n2020;21\n2022;{cell}\n".encode()}, language)
            better = next(each.hints[0] for each in found if each.rule == "not-a-number").split(" ", 1)[1]
            assert read_number(better, "en" if "." in better else "nb") and re.sub(r"\D", "", better) == re.sub(r"\D", "", cell)


@pytest.mark.parametrize(
    ("cell", "language", "expected"),
    [
        ("1.024", "nb", ("1 024", "1,024")),
        ("-12.500", "nn", ("-12 500", "-12,500")),
        ("1,024", "en", ("1 024", "1.024")),
        ("1,024", "nb", None),
        ("1.024", "en", None),
        ("0.125", "nb", None),
        ("1.0245", "nb", None),
        ("1024.125", "nb", None),
        ("01.024", "nb", None),
    ],
)
def test_what_may_be_two_numbers_is_told(cell: str, language: str, expected: tuple[str, str] | None) -> None:
    assert readings(cell, language) == expected
    assert (read_number(cell, language) is None) == (expected is not None)


_CELLS = st.from_regex(re.compile(r"[-+\u2212]?[0-9]{1,4}([ \u00a0\u202f\u2009.,]?[0-9]{1,4}){0,4}%?"), fullmatch=True) | st.sampled_from(
    [cell for cell, *_ in TYPED] + NO_NUMBER + ["", "–", "..", ":"]
)
_FACES = tuple(face(path) for path in default_fonts())


@given(st.lists(_CELLS, min_size=1, max_size=4), st.sampled_from(["line", "bar"]), st.sampled_from(["nb", "nn", "en"]))
def test_what_the_rule_accepts_is_drawn_and_printed(cells: list[str], kind: str, language: str) -> None:
    head = base_files()["plan/plan.yaml"].replace(b"language: nb", f"language: {language}".encode())
    figure = base_files()["plan/figures/ensomme.yaml"].replace(b"kind: bar", f"kind: {kind}".encode())
    table = "År;Kommunen\n" + "".join(f"{2020 + at};{cell}\n" for at, cell in enumerate(cells))
    files = {**base_files(), CSV: table.encode(), "plan/plan.yaml": head, "plan/figures/ensomme.yaml": figure}
    plan, findings = read_plan(tree_of(files))
    found = {each.rule for each in check_plan(plan, findings, DAY, "nb") if each.severity.value == "error"}
    accepted = all(is_number(cell, language) for cell in cells)
    some = any(read_number(cell, language) for cell in cells)
    assert bool(found & {"not-a-number", "ambiguous-number"}) == (not accepted)
    assert ("chart-without-numbers" in found) == (accepted and not some)
    if not found:
        chart, shown = _drawn(plan)
        drawn = chart.series[0]
        numbers = [read_number(cell, language) for cell in cells]
        assert [value is not None for value in drawn.values] == [each is not None for each in numbers]
        assert [float(each.value) if each else None for each in numbers] == list(drawn.values)
        assert list(drawn.texts) == shown == [number(cell, language) for cell in cells]
        svg = draw(chart, Look(), language, _FACES).decode()
        if kind == "line":
            assert svg.count('<use xlink:href="#m') == sum(value is not None for value in drawn.values)


def _drawn(plan: object) -> tuple[Chart, list[str]]:
    """The base plan's chart, and the numbers of the table below it."""
    document = compose(plan, REVISION, REVISION.when)  # type: ignore[arg-type]
    for block in (each for section in document.sections for each in every_block(section.blocks)):
        if isinstance(block, Figure) and isinstance(block.chart, Chart) and isinstance(block.table, Table):
            cells = [row.cells[1][0] for row in block.table.rows]
            texts = [cell.children[0] for cell in cells if isinstance(cell, Paragraph)]
            return block.chart, [text.text for text in texts if isinstance(text, Text)]
    raise AssertionError("the base plan has a chart")


@pytest.mark.parametrize("cell", ["=1+1", "+A1", "@sum", "-cmd|x", "＝1+1", "－A1", " =A1", "a;=A1"])
def test_what_a_spreadsheet_would_compute_is_known_wherever_it_is_written(cell: str) -> None:
    """The table of measures that the site offers is held to what formula-in-cell asks of a data file."""
    assert is_computed(cell)


@pytest.mark.parametrize("cell", ["-5", "+4,5 %", "–", "Bygge ned kø", "5-10", ""])
def test_an_amount_or_a_text_is_not_computed(cell: str) -> None:
    assert not is_computed(cell)
