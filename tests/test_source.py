"""Floor 1: bytes, YAML, front matter, Markdown, CSV and TOML, each with the places of what was read."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import strategies as st

from planverk.diagnostics import Finding, Location, Position, Span
from planverk.source.front_matter import split_front_matter
from planverk.source.markdown import LONGEST_PARAGRAPH, read_markdown
from planverk.source.meant import meant_target
from planverk.source.prose import (
    Citation,
    Emphasis,
    FigurePlace,
    FootnoteCall,
    Heading,
    Link,
    List,
    Paragraph,
    Prose,
    Quote,
    Strong,
    Table,
    Text,
    plain,
)  # fmt: skip
from planverk.source.table import MOST_ROWS, read_table
from planverk.source.text import CONTROL, LARGEST_FILE, Lines, decode
from planverk.source.toml import read_toml
from planverk.source.yaml import DEEPEST, Located, Plain, read_yaml
from tests.properties import given

SECONDS = 20
"""A pathological file must be read in less, also on a busy machine; most take a fraction."""


def told(findings: list[Finding]) -> list[tuple[str, int, int]]:
    """Rule, line and column of each finding."""
    return [(finding.rule, *finding.location.span.start) for finding in findings]


def remedies(findings: list[Finding]) -> list[str]:
    return [hint.key for finding in findings for hint in finding.hints]


def cut(text: str, span: Span) -> str:
    """What stands at a span of a text."""
    starts = Lines(text).starts
    offsets = [starts[place.line - 1] + place.column - 1 for place in span]
    return text[offsets[0] : offsets[1]]


def is_within(span: Span, text: str) -> bool:
    lines = text.split("\n")
    return all(1 <= place.line <= len(lines) and 1 <= place.column <= len(lines[place.line - 1]) + 1 for place in span) and span.start <= span.end


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


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x0c", "\r", "\x1b", "\x85", "\u2028", "\u202e", "\u2066", "\ufeff", "\ufffe"])
def test_a_control_character_is_reported_and_made_a_space(char: str) -> None:
    text, findings = decode("f", f"a: x{char}y\n".encode())
    assert text == "a: x y\n" and told(findings) == [("control-character", 1, 5)]


@pytest.mark.parametrize("char", ["\xa0", "\xad", "\u2009", "\u200b", "é", "e\u0301", "😀", "\u2011"])
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
    began = time.monotonic()
    located = read_yaml("f", text)
    assert len(located.findings) <= 42
    assert time.monotonic() - began < SECONDS


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


# --- Markdown ---


def markdown(text: str) -> tuple[Prose, list[Finding]]:
    return read_markdown("f", text, 0)


def texts(prose: Prose) -> list[Text]:
    return [node for node in prose.walk() if isinstance(node, Text)]


def test_blocks_and_inlines_are_read() -> None:
    prose, findings = markdown("# A *b*\n\n- x **y**\n- z\n\n> sitat\n\n3. c\n\n![](figure:f)\n\n| a | b |\n|:-:|--:|\n| 1 | 2 |\n")
    assert findings == []
    heading, bullets, quote, numbered, figure, table = prose.blocks
    assert isinstance(heading, Heading) and heading.level == 1 and isinstance(heading.children[1], Emphasis)
    assert isinstance(bullets, List) and bullets.first is None and len(bullets.items) == 2
    first = bullets.items[0][0]
    assert isinstance(first, Paragraph) and isinstance(first.children[1], Strong)
    assert isinstance(quote, Quote) and isinstance(numbered, List) and numbered.first == 3
    assert isinstance(figure, FigurePlace) and figure.figure == "f"
    assert isinstance(table, Table) and table.aligned == ("center", "right") and [plain(cell) for cell in table.rows[0]] == ["1", "2"]


def test_links_citations_and_notes_have_their_places() -> None:
    text = "Se [tiltak *1*](measure:felles-rutine), [@kilde], <https://x.example/>, [r][ref] og note.[^n]\n"
    text += "\n[ref]: https://y.example\n\n[^n]: Noten.\n"
    prose, findings = markdown(text)
    assert findings == []
    links = [node for node in prose.walk() if isinstance(node, Link)]
    assert [(link.target, text[link.start : link.end]) for link in links] == [
        ("measure:felles-rutine", "measure:felles-rutine"),
        ("https://x.example/", "https://x.example/"),
        ("https://y.example", "r"),
    ]
    assert links[0].entry == ("measure", "felles-rutine") and links[1].entry is None
    for node in prose.walk():
        if isinstance(node, Citation):
            assert (node.source, text[node.start : node.end]) == ("kilde", "[@kilde]")
        if isinstance(node, FootnoteCall):
            assert (node.label, text[node.start : node.end]) == ("n", "[^n]")
    note = prose.footnotes["n"]
    assert text[note.start : note.end] == "[^n]:"[: note.end - note.start]


def test_places_count_from_the_top_of_the_file() -> None:
    text = "---\ntitle: x\n---\n\nTekst\n"
    prose, _ = read_markdown("f", text, text.index("\nTekst"))
    assert prose.span(texts(prose)[0]) == Span(Position(5, 1), Position(5, 6))


_marks = st.sampled_from(["", "*", "**", "_", "__"])
_words = st.lists(st.from_regex(r"[a-zæøåA-Z0-9.,;()«»–]{1,8}", fullmatch=True), min_size=1, max_size=6).map(" ".join)
_phrase = st.builds(lambda mark, words: f"{mark}{words}{mark}", _marks, _words)
_linked = st.builds(lambda phrase, id: f"[{phrase}](goal:{id})", _phrase, st.sampled_from(["a", "b-c"]))
_inline = st.lists(_phrase | _linked | st.sampled_from(["[@kilde]", "[^1]", "<https://x.example/a>"]), min_size=1, max_size=5).map(" ".join)
_lines = st.lists(_inline, min_size=1, max_size=3)
_row = st.lists(_phrase, min_size=2, max_size=2).map(lambda cells: f"| {' | '.join(cells)} |")
_block = st.one_of(
    _lines.map("\n".join),
    _lines.map("  \n   ".join),
    _inline.map("## {}".format),
    _inline.map("## {} ##".format),
    _lines.map(lambda lines: "\n".join(f"- {line}" for line in lines)),
    _lines.map(lambda lines: "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))),
    _lines.map(lambda lines: "\n".join(f"> {line}" for line in lines)),
    _lines.map(lambda lines: "> - " + "\n>   ".join(lines)),
    st.lists(_row, min_size=1, max_size=3).map(lambda rows: "\n".join([rows[0], "|---|:-:|", *rows[1:]])),
    _inline.map("[^1]: {}".format),
)
_prose = st.lists(_block, min_size=1, max_size=5).map("\n\n".join)


@given(_prose, st.sampled_from(["", "---\na: b\n---\n"]))
def test_every_text_stands_where_its_place_says(body: str, before: str) -> None:
    text = before + body
    prose, _ = read_markdown("f", text, len(before))
    for node in texts(prose):
        found = text[node.start : node.end]
        assert found == node.text or (node.text == " " and found in ("\n", " ")), (node, found)


@given(st.text(alphabet="ab*_[]()!<>#`~|-:@^&;\\\"'= \n\t1.æ", max_size=80))
def test_any_marks_of_markdown_are_read_or_reported(text: str) -> None:
    prose, findings = markdown(text)
    assert all(is_within(finding.location.span, text) for finding in findings)
    assert all(0 <= node.start <= node.end for node in texts(prose))


def test_escapes_and_entities_have_the_place_of_what_was_typed() -> None:
    text = "a \\* b &aring; c\n"
    prose, findings = markdown(text)
    assert [(node.text, text[node.start : node.end]) for node in texts(prose)] == [
        ("a ", "a "), ("*", "\\*"), (" b ", " b "), ("å", "&aring;"), (" c", " c"),
    ]  # fmt: skip
    assert findings == []


@pytest.mark.parametrize(
    ("text", "columns"),
    [("x &#x202e; y", (3, 11)), ("[x](https://a.example/&#x202e;b)", (5, 24))],
)
def test_an_entity_that_makes_a_control_character_is_reported(text: str, columns: tuple[int, int]) -> None:
    _, findings = markdown(text)
    assert [finding.rule for finding in findings] == ["control-character"]
    assert findings[0].location.span.start.column == columns[0]


@pytest.mark.parametrize(
    ("text", "places", "remedy"),
    [
        ("a <b>c</b> d\n", [(1, 3)], "raw-html"),
        ("a </b> d\n", [(1, 3)], "raw-html"),
        ("<script>alert(1)</script>\n", [(1, 1)], "raw-html"),
        ("<!-- x -->\n", [(1, 1)], "raw-html"),
        ("a <img src=x onerror=y>\n", [(1, 3)], "raw-html"),
        ("```\nx\n```\n", [(1, 1)], "raw-code"),
        ("    x\n", [(1, 5)], "raw-code"),
        ("a `b` c\n", [(1, 3)], "raw-code"),
        ("a\n\n***\n", [(3, 1)], "raw-rule"),
        ("![x](x.png)\n", [(1, 1)], "raw-image"),
        ("a ![x](x.png) b\n", [(1, 3)], "raw-image"),
        ("a ![](figure:x) b\n", [(1, 3)], "raw-figure-inline"),
        ('a #read("/etc/passwd") b\n', [(1, 3)], "raw-typesetter"),
        ("a \\input{x} b\n", [(1, 3)], "raw-typesetter"),
        ("a {{ config }} b\n", [(1, 3)], "raw-typesetter"),
    ],
)
def test_raw_markup_is_one_finding_at_its_place(text: str, places: list[tuple[int, int]], remedy: str) -> None:
    _, findings = markdown(text)
    assert told(findings) == [("raw-markup", *place) for place in places] and remedies(findings) == [remedy] * len(places)


@pytest.mark.parametrize("text", ["1 < 2 og 3 > 2\n", "R&D, #1 og 50 %\n", "a_b_c og 2*3*4\n", "pris {{uten} slutt\n", "C:\\mappe\n"])
def test_ordinary_writing_is_no_raw_markup(text: str) -> None:
    assert markdown(text)[1] == []


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("javascript:alert(1)", "link-kinds"),
        ("JAVASCRIPT:alert(1)", "link-kinds"),
        ("data:text/html,x", "link-kinds"),
        ("file:///etc/passwd", "link-kinds"),
        ("//x.example", "link-kinds"),
        ("", "link-kinds"),
        ("kapittel.html", "did-you-mean"),
        ("www.ung.no", "did-you-mean"),
        ("post@x.example", "did-you-mean"),
        ("tiltak:x", "did-you-mean"),
        ("mesure:x", "did-you-mean"),
    ],
)
def test_a_link_that_a_plan_cannot_have_is_reported(target: str, hint: str) -> None:
    _, findings = markdown(f"Se [dette]({target}) nå.\n")
    assert told(findings) == [("unsafe-link", 1, 12)] and remedies(findings) == [hint]


@pytest.mark.parametrize(
    "target", ["https://x.example/æ?b=c#d", "http://x.example", "mailto:a@x.example", "tel:+4790000000", "HTTPS://X.EXAMPLE", "goal:a"]
)
def test_a_link_that_a_plan_may_have_is_not(target: str) -> None:
    assert markdown(f"[x]({target})\n")[1] == []


def test_what_a_link_may_have_meant() -> None:
    assert [hint.facts for hint in meant_target("mål", ":", "x")] == [{"name": "goal:x"}]
    assert [hint.facts for hint in meant_target("www.a.no/b", "", "")] == [{"name": "https://www.a.no/b"}]
    assert [hint.facts for hint in meant_target("a@b.no", "", "")] == [{"name": "mailto:a@b.no"}]


def test_a_repeated_footnote_keeps_the_first() -> None:
    prose, findings = markdown("a[^1]\n\n[^1]: en\n\n[^1]: to\n")
    assert told(findings) == [("repeated-identifier", 5, 1)]
    first = prose.footnotes["1"].blocks[0]
    assert isinstance(first, Paragraph) and plain(first.children) == "en"


def test_a_cell_with_an_escaped_bar_does_not_move_the_others() -> None:
    text = "| a | b |\n|---|---|\n| x\\|y | slutt |\n\nslutt\n"
    prose, _ = markdown(text)
    found = {node.text: text[node.start : node.end] for node in texts(prose)}
    assert found["slutt"] == "slutt"
    assert next(node.start for node in texts(prose) if node.text == "slutt") < text.index("\n\nslutt")


def test_a_paragraph_that_nobody_reads_is_reported_unread() -> None:
    prose, findings = markdown("kort\n\n" + "ord " * LONGEST_PARAGRAPH + "\n")
    assert told(findings) == [("paragraph-too-long", 3, 1)] and prose.blocks == ()
    assert markdown("ord ord ord\n \n" * 5_000)[1] == []


def _paragraphs(piece: str) -> str:
    return "\n\n".join([piece * (19_000 // len(piece))] * 3)


@pytest.mark.parametrize(
    "text",
    [
        *[_paragraphs(piece) for piece in (
            "[", "![", "*a ", "_a*", "**a_", "`", "a`` ", "<a ", "<!--", "[a](", "[a][", "(", "\\", "&a;", "<<", "[@", "[^", "a\n", "> ", "- ", "1. ",
            "#", "{{", "{%", "#a", "|a", "<https://", "*_", "***a", "![a]", "[a](b", "[a]:", "[^a]:",
        )],
        "\n\n".join(["- a"] * 20_000),
        "\n\n".join(["```"] * 15_000),
        "\n\n".join(["<div>"] * 15_000),
        "\n\n".join(["***"] * 15_000),
        "\n\n".join(f"[^{n}]: a" for n in range(10_000)),
        "\n\n".join(f"[{n}]: a" for n in range(10_000)),
        "\n\n".join(["![a][b]"] * 15_000) + "\n\n[b]: c",
        "\n\n".join(["[a](b)"] * 15_000),
        "> " * 3_000 + "a",
        "\n".join("  " * n + "- a" for n in range(130)),
        "|a" * 1500 + "|\n" + "|-" * 1500 + "|\n" + "a\n" * 2000,
        "\n\n".join(["|a|b|\n|-|-|\n|c|d|"] * 5_000),
    ],
    ids=lambda text: repr(text[:12]),
)  # fmt: skip
def test_pathological_markdown_ends_quickly_with_bounded_findings(text: str) -> None:
    began = time.monotonic()
    _, findings = markdown(text[:LARGEST_FILE])
    assert len(findings) <= 101
    assert time.monotonic() - began < SECONDS


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
    assert remedies(read_table("f", "a,b\n1,2,3\n1\n")[1]) == ["decimal-comma"]


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
    began = time.monotonic()
    assert len(read_table("f", text)[1]) <= 20
    assert time.monotonic() - began < SECONDS


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
    began = time.monotonic()
    located = read_toml("f", text)
    assert len(located.findings) <= 1
    assert time.monotonic() - began < SECONDS


@given(st.text(alphabet="ab=[]{}\"'.,#\n 1-:\\", max_size=60))
def test_any_text_is_read_as_toml_or_reported(text: str) -> None:
    located = read_toml("f", text)
    assert located.broken == bool(located.findings)
    assert all(is_within(finding.location.span, text + "\n") for finding in located.findings)


READERS: list[Callable[[str], object]] = [
    lambda text: read_yaml("f", text), lambda text: split_front_matter("f", text), markdown, lambda text: read_table("f", text),
    lambda text: read_toml("f", text),
]  # fmt: skip


@given(st.text(max_size=200), st.sampled_from(range(len(READERS))))
def test_no_reader_raises_on_any_text(text: str, number: int) -> None:
    clean, _ = decode("f", text.encode("utf-8", "replace"))
    READERS[number](clean)


def test_a_location_is_a_path_and_a_span() -> None:
    assert Location("f").span == Span(Position(1, 1), Position(1, 1))
