"""Markdown to prose: what is read, where it stood, and what a plan may not hold."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st
from markdown_it.rules_inline import StateInline

from planverk.diagnostics import Finding, Position, Span
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.rules.passages import typed_paragraphs
from planverk.source.inlines import MOST_FINDINGS
from planverk.source.markdown import DEEPEST_BLOCK, read_markdown
from planverk.source.positioned_parser import LONGEST_PARAGRAPH, MOST_BLOCKS, MOST_OPEN, parser
from planverk.source.prose import (
    Citation,
    Emphasis,
    FigurePlace,
    FootnoteCall,
    Foreign,
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
from planverk.source.text import LARGEST_FILE
from tests.places import bounded_effort, is_within, remedies, told
from tests.properties import given


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


@pytest.mark.parametrize("mark", ["- ", "> ", "1. "])
def test_no_text_is_lost_however_deep_it_stands(mark: str) -> None:
    for depth in (DEEPEST_BLOCK, DEEPEST_BLOCK + 1, 30):
        nested = (
            "".join(f"{' ' * len(mark) * level}{mark}nivå {level}\n" for level in range(depth))
            if mark != "> "
            else f"{mark * depth}nivå {depth - 1}\n"
        )
        prose, findings = markdown(nested)
        assert f"nivå {depth - 1}" in "".join(text.text for text in texts(prose))
        assert [finding.rule for finding in findings] == ["too-deep"] * (depth > DEEPEST_BLOCK)


def test_words_of_another_language() -> None:
    prose, findings = markdown("Trivsel ([well-*being*](lang:en)), [Sámi](lang:se-NO).\n")
    foreign = [node for node in prose.walk() if isinstance(node, Foreign)]
    assert findings == []
    assert [(node.language, plain(node.children)) for node in foreign] == [("en", "well-being"), ("se-NO", "Sámi")]
    _, findings = markdown("[ord](lang:engelsk) [ord](lang:)\n")
    assert [(finding.rule, [hint.key for hint in finding.hints]) for finding in findings] == [("unsafe-link", ["language-tag"])] * 2


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


@pytest.mark.parametrize("row", ["|a", "|", "> |a|", "|\\||"])
def test_a_table_of_gaps_is_reported_unread(row: str) -> None:
    mark = ">" if row.startswith(">") else ""
    header = "\n".join([mark + "|a" * 100 + "|", mark + "|-" * 100 + "|"])
    prose, findings = markdown("a\n\n" + header + f"\n{row}" * 50 + "\n")
    assert told(findings) == [("missing-cells", 3, 1)] and prose.blocks == ()
    assert markdown(header + f"\n{row}" * 3 + "\n")[1] == []


@pytest.mark.parametrize("opening", ["[", "![", "a [", "*[", "[[", "[0, 1) "])
def test_a_link_among_open_brackets_is_read_or_reported(opening: str) -> None:
    """No more brackets may be open than are followed to their end; nothing is left a text without a word."""
    for times in range(1, 2 * MOST_OPEN):
        prose, findings = markdown(opening * times + "[a](goal:b)\n\n[c](goal:d)\n")
        links = [node.target for node in prose.walk() if isinstance(node, Link)]
        if opening.count("[") * times < MOST_OPEN:
            assert (links, findings) == (["goal:b", "goal:d"], [])
        else:
            assert [finding.rule for finding in findings] == ["too-deep"] and remedies(findings) == ["close-brackets"]


@pytest.mark.parametrize("piece", ["[", "![", "[[]", "[a][", "*[", "<![CDATA[", "[x "])
def test_open_brackets_cost_no_more_than_their_number(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts how often the parser looks ahead: twice the text, twice the work, and not much work a character."""
    inline = parser().inline
    looked: list[int] = []
    skip = inline.skipToken

    def counted(state: StateInline) -> None:
        looked.append(state.pos)
        skip(state)

    monkeypatch.setattr(inline, "skipToken", counted)

    def looks(size: int) -> int:
        looked.clear()
        markdown("x " + piece * (size // len(piece)))
        return len(looked)

    few, many = looks(2_000), looks(16_000)
    assert many <= 9 * few and many < 2 * 16_000


def test_what_is_found_in_a_file_is_bounded() -> None:
    assert len(markdown("a&#x202e;\n\n" * 1_000)[1]) == MOST_FINDINGS


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
    with bounded_effort():
        _, findings = markdown(text[:LARGEST_FILE])
        assert len(findings) <= 101


@pytest.mark.parametrize(
    "piece",
    ["a\n\n", "- a\n\n", "1. a\n\n", "> a\n\n", "# a\n", "***\n\n", "```\n\n", "[^a]: b\n\n", "|a|b|\n|-|-|\n\n", "*a* ", "[a](goal:b) ", "a\t",
     "\\* ", "&amp; ", "- - - - a\n\n"],
)  # fmt: skip
def test_more_lines_and_marks_than_anyone_reads_are_reported_unread(piece: str) -> None:
    """However short they are: the work, and the memory, are bounded by the file's size and by this."""
    every = "".join(piece if at % 100 else piece.rstrip() + "\n\n" for at in range(MOST_BLOCKS))
    prose, findings = markdown("Først.\n\n" + every)
    assert told(findings) == [("too-many-blocks", 1, 1)] and prose.blocks == ()
    few, found = markdown("".join(piece if at % 100 else piece.rstrip() + "\n\n" for at in range(200)))
    assert few.blocks or few.footnotes or {finding.rule for finding in found} == {"raw-markup"}


@pytest.mark.parametrize("piece", ["- a\n", "1. a\n", "> a\n", "```\n", "a\n-\n", "|a|b|\n"])
def test_rules_read_each_typed_line_once(piece: str) -> None:
    """Where no line is empty, a paragraph ends with its own last line and not with the list."""
    text = f"---\ntitle: X\n---\n\n{piece * 300}"
    entry = next(iter(read_plan(Tree({"plan/chapters/x.md": text.encode()}))[0].chapters.values()))
    assert sum(len(typed) for _, typed in typed_paragraphs(entry)) <= 2 * len(text)
