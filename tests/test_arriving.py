"""Every word, number and sign that is typed in a body arrives: in the prose, and in the document; or is a finding at its place."""

from __future__ import annotations

from random import Random

import pytest

from planverk.authoring.references import Target, renaming_edits
from planverk.authoring.source_file import SourceFile
from planverk.document.blocks import Blocks, Inline, Inlines, LineBreak, Note, NumberedList, Text
from planverk.document.compose import compose
from planverk.document.walk import below, lines, within
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.source.markdown import read_markdown, unaccounted
from planverk.source.prose import Citation, Heading, List, Paragraph, plain
from planverk.source.text import decode
from planverk.source.yaml import split_front_matter
from tests.arriving import EXCUSES, fault_of, printed, random_body, said, typed
from tests.examples import base_files, check_files
from tests.fuzz import corpus
from tests.places import cut, told
from tests.support import REVISION

CHAPTER = "plan/chapters/innledning.md"
HEAD = "---\ntitle: Innledning\n---\n\n"


def findings_in(body: str) -> list[tuple[str, str]]:
    """The rule of each finding in a body, and what stands at its place."""
    _, findings = read_markdown("f", body, 0)
    return [(finding.rule, cut(body, finding.location.span)) for finding in findings]


def blocks_of(body: str) -> list[tuple[str, int | None]]:
    """The kind of each block of a body, with the first number of a list."""
    prose, _ = read_markdown("f", body, 0)
    return [(type(block).__name__, block.first if isinstance(block, List) else None) for block in prose.blocks]


# --- all that is typed ---


def test_random_bodies_arrive() -> None:
    chance = Random(1)
    bodies = [random_body(chance) for _ in range(300)]
    assert [(body, fault) for body in bodies if (fault := fault_of(body))] == []


def test_few_random_bodies_are_excused() -> None:
    """Or the test above would hold whatever the reader did."""
    chance = Random(1)
    found = [read_markdown("f", random_body(chance), 0)[1] for _ in range(300)]
    assert sum(1 for findings in found if {finding.rule for finding in findings} & EXCUSES) < 100


def test_the_bodies_of_all_plans_here_arrive() -> None:
    files = [decode(CHAPTER, data)[0] for data in corpus()["front matter"]]
    bodies = [text[split_front_matter(CHAPTER, text).body :] for text in files]
    assert len(bodies) > 100 and [(body, fault) for body in bodies if (fault := fault_of(body))] == []


@pytest.mark.parametrize("lost", ["ord", "2026", "å", "«"])
def test_the_comparison_would_tell(lost: str) -> None:
    body = "Et ord i 2026 på «norsk»."
    prose, _ = read_markdown("f", body, 0)
    assert typed(body) == printed(prose) != said(body.replace(lost, "", 1))


def _said_of(blocks: Blocks) -> str:
    """The text of a document's blocks, with the numbers of its lists."""
    text = ""
    for block in blocks:
        text += " ".join(_text(run) for run in lines(block)) + " "
        for number, part in enumerate(below(block), block.start if isinstance(block, NumberedList) else 0):
            text += (f"{number} " if isinstance(block, NumberedList) else "") + _said_of(part)
    return text


def _text(inlines: Inlines) -> str:
    return "".join(_one(inline) for inline in inlines)


def _one(inline: Inline) -> str:
    return inline.text if isinstance(inline, Text) else " " if isinstance(inline, LineBreak) else _text(within(inline))


def test_what_the_prose_says_the_document_says() -> None:
    chance, compared = Random(2), 0
    while compared < 60:
        body = random_body(chance)
        if any(mark in body for mark in ("](", "://", "[^", "[@", ": http", "[a]", "–", "#", "|")):  # notes, labels and dashes are the document's own
            continue
        plan, _ = read_plan(Tree({**base_files(), CHAPTER: (HEAD + body).encode()}))
        section = next(section for section in compose(plan, REVISION, REVISION.when).sections if _text(section.title) == "Innledning")
        document = _said_of(section.blocks) + "".join(_text(below.title) + " " + _said_of(below.blocks) for below in section.sections)
        assert said(document) == printed(plan.chapters["innledning"].prose), body
        compared += 1


# --- dates and numbers ---

_DATES = (
    "3. mars 2024 ble planen vedtatt.", "12. desember 2023 vedtok kommunestyret planen.", "1. januar 2026 trer han i kraft.", "17. mai feirer vi.",
    "2. des. 2024 var fristen.", "30. okt 2025", "1. June 2026 is the day.", "14. March 2026", "5. May.", "31. MARS: frist",
    "2026. Året da planen går ut.",
    "1999) Det året.", "24.\tdesember", "3. 3. 2024 var fristen.", "24. 12. 2025", "1. 1.2026 trer han i kraft.",
    "6. guovvamánnu er samenes dag.", "1. geassemánu 2025", "6. guovvamáno",
)  # fmt: skip


@pytest.mark.parametrize("mark", ["", "- ", "> ", "[^1]: ", "Tekst.\n", "- x\n\n  "])
@pytest.mark.parametrize("text", _DATES)
def test_a_date_or_a_year_is_text(text: str, mark: str) -> None:
    prose, findings = read_markdown("f", mark + text + "\n", 0)
    assert findings == [] and not any(isinstance(node, List) and node.first is not None for node in prose.walk())
    assert " ".join(text.split()) in " ".join(plain(node.children) for node in prose.walk() if isinstance(node, Paragraph))


@pytest.mark.parametrize(
    "text", ["1. Mars-prosjektet", "2. mail til alle", "3. junior", "4. desentralt", "1. May we ask", "1. March on", "1200. ord", "2100. ord"]
)
def test_what_only_begins_like_a_date_is_an_item(text: str) -> None:
    expected = "Paragraph" if "Mars-" in text else "List"
    assert blocks_of(text)[0][0] == expected


def test_a_date_within_a_list_that_counts_up_to_it_is_an_item() -> None:
    assert blocks_of("1. Vedtak\n2. mars-møtet\n3. mars: frist\n") == [("List", 1)]
    assert blocks_of("- Vedtak\n\n3. mars 2024 ble den endret.\n") == [("List", None), ("Paragraph", None)]


@pytest.mark.parametrize(
    ("body", "firsts", "places"),
    [
        ("1. a\n3. b\n", [1, 3], ["3"]),
        ("1. etasje\n2. etasje\n2. trinn\n", [1, 2], ["2"]),
        ("4. a\n5. b\n", [4], []),
        ("0. a\n1. b\n", [0], []),
        ("5. plass\n", [5], []),
        ("1. a\n\n3. b\n\n4. c\n", [1, 3], ["3"]),
        ("3. a\n2. b\n1. c\n", [3, 2, 1], ["2", "1"]),
        ("1) a\n5) b\n", [1, 5], ["5"]),
    ],
)
def test_a_list_is_printed_with_the_numbers_that_are_typed(body: str, firsts: list[int], places: list[str]) -> None:
    assert [first for _, first in blocks_of(body)] == firsts
    assert findings_in(body) == [("number-out-of-order", place) for place in places]


@pytest.mark.parametrize(
    ("body", "changed"),
    [
        ("1. a\n1. b\n1. c\n", [("1", "2"), ("1", "3")]),
        ("01. a\n02. b\n", [("01", "1"), ("02", "2")]),
        ("7. a\n7. b\n", [("7", "8")]),
        ("007. a\n", [("007", "7")]),
    ],
)
def test_a_number_that_is_printed_otherwise_is_found_and_mended(body: str, changed: list[tuple[str, str]]) -> None:
    _, findings = read_markdown("f", body, 0)
    fixes = [finding.fix for finding in findings]
    assert {finding.rule for finding in findings} == {"number-changed"}
    assert [(fix.old, fix.new) for fix in fixes if fix] == changed


# --- what is dropped ---


@pytest.mark.parametrize(
    "definition",
    ["[Merk]: 2026", '[Frist]: juni "Hugs"', "[NAV]: ansvar", "[Skolen]: https://x.no", "[a]: <https://x.no>", "[x]: goal:a 'T'", "[p]: s. 12"],
)
@pytest.mark.parametrize("mark", ["", "- ", "> ", "1. ", "Før.\n\n"])
def test_a_definition_that_no_link_uses_is_printed(definition: str, mark: str) -> None:
    body = f"{mark}{definition}\n"
    prose, _ = read_markdown("f", body, 0)
    assert printed(prose) == typed(body)


@pytest.mark.parametrize("use", ["[x][r]", "[r][]", "[r]"])
def test_a_definition_that_a_link_uses_is_its_address(use: str) -> None:
    prose, findings = read_markdown("f", f"Se {use}.\n\n[r]: https://x.no\n", 0)
    assert findings == [] and "https x no".replace(" ", "") in printed(prose).replace("/", "")


@pytest.mark.parametrize(
    ("body", "lost"),
    [
        ("| A | B |\n| - | - |\n| 1 | 2 | Ansvar: NAV |\n", ["Ansvar: NAV"]),
        ("| A |\n| - |\n| 1 | 2 | 3 |\n", ["2 | 3"]),
        ("> | A | B |\n> | - | - |\n> | 1 \\| 2 | x | y |\n", ["y"]),
        ('[x](https://x.no "Tittel")\n', ['"Tittel"']),
        ("[x](goal:a 'Mål 1')\n", ["'Mål 1'"]),
        ("[x](https://x.no (2026))\n", ["2026"]),
        ("![Kurve](figure:f)\n", ["Kurve"]),
        ('![](figure:f "Tall")\n', ['"Tall"']),
    ],
)
def test_what_no_output_has_a_place_for_is_found(body: str, lost: list[str]) -> None:
    assert findings_in(body) == [("text-not-printed", text) for text in lost]


def test_what_is_lost_is_told_behind_a_hundred_other_findings() -> None:
    body = "- a\nb\n\n" * 200 + "<b>x</b>\n\n" * 200 + '[x](https://x.no "Tittel")\n\n1. a\n1. b\n'
    rules = [rule for rule, _ in findings_in(body)]
    assert {rule: rules.count(rule) for rule in rules} == {"swallowed-line": 100, "raw-markup": 100, "text-not-printed": 1, "number-changed": 1}


def test_a_link_out_of_the_plan_has_a_text() -> None:
    body = "Se [](https://x.no), [ ](tel:116117) og [**](mailto:a@x.no), men [](goal:a) og [](figure:b).\n"
    assert findings_in(body)[:2] == [("link-without-text", "https://x.no"), ("link-without-text", "tel:116117")]
    assert "goal:a" not in str(findings_in(body))


@pytest.mark.parametrize("note", ["Se[^2].", "Se [^1].", "- punkt[^2]", "> sitat[^2]", "A **b[^2]**"])
def test_a_note_that_calls_a_note_is_found(note: str) -> None:
    files = {CHAPTER: f"{HEAD}Tekst[^1] og[^2].\n\n[^1]: {note}\n\n[^2]: To.\n".encode()}
    assert [finding.rule for finding in check_files({**base_files(), **files}) if finding.rule == "note-in-note"] == ["note-in-note"]


def test_a_note_within_a_note_is_printed_in_brackets() -> None:
    """As who has switched the rule off would have it; a note that calls itself keeps its mark."""
    body = "Tekst[^1].\n\n[^1]: Gjelder barn.[^2] Og[^1].\n\n[^2]: Under **18** år.\n"
    plan, _ = read_plan(Tree({**base_files(), CHAPTER: (HEAD + body).encode()}))
    section = next(section for section in compose(plan, REVISION, REVISION.when).sections if _text(section.title) == "Innledning")
    notes = [inline for block in section.blocks for run in lines(block) for inline in run if isinstance(inline, Note)]
    assert [_said_of(note.blocks).strip() for note in notes] == ["Gjelder barn. (Under 18 år.) Og[^1]."]


# --- what is read otherwise than it looks ---


@pytest.mark.parametrize("line", ["---", "===", "-", "=", "   -----   ", "--"])
@pytest.mark.parametrize("mark", ["", "> ", "- "])
def test_a_line_that_makes_a_heading_is_found(line: str, mark: str) -> None:
    body = f"{mark}En setning.\n{mark.replace('-', ' ')}{line}\n"
    prose, findings = read_markdown("f", body, 0)
    assert [finding.rule for finding in findings] == ["underlined-heading"] and any(isinstance(node, Heading) for node in prose.walk())
    assert cut(body, findings[0].location.span).strip("> ") == line.strip()


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("| A | B |\n| - | - |\n| 1 | 2 |\nTallene er usikre.\n", 4),
        ("> Vi har det fint.\nKommunen er uenig.\n", 2),
        ("> > Vi har det fint.\nKommunen er uenig.\n", 2),
        ("- En\n- To\nGjelder begge.\n", 3),
        ("1. En\n2. To\nGjelder begge.\n", 3),
        ("- En\n  - To\nGjelder begge.\n", 3),
        ("- > En\nEn til.\n", 2),
        ("x[^1]\n\n[^1]: Note.\nNytt avsnitt.\n", 4),
    ],
)
def test_a_line_that_becomes_part_of_what_stands_above_is_found(body: str, line: int) -> None:
    assert told(read_markdown("f", body, 0)[1]) == [("swallowed-line", line, 1)]


@pytest.mark.parametrize(
    "body",
    [
        "- En\n  går videre\n",
        "1. En\n  går videre\n",
        "> En\n> to\n",
        "[^1]: En\n    to\n\nx[^1]\n",
        "| A | B |\n| - | - |\n| 1 |\n",
        "- En\n\nTo\n",
        "> En\n\nTo\n",
    ],
)
def test_a_line_that_shows_where_it_belongs_is_not(body: str) -> None:
    assert findings_in(body) == []


@pytest.mark.parametrize(
    ("typed", "read"),
    [("e\u0301n", "én"), ("a\u030a", "å"), ("*U\u0308*ber", "Über"), ("> 1. e\u0301", "é"), ("\u1112\u1161\u11ab", "한")],
)
def test_letters_in_parts_are_read_as_one_and_keep_their_place(typed: str, read: str) -> None:
    body = f"{typed} ord\n"
    prose, _ = read_markdown("f", body, 0)
    assert " ".join(run.text for run in prose.runs).startswith(read)
    last = prose.runs[-1]
    text, place = max(last.pieces)
    assert body[place : place + len(last.text) - text] == last.text[text:]


def test_a_tab_within_a_sentence_is_a_space() -> None:
    prose, _ = read_markdown("f", "en\tto **tre\tfire**\n", 0)
    assert [run.text for run in prose.runs] == ["en to tre fire"]


@pytest.mark.parametrize("cell", ['a \\| b "c"', '\\|\\| x "c"', '\\\\| "c"', '**a \\| b** "c"', '[a \\| b](goal:x) "c"'])
def test_everything_in_a_cell_has_its_place(cell: str) -> None:
    body = f"| {cell} | d |\n| - | - | - |\n| {cell} | d |\n| [x](goal:y) {cell} [@k] | d |\n"
    body = body.replace("| - | - | - |", "| - | - |")
    prose, _ = read_markdown("f", body, 0)
    for run in prose.runs:
        for text, place in run.pieces:
            assert body[place] in (run.text[text], "\\")
    assert all(body[node.start : node.end] == f"[@{node.source}]" for node in prose.walk() if isinstance(node, Citation))


@pytest.mark.parametrize("before", ["ja \\| nei ", "\\|", "**a \\| b** ", "\\| \\| \\| ", "å e\u0301 \\| "])
def test_what_stands_in_a_cell_is_renamed_there(before: str) -> None:
    text = f"---\ntitle: X\n---\n\n| {before}[tiltak 7](measure:a) | [@a] |\n| - | - |\n| [x](measure:a) {before} | {before}[y](measure:a) |\n"
    page = SourceFile("plan/chapters/x.md", text.encode())
    after = page.with_changes(renaming_edits(page, Target("measure", "a"), "ny-rutine")).decode()
    assert after == text.replace("measure:a", "measure:ny-rutine")


# --- the guard itself ---


@pytest.mark.parametrize(
    ("text", "spans", "found"),
    [
        ("ord", [(0, 3)], []),
        ("- *ord* |", [(3, 6)], []),
        ("a b\nc d", [(0, 1), (6, 7)], ["b", "c"]),
        ("a, (b)", [(0, 1)], [", (b"]),
        ("abc", [(0, 2), (1, 2)], ["c"]),
        ("2026", [], ["2026"]),
    ],
)
def test_what_no_span_holds_is_found(text: str, spans: list[tuple[int, int]], found: list[str]) -> None:
    assert [text[begin:end] for begin, end in unaccounted(text, 0, spans)] == found
