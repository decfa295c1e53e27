"""`planverk diff --format pdf`: the changes as a Document, and as a PDF that holds to the same standards as the plan's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from planverk.cli import CLEAN, FINDINGS, WRONG_CALL, main
from planverk.compare.comparison import compare
from planverk.compare.sentences import Sentences
from planverk.document.blocks import Deleted, Inserted
from planverk.document.document import Document
from planverk.document.walk import every_block, every_inline, lines, plain
from planverk.report.changes_document import report_document
from planverk.report.difference import Difference
from tests.support import PLANS, REVISION, committed, copied, edit, git, plan_of

ROUTINE = "tiltak\u00a01 «Felles rutine for tenestene»"
MEASURE = "plan/measures/felles-rutine.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The example plan, tagged v1; then a responsible function, a text and a comma change, and a measure is new."""
    folder = copied("example", tmp_path / "plan-repo")
    committed(folder)
    git(folder, "tag", "v1")
    edit(folder, MEASURE, "responsible: koordinator", "responsible: frivilligsentral")
    edit(folder, MEASURE, "Tenestene lagar ei", "Tenestene skal lage ei")
    edit(folder, "plan/goals/felles-innsats.md", "saman.", "*saman*.")
    (folder / "plan/functions/nav.yaml").write_text("title: NAV\nkind: unit\n", encoding="utf-8")
    return folder


def composed(root: Path) -> Document:
    before, after = plan_of(PLANS["example"]), plan_of(root)
    return report_document(Difference(compare(before, after), Sentences(before, after, "nb"), "v1", "mappen"), REVISION.when)


def test_the_document_tells_it_entry_by_entry(root: Path) -> None:
    document = composed(root)
    sections = [each for section in document.sections for each in (section, *section.sections)]
    assert [(plain(each.heading), [plain(line) for block in every_block(each.blocks) for line in lines(block)]) for each in sections] == [
        (
            "Dette følger av endringene",
            [f"Funksjonen «Folkehelsekoordinator»: funksjonen har ikke lenger ansvar for noe tiltak. Før: {ROUTINE}."],
        ),
        ("Endringene", []),
        (
            "Mål\u00a01 «Felles innsats»",
            [
                "Teksten er endret (redaksjonell endring).",
                "Tenestene skal arbeide [+\u00a0*\u00a0+]saman[+\u00a0*\u00a0+].",
            ],
        ),
        (
            ROUTINE.replace("t", "T", 1),
            [
                "Ansvaret er flyttet fra «Folkehelsekoordinator» til «Frivilligsentralen».",
                "Teksten er endret.",
                "Tenestene [−\u00a0lagar\u00a0−] [+\u00a0skal lage\u00a0+] ei felles rutine.",
            ],
        ),
        ("Funksjonen «NAV»", ["Funksjonen er ny.", "Slag", "enhet"]),
    ]
    marked = [
        (type(inline), plain(inline.children))
        for section in sections
        for block in every_block(section.blocks)
        for line in lines(block)
        for inline in every_inline(line)
        if isinstance(inline, Deleted | Inserted)
    ]
    assert marked == [(Inserted, "*"), (Inserted, "*"), (Deleted, "lagar"), (Inserted, "skal lage")]


def test_the_cover_says_what_was_compared(root: Path) -> None:
    document = composed(root)
    assert (document.title, document.period, document.status.line, document.language) == (
        "Endringer i Handlingsplan mot einsemd",
        "Fra v1 til mappen",
        "4 endringer. I innholdet: 3. Redaksjonelle: 1.",
        "nb-NO",
    )
    assert [plain(line) for block in every_block(document.colophon.blocks) for line in lines(block)] == [
        "Før",
        "Etter",
        "V1",
        "Mappen",
        "Ord som er tatt bort, er strøket over og står slik: [−\u00a0ord\u00a0−]. "
        "Ord som er kommet til, er streket under og står slik: [+\u00a0ord\u00a0+].",
        "En redaksjonell endring sier det samme med andre tegn: formen på anførselstegn, mellomrom og tankestreker mellom tall, "
        "utheving og linjeskift. Alt annet er en endring i innholdet.",
    ]


def test_the_pdf_is_made_and_holds(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "endringer.pdf"
    assert main(["diff", "-C", str(root), "v1", "--format", "pdf", "--output", str(out)]) == FINDINGS
    assert out.read_bytes().startswith(b"%PDF-1.7") and b"pdfuaid" in out.read_bytes()
    assert main(["diff", "-C", str(root), "v1", "v1", "--format", "pdf", "--output", str(out)]) == CLEAN
    capsys.readouterr()
    assert main(["diff", "-C", str(root), "v1", "--format", "pdf"]) == WRONG_CALL
    assert capsys.readouterr().err == "planverk: skriv hvor PDF-en skal ligge: --output endringer.pdf\n"
