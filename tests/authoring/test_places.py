"""Edits at places keep every other byte: comments, quotes, line ends, byte-order marks."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from planverk.authoring.escaping import quoted
from planverk.authoring.source_file import SourceFile, field_edit, in_order, item_edit, value_edit
from planverk.errors import UserError
from planverk.model.data_entries import Function, ReferencedPlan, Source
from planverk.model.entry import Entry
from planverk.model.kinds import KINDS
from planverk.source.yaml import Route, read_yaml
from tests.properties import given

FUNCTION = "plan/functions/x.yaml"
MEASURE = "plan/measures/x.md"


@pytest.mark.parametrize(
    ("text", "route", "value", "after"),
    [
        ("successor: a  # c\n", ("successor",), "b", "successor: b  # c\n"),
        ("successor: 'a'\n", ("successor",), "b", "successor: 'b'\n"),
        ('successor: "a"', ("successor",), "b", 'successor: "b"'),
        ('successor: "\\x61"\n', ("successor",), "b", "successor: b\n"),
        ("successor: a\n", ("successor",), "null", 'successor: "null"\n'),
        ("successor: |\n  a\n\ntitle: x\n", ("successor",), "b", "successor: b\ntitle: x\n"),
        ("l: [x, a, y] # c\n", ("l", 1), "b", "l: [x, b, y] # c\n"),
        ("l:\n- x\n-   a # c\n", ("l", 1), "b", "l:\n- x\n-   b # c\n"),
        ("number: 3 # c\n", ("number",), 4, "number: 4 # c\n"),
    ],
)
def test_a_value_is_replaced_at_its_place(text: str, route: Route, value: str | int, after: str) -> None:
    file = SourceFile(FUNCTION, text.encode())
    assert file.with_changes([value_edit(file, route, value)]).decode() == after


def test_line_ends_and_the_byte_order_mark_stay() -> None:
    raw = b"\xef\xbb\xbf---\r\nnumber: 1\r\ntitle: \xc3\xa6\r\ngoal: a\r\n---\r\n\nblandet\r\n"
    file = SourceFile(MEASURE, raw)
    text_edits = [value_edit(file, ("goal",), "b"), field_edit(file, "formerly", "formerly:\n  - x\n", ["number", "title", "goal", "formerly"])]
    assert file.with_changes(text_edits) == raw.replace(b"goal: a\r\n", b"goal: b\r\nformerly:\r\n  - x\r\n")


ORDER = ["title", "kind", "valid", "formerly"]


@pytest.mark.parametrize(
    ("text", "field", "after"),
    [
        ("title: a\nkind: b", "formerly", "title: a\nkind: b\nformerly: x"),
        ("title: a  # c\n\n# om kind\nkind: b\n", "valid", "title: a  # c\n\n# om kind\nkind: b\nvalid: x\n"),
        ("title: a\nformerly:\n  - b\n  # slutt\n", "kind", "title: a\nkind: x\nformerly:\n  - b\n  # slutt\n"),
        ("# topp\nkind: b\n", "title", "# topp\ntitle: x\nkind: b\n"),
        ("kind: >\n  lang\n  tekst\n\nformerly: []\n", "valid", "kind: >\n  lang\n  tekst\nvalid: x\n\nformerly: []\n"),
        ('kind: "to\n  linjer"\n', "valid", 'kind: "to\n  linjer"\nvalid: x\n'),
        (
            "kind:\n  - {a: 1}\n  - b:\n      c: 2\n# etter\nformerly: 1\n",
            "valid",
            "kind:\n  - {a: 1}\n  - b:\n      c: 2\nvalid: x\n# etter\nformerly: 1\n",
        ),
    ],
)
def test_a_field_is_put_where_it_belongs(text: str, field: str, after: str) -> None:
    file = SourceFile(FUNCTION, text.encode())
    assert file.with_changes([field_edit(file, field, f"{field}: x\n", ORDER)]).decode() == after


def test_fields_in_braces_are_refused() -> None:
    file = SourceFile(FUNCTION, b"{title: a}\n")
    with pytest.raises(UserError) as refused:
        field_edit(file, "kind", "kind: x\n", ORDER)
    assert refused.value.key == "braces"


@pytest.mark.parametrize(
    ("text", "after", "number"),
    [
        ("formerly:\n  - a # c\n# d\n", "formerly:\n  - a # c\n  - x\n# d\n", None),
        ("formerly:\n- a", "formerly:\n- a\n- x", None),
        ("formerly: [a, b] # c\n", "formerly: [a, b, x] # c\n", None),
        ("formerly: [] # c\n", "formerly:\n  - x # c\n", None),
        ("formerly:\n  - a\n  - b\n", "formerly:\n  - a\n  - x\n  - b\n", 0),
    ],
)
def test_an_item_is_added_to_a_list(text: str, after: str, number: int | None) -> None:
    file = SourceFile(FUNCTION, text.encode())
    assert file.with_changes([item_edit(file, ("formerly",), "x", number)]).decode() == after


@given(st.text(max_size=40), examples=300)
def test_what_is_quoted_is_read_as_it_was_told(text: str) -> None:
    written = quoted(text)
    assert "\n" not in written
    read = read_yaml("", f"a:\n  - {written}\nb: {written}\n")
    assert read.findings == []
    told = quoted(read.data["b"])
    assert read.data == {"a": [read.data["b"]], "b": read.data["b"]} and told == written


@pytest.mark.parametrize(
    "text", ["2024", "1.10", "12:30", "2024-05-15", "no", "null", "~", "true", "0x1f", "", "a: b", "# x", "- x", "[x", '"x', "@x", "%x"]
)
def test_what_others_might_misread_is_quoted(text: str) -> None:
    assert quoted(text).startswith('"')


@pytest.mark.parametrize("text", ["Etablere rutiner", "«Sitat»", "2020–2025", "4-6 år", "a#b", "f.eks. dette", "116 117"])
def test_what_nobody_misreads_is_not(text: str) -> None:
    assert quoted(text) == text


@pytest.mark.parametrize(
    ("kind", "present", "order"),
    [
        (Function, "formerly kind title", "title kind formerly"),
        (Function, "known ukjent incomplete kind title", "title kind incomplete known ukjent"),
        (Source, "known incomplete type publisher", "type publisher incomplete known"),
        (ReferencedPlan, "goals known incomplete owner level title", "title level owner incomplete known goals"),
    ],
)
def test_fields_have_one_order(kind: type[Entry], present: str, order: str) -> None:
    assert in_order(kind, present.split()) == order.split()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_the_order_holds_every_field_of_a_kind_once(kind: type[Entry]) -> None:
    names = [field.alias or name for name, field in kind.model_fields.items()]
    assert sorted(in_order(kind, names)) == sorted(names)
