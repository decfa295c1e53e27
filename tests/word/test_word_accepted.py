"""A Word file with tracked changes is read as after accepting them all, whoever made it."""

from __future__ import annotations

import pytest

from planverk.word import Reading, read_package
from tests.word_files import SPACES, p, packed, parts_of, tbl, tr

CHANGE = 'w:id="1" w:author="a"'
ENDS = f"<w:pPr><w:rPr><w:del {CHANGE}/></w:rPr></w:pPr>"
STYLED = f'<w:pPr><w:pStyle w:val="Overskrift1"/><w:rPr><w:del {CHANGE}/></w:rPr></w:pPr>'
GOES = f"<w:trPr><w:del {CHANGE}/></w:trPr>"
NOTES = "<w:footnotes {}>{}</w:footnotes>"
CALL = '<w:r><w:footnoteReference w:id="{}"/></w:r>'


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def out(text: str) -> str:
    return f"<w:del {CHANGE}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p>{properties}{content}</w:p>"


def cell(*paragraphs: str) -> str:
    return f"<w:tbl><w:tr><w:tc>{''.join(paragraphs)}</w:tc></w:tr></w:tbl>"


CASES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "words that came in and went out": (paragraph(run("a") + out("b") + f"<w:ins {CHANGE}>{run('c')}</w:ins>"), [("Normal", "ac")]),
    "words that were moved": (
        paragraph(f"<w:moveFrom {CHANGE}>{run('a')}</w:moveFrom>" + f"<w:moveTo {CHANGE}>{run('b')}</w:moveTo>"),
        [("Normal", "b")],
    ),
    "a link without any word left": (paragraph(run("a") + f'<w:hyperlink w:anchor="x">{out("b")}</w:hyperlink>'), [("Normal", "a")]),
    "a paragraph": (p("a") + paragraph(out("b"), STYLED) + p("c"), [("Normal", "a"), ("Normal", "c")]),
    "words that go on in the next paragraph": (
        paragraph(run("a"), ENDS) + paragraph(run("b"), ENDS) + p("c", "Overskrift2"),
        [("Overskrift2", "abc")],
    ),
    "the last paragraph of a cell stays": (cell(p("a"), paragraph(out("b"), ENDS)) + p("c"), [("Normal", "a"), ("Normal", ""), ("Normal", "c")]),
    "a paragraph before a table": (paragraph(out("a"), ENDS) + tbl(tr("b")) + p("c"), [("Normal", "b"), ("Normal", "c")]),
    "words before a table stay": (paragraph(run("a"), ENDS) + tbl(tr("b")) + p("c"), [("Normal", "a"), ("Normal", "b"), ("Normal", "c")]),
    "a row": (tbl(tr("a"), tr("b").replace("<w:tr>", f"<w:tr>{GOES}")) + p("c"), [("Normal", "a"), ("Normal", "c")]),
    "a table": (p("a") + tbl(tr("b").replace("<w:tr>", f"<w:tr>{GOES}")) + p("c"), [("Normal", "a"), ("Normal", "c")]),
    "a paragraph that goes on beyond a table": (
        paragraph(run("a"), ENDS) + tbl(tr("b").replace("<w:tr>", f"<w:tr>{GOES}").replace("<w:p>", f"<w:p>{ENDS}")) + p("c"),
        [("Normal", "ac")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_read(name: str) -> None:
    body, expected = CASES[name]
    package = read_package(packed(parts_of(body)))
    assert [(paragraph.style, paragraph.text) for paragraph in Reading(package).body] == expected
    assert package.tracked == body.count(CHANGE)


def test_a_note_goes_with_its_call() -> None:
    notes = "".join(f'<w:footnote w:id="{number}">{p(f"note {number}")}</w:footnote>' for number in (2, 3, 4))
    body = paragraph(CALL.format(2) + f"<w:del {CHANGE}>{CALL.format(3)}{CALL.format(2)}</w:del>")
    package = read_package(packed(parts_of(body, more={"footnotes": NOTES.format(SPACES, notes)})))
    texts = [paragraph.text for paragraph in Reading(package).paragraphs if paragraph.kind == "footnotes"]
    assert texts == ["note 2", "note 4"]


def test_many_paragraphs_that_go_on_are_no_long_work() -> None:
    """Each is moved once, however many go on in each other."""
    package = read_package(packed(parts_of(paragraph(run("a"), ENDS) * 50_000 + p("b"))))
    assert [len(paragraph.text) for paragraph in Reading(package).body] == [50_001]
