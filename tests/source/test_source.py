"""Floor 1: bytes, YAML and front matter, each with the places of what was read; test_markdown.py and test_tables.py have the rest."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import strategies as st

from planverk.diagnostics import Position, Span
from planverk.source.markdown import read_markdown
from planverk.source.table import read_table
from planverk.source.text import CONTROL, LARGEST_FILE, Lines, decode, is_open
from planverk.source.toml import read_toml
from planverk.source.yaml import DEEPEST, Located, Plain, read_yaml, split_front_matter
from tests.places import bounded_effort, cut, is_within, remedies, told
from tests.properties import given

# --- bytes ---


def test_text_is_read_with_line_ends_as_newlines() -> None:
    assert decode("f", "æ\r\nø\n".encode()) == ("æ\nø\n", [])


def test_a_byte_order_mark_is_reported_and_left_out() -> None:
    text, findings = decode("f", b"\xef\xbb\xbfa: 1\n")
    assert text == "a: 1\n" and told(findings) == [("byte-order-mark", 1, 1)]


def test_latin_1_is_one_finding_at_the_byte_and_no_text() -> None:
    text, findings = decode("f", "tittel: ærlig\nnavn: på\n".encode("latin-1"))
    assert text == "" and told(findings) == [("not-utf8", 1, 9)] and findings[0].facts["byte"] == "0xE6"


def test_utf_16_is_not_utf8() -> None:
    assert told(decode("f", "a: 1".encode("utf-16"))[1]) == [("not-utf8", 1, 1)]


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x0c", "\r", "\x1b", "\x85", "\u2028", "\u202e", "\u2066", "\ufeff", "\ufffe", "\xad", "\u200b"])
def test_a_control_character_is_reported_and_made_a_space(char: str) -> None:
    text, findings = decode("f", f"a: x{char}y\n".encode())
    assert text == "a: x y\n" and told(findings) == [("control-character", 1, 5)]


@pytest.mark.parametrize("char", ["\xa0", "\u2009", "é", "e\u0301", "😀", "\u2011"])
def test_characters_of_ordinary_writing_are_no_control_characters(char: str) -> None:
    assert decode("f", f"a{char}b".encode()) == (f"a{char}b", [])


def test_a_large_file_is_not_read() -> None:
    assert decode("f", b"a" * LARGEST_FILE)[1] == []
    text, findings = decode("f", b"a" * (LARGEST_FILE + 1))
    assert text == "" and told(findings) == [("file-too-large", 1, 1)] and findings[0].facts == {"size": "1001", "limit": "1000"}


def test_a_file_of_control_characters_gives_few_findings() -> None:
    assert 0 < len(decode("f", b"\x01" * 100_000)[1]) <= 20


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_reported(data: bytes) -> None:
    text, findings = decode("f", data)
    assert not CONTROL.search(text)
    assert text or findings or not data


@given(st.text(max_size=200), st.integers(-5, 250))
def test_an_offset_becomes_a_line_and_a_column(text: str, offset: int) -> None:
    line, column = Lines(text).position(offset)
    before = text[: max(0, offset)]
    assert (line, column) == (before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


# --- YAML ---

_word = st.from_regex(r"[a-zæøå][a-zæøå0-9]{0,8}", fullmatch=True).filter(lambda word: word not in ("null", "true", "false"))
_tree: st.SearchStrategy[object] = st.recursive(
    _word, lambda below: st.lists(below, min_size=1, max_size=4) | st.dictionaries(_word, below, min_size=1, max_size=4), max_leaves=12
)


def written(data: object, indent: str) -> str:
    """Data in block style below a key or hyphen."""
    match data:
        case dict():
            return "".join(f"\n{indent}{key}:{written(value, indent + '  ')}" for key, value in data.items())
        case list():
            return "".join(f"\n{indent}-{written(item, indent + '  ')}" for item in data)
        case _:
            return f" {data}"


def leaves(data: object, route: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], str]]:
    match data:
        case dict():
            return [leaf for key, value in data.items() for leaf in leaves(value, (*route, key))]
        case list():
            return [leaf for index, item in enumerate(data) for leaf in leaves(item, (*route, index))]
        case _:
            return [(route, str(data))]


@given(st.dictionaries(_word, _tree, min_size=1, max_size=5), st.integers(1, 50))
def test_every_value_of_yaml_is_read_and_has_its_place(data: dict[str, object], first_line: int) -> None:
    text = written(data, "").removeprefix("\n") + "\n"
    located = read_yaml("f", text, first_line)
    assert located.data == data and located.findings == []
    whole = "\n" * (first_line - 1) + text
    for route, value in leaves(data):
        assert cut(whole, located.places.values[route]) == value
        key = next(part for part in reversed(route) if isinstance(part, str))
        keyed = route[: len(route) - route[::-1].index(key)]
        assert cut(whole, located.places.keys[keyed]) == key


@given(st.text(max_size=120))
def test_any_text_is_read_as_yaml_or_reported(text: str) -> None:
    clean = CONTROL.sub(" ", text)
    located = read_yaml("f", clean)
    assert located.findings or not located.broken
    for finding in located.findings:
        assert is_within(finding.location.span, clean + "\n")


@given(st.text(alphabet="ab:-?[]{}#&*!|>'\"%@`, \n\t1", max_size=60))
def test_any_marks_of_yaml_are_read_or_reported(text: str) -> None:
    located = read_yaml("f", text)
    assert located.findings or not located.broken
    assert all(is_within(finding.location.span, text + "\n") for finding in located.findings)


@pytest.mark.parametrize("value", ["no", "yes", "on", "1.10", "12:30", "2026-13-01", "0x1F", "1e3", ".5", "true", "007", "1_000", "<<"])
def test_a_plain_scalar_stays_what_the_author_typed(value: str) -> None:
    assert read_yaml("f", f"a: {value}\n").data == {"a": value}
    assert isinstance(read_yaml("f", f"a: {value}\n").data["a"], Plain)


def test_a_quoted_scalar_is_no_plain_one() -> None:
    data = read_yaml("f", "a: \"12\"\nb: '12'\n").data
    assert data == {"a": "12", "b": "12"} and not any(isinstance(value, Plain) for value in data.values())


@pytest.mark.parametrize("value", ["", " null", " Null", " NULL", " ~", " # en kommentar"])
def test_an_empty_value_is_none(value: str) -> None:
    assert read_yaml("f", f"a:{value}\n").data == {"a": None}


@pytest.mark.parametrize(
    ("text", "place", "remedy"),
    [
        ("title: Tiltak: en ny rutine\n", (1, 14), "yaml-colon-in-text"),
        ("title: En lang tekst\n  som går videre: her\n", (2, 17), "yaml-colon-in-text"),
        ("title Felles\nnumber: 1\n", (1, 1), "yaml-missing-colon"),
        ("related:\n  - a\n  b\n", (3, 3), "yaml-missing-colon"),
        ("title:Felles\nnumber: 1\n", (1, 6), "yaml-missing-space"),
        ("title:\u00a0Felles\nnumber: 1\n", (1, 7), "yaml-strange-space"),
        ("number: 1\ntitle:\u200bFelles\n", (2, 7), "yaml-strange-space"),
        ("title: a\n  number: 1\n", (2, 3), "yaml-indentation"),
        ("period:\n    from: 1\n  to: 2\n", (3, 3), "yaml-indentation"),
        ("related:\n  - a\n - b\n", (3, 2), "yaml-indentation"),
        ("goals:\n  - id: a\n   title: b\n", (3, 4), "yaml-indentation"),
        (" title: a\nnumber: 1\n", (2, 1), "yaml-indentation"),
        ('title: "Felles\nnumber: 1\n', (1, 8), "yaml-unclosed-quote"),
        ("title: 'Felles\nnumber: 1\n", (1, 8), "yaml-unclosed-quote"),
        ('title: "Felles" innsats\n', (1, 17), "yaml-after-quote"),
        ("title: 'Kommunen's plan'\n", (1, 18), "yaml-after-quote"),
        ("title: [a] b\n", (1, 12), "yaml-after-quote"),
        ('title: "a\\q"\n', (1, 8), "yaml-escape"),
        ('title: "\\ud800"\n', (1, 8), "yaml-escape"),
        ("related: [a, b\nnumber: 1\n", (1, 10), "yaml-unclosed-bracket"),
        ("related: [\n  ", (1, 10), "yaml-unclosed-bracket"),
        ("related: [a, [b,\n", (1, 14), "yaml-unclosed-bracket"),
        ("related: [a, , b]\n", (1, 14), "yaml-start-character"),
        ("title: @felles\n", (1, 8), "yaml-start-character"),
        ("title: *viktig* tiltak\n", (1, 8), "yaml-start-character"),
        ("related:\n  * a\n", (2, 3), "yaml-start-character"),
        ("title: > hei\n", (1, 8), "yaml-start-character"),
        ("title: - hva\n", (1, 8), "yaml-start-character"),
        ("a: 1\n---\nb: 2\n", (2, 1), "yaml-second-document"),
        ("? [a]\n: b\n", (1, 3), "yaml-complex-key"),
    ],
)
def test_a_slip_in_yaml_has_its_own_place_and_remedy(text: str, place: tuple[int, int], remedy: str) -> None:
    located = read_yaml("f", text)
    assert located.broken and located.data is None
    assert told(located.findings) == [("yaml-syntax", *place)] and remedies(located.findings) == [remedy]


def test_a_repeated_key_keeps_the_first() -> None:
    located = read_yaml("f", "a: 1\nb: 2\na: {c: &x 3}\n", first_line=2)
    assert located.data == {"a": "1", "b": "2"}
    assert told(located.findings) == [("repeated-key", 4, 1)] and located.findings[0].facts == {"key": "a", "line": "2"}


def test_aliases_and_anchors_are_reported_and_not_followed() -> None:
    located = read_yaml("f", "a: &x 1\nb: *x\n*x : 2\n")
    assert told(located.findings) == [("yaml-alias", 1, 4), ("yaml-alias", 2, 4), ("yaml-alias", 3, 1)]
    assert located.data == {"a": "1", "b": None}


@pytest.mark.parametrize("tag", ["!a", "!!python/object/apply:os.system", "!!str", "!<tag:x>", "!"])
def test_a_tag_is_reported_and_not_obeyed(tag: str) -> None:
    located = read_yaml("f", f"a: {tag} b\n")
    assert told(located.findings) == [("yaml-tag", 1, 4)] and located.data == {"a": "b"}


def test_a_tab_is_reported_a_line_and_the_rest_is_read() -> None:
    located = read_yaml("f", "a:\n\tb: 1\n\tc: 2\nd:\t3\n", first_line=3)
    assert told(located.findings) == [("tab-indentation", 4, 1), ("tab-indentation", 5, 1)]
    assert located.data == {"a": {"b": "1", "c": "2"}, "d": "3"}


def test_an_escape_that_makes_a_control_character_is_reported() -> None:
    located = read_yaml("f", 'a: "x\\u202ey"\nb: "\\0"\n')
    assert told(located.findings) == [("control-character", 1, 4), ("control-character", 2, 4)]
    assert located.data == {"a": "x y", "b": " "}


def test_depth_is_bounded() -> None:
    assert read_yaml("f", "[" * DEEPEST + "]" * DEEPEST).findings == []
    assert told(read_yaml("f", "a: " + "[" * 300_000).findings) == [("too-deep", 1, DEEPEST + 3)]


LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(20))


@pytest.mark.parametrize(
    "text",
    [
        LAUGHS,
        "[" * 500_000,
        "{a: " * 200_000,
        "- " * 400_000,
        "\n".join(f"{' ' * min(n, 300)}a:" for n in range(3000)),
        "a: 1\n" * 150_000,
        "".join(f"a{n}: 1\n" for n in range(80_000)),
        "\ta\n" * 200_000,
        "a: " + "'" * 900_000,
        "a: |\n" + " x\n" * 200_000,
        "? " * 300_000,
        "&a " * 200_000,
        "#" * 900_000,
        "a: " + "x " * 400_000,
        "--- a\n" * 100_000,
    ],
    ids=lambda text: text[:12],
)
def test_a_yaml_bomb_ends_quickly_with_bounded_findings(text: str) -> None:
    with bounded_effort():
        located = read_yaml("f", text)
        assert len(located.findings) <= 42


# --- front matter ---


def parts(text: str) -> tuple[Located, str]:
    found = split_front_matter("f", text)
    return found.front, text[found.body :]


def test_front_matter_and_prose_are_parted() -> None:
    front, body = parts("---\ntitle: Å\n---\n\nTekst\n")
    assert front.data == {"title": "Å"} and body == "\nTekst\n" and front.findings == []
    assert front.places.values[("title",)] == Span(Position(2, 8), Position(2, 9))


def test_a_line_of_hyphens_in_the_prose_ends_nothing() -> None:
    assert parts("---\na: b ---\nc: d\n--- \nx\n---\n")[1] == "x\n---\n"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Tekst\n", "missing-front-matter"),
        ("----\na: b\n---\n", "missing-front-matter"),
        ("---\n---\nTekst\n", "missing-front-matter"),
        ("---\n# bare en kommentar\n---\nTekst\n", "missing-front-matter"),
        ("---\na: b\n", "unclosed-front-matter"),
        ("---", "unclosed-front-matter"),
        ("---\na: b\n--\nTekst\n", "unclosed-front-matter"),
    ],
)
def test_front_matter_that_is_not_whole_is_one_finding(text: str, rule: str) -> None:
    front, _ = parts(text)
    assert told(front.findings) == [(rule, 1, 1)] and front.broken


def test_empty_lines_above_front_matter_hide_nothing_in_it() -> None:
    front, body = parts("\n \n---\na: 1\na: 2\n---\nx\n")
    assert told(front.findings) == [("repeated-key", 5, 1), ("missing-front-matter", 1, 1)]
    assert front.data == {"a": "1"} and body == "x\n"


@given(st.text(alphabet="-a: \n#", max_size=40))
def test_any_text_is_parted_or_reported(text: str) -> None:
    found = split_front_matter("f", text)
    assert 0 <= found.body <= len(text)
    assert found.front.broken or isinstance(found.front.data, (dict, list, str))
    assert found.front.findings or not found.front.broken


# --- what a merge left open ---


def test_a_conflict_is_one_finding_where_it_begins() -> None:
    text = "a: 1\n<<<<<<< HEAD\nb: 2\n||||||| felles\nb: 1\n=======\nb: 3\n>>>>>>> gren\nc\x07: 4\n<<<<<<< HEAD\nd\n=======\n>>>>>>> x\n"
    found = decode("f", text.encode())
    assert found[0] == text and told(found[1]) == [("merge-conflict", 2, 1), ("merge-conflict", 10, 1)] and is_open(found[1])


@pytest.mark.parametrize(("text", "line"), [(">>>>>>> gren\na: 1\n", 1), ("a: 1\n<<<<<<< HEAD\nb: 2\n", 2)])
def test_half_a_conflict_is_one_too(text: str, line: int) -> None:
    assert told(decode("f", text.encode())[1]) == [("merge-conflict", line, 1)]


@pytest.mark.parametrize("text", ["Overskrift\n=======\n", "> > > > sitat\n", "a <<<<<<< b\n", "<<<<<<\n", "<<<<<<<<\n"])
def test_what_only_looks_like_a_conflict(text: str) -> None:
    assert decode("f", text.encode()) == (text, [])


# --- comments where text was meant ---


@pytest.mark.parametrize(
    ("text", "lost", "better"),
    [
        ("title: Tiltak #1\n", "#1", '"Tiltak #1"'),
        ("title: Tiltak # 12\n", "# 12", '"Tiltak # 12"'),
        ('title: Kalt "hei" #sammen i dag \n', "#sammen i dag", "'Kalt \"hei\" #sammen i dag'"),
        ("list:\n  - a\n  - b #2\n", "#2", '"b #2"'),
        ("title: To\n  linjer #1\n", "#1", '"To linjer #1"'),
        ("title: Tiltak #1\n  og mer\nnumber: 1\n", "#1", '"Tiltak #1"'),
    ],
)
def test_text_that_a_comment_cuts_off_is_found(text: str, lost: str, better: str) -> None:
    (finding,) = read_yaml("f", text).findings
    assert (finding.rule, finding.facts) == ("comment-in-text", {"text": lost})
    assert cut(text, finding.location.span) == lost
    assert finding.hints[0].facts == {"better": better}


@pytest.mark.parametrize(
    "text",
    [
        "# title: Tiltak #1\ntitle: a\n",
        "title: a # avklart med helse\n",
        "title: a#1\n",
        "title: 'a #1'\n",
        "title: |\n  a #1\n",
        "title: a ## overskrift\n",
        "title: # se under\n  a\n",
        "list: # 3\n  - a\n",
        "list: [a, b] #2\n",
        "number: 1 #!x\n",
    ],
)
def test_comments_that_are_meant_are_left_alone(text: str) -> None:
    assert read_yaml("f", text).findings == []


@pytest.mark.parametrize(("text", "column"), [("title: Tiltak # og\n  mer\nnumber: 1\n", 15), ("a: [x #1, y]\nb: 2\n", 7)])
def test_a_text_or_list_that_a_comment_broke_off_is_told_so(text: str, column: int) -> None:
    findings = read_yaml("f", text).findings
    assert told(findings) == [("yaml-syntax", 1, column)] and remedies(findings) == ["yaml-hash"]


# --- every reader ---

READERS: list[Callable[[str], object]] = [
    lambda text: read_yaml("f", text),
    lambda text: split_front_matter("f", text),
    lambda text: read_markdown("f", text, 0),
    lambda text: read_table("f", text),
    lambda text: read_toml("f", text),
]


@given(st.text(max_size=200), st.sampled_from(range(len(READERS))))
def test_no_reader_raises_on_any_text(text: str, number: int) -> None:
    clean, _ = decode("f", text.encode("utf-8", "replace"))
    READERS[number](clean)
