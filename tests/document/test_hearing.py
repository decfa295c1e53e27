"""The hearing: what a statement may say, what is found wrong with it, the appendix and the document of its own, renaming and comparing."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Pdf

from planverk.authoring.edits import files_after
from planverk.authoring.rename import rename
from planverk.compare.comparison import compare
from planverk.compare.sentences import Sentences
from planverk.document.blocks import Blocks, Paragraph, Table
from planverk.document.compose import compose
from planverk.document.document import Document, Section
from planverk.document.hearing import compose_hearing
from planverk.document.walk import plain
from planverk.formats.pdf import render as render_pdf
from planverk.formats.pdf.expected import contents_of
from planverk.formats.pdf.structure import elements
from planverk.model.canonical import plan_digest
from planverk.model.plan import Plan
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.rules.engine import check_plan
from tests.authors import run
from tests.examples import DAY, base_files
from tests.folders import laid, put
from tests.support import REVISION, committed

Capture = pytest.CaptureFixture[str]
PLAN = "plan/plan.yaml"
OLD = "plan/hearing/pensjonistforbundet.yaml"
STATEMENT = """organisation: Pensjonistforbundet
date: 2026-05-04
entries:
  - measure:felles-rutine
  - goal:felles-innsats
  - chapter:innledning
summary: Rutinen bør også gjelde for hjemmetjenesten.
assessment: Hjemmetjenesten møter mange som er ensomme.
outcome: partly
change: Tiltak 1 nevner hjemmetjenesten.
"""
YOUNG = "organisation: Ungdomsrådet\ndate: 2026-05-11\nsummary: Planen sier lite om ungdom.\n"


def files(statement: str = STATEMENT, status: str = "hearing", contents: str = "  - hearing\n", **more: str) -> dict[str, bytes]:
    """The base plan with a statement, others by the names of their files, and the hearing at the end of the contents."""
    head = (
        base_files()[PLAN]
        .replace(b"status: hearing", f"status: {status}".encode())
        .replace(b"  - references\n", b"  - references\n" + contents.encode())
    )
    return {**base_files(), PLAN: head, OLD: statement.encode(), **{f"plan/hearing/{name}.yaml": text.encode() for name, text in more.items()}}


def plan_of(given: Mapping[str, bytes]) -> Plan:
    plan, findings = read_plan(Tree(dict(given)))
    assert findings == []
    return plan


def found(given: Mapping[str, bytes]) -> list[tuple[str, int, str, str, str]]:
    plan, findings = read_plan(Tree(dict(given)))
    places = (
        (each.location.path, each.location.span.start.line, each.severity.value, each.rule, each.message)
        for each in check_plan(plan, findings, DAY, "nb")
    )
    return list(places)


def document_of(given: Mapping[str, bytes]) -> Document:
    return compose(plan_of(given), REVISION, REVISION.when)


def text_of(blocks: Blocks) -> list[str]:
    assert all(isinstance(block, Paragraph) for block in blocks)
    return [plain(block.children) for block in blocks if isinstance(block, Paragraph)]


def rows_of(section: Section) -> list[list[list[str]]]:
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    return [[text_of(cell) for cell in row.cells] for row in table.rows]


# --- what a statement says ---


def test_a_statement_is_read_and_has_no_fault() -> None:
    statement = plan_of(files()).statements["pensjonistforbundet"]
    assert (statement.key, statement.organisation, str(statement.date), statement.outcome) == (
        "statement:pensjonistforbundet", "Pensjonistforbundet", "2026-05-04", "partly",
    )  # fmt: skip
    assert statement.entries == ("measure:felles-rutine", "goal:felles-innsats", "chapter:innledning") and found(files()) == []


@pytest.mark.parametrize(
    ("before", "after", "line", "rule"),
    [
        ("measure:felles-rutine", "felles-rutine", 4, "not-allowed"),
        ("measure:felles-rutine", "tiltak:felles-rutine", 4, "not-allowed"),
        ("measure:felles-rutine", "measure:Felles rutine", 4, "not-allowed"),
        ("measure:felles-rutine", "measure:felles-rutin", 4, "dangling-reference"),
        ("outcome: partly", "outcome: delvis", 9, "not-allowed"),
        ("organisation: Pensjonistforbundet\n", "", 1, "missing-field"),
        ("date: 2026-05-04", "date: 4. mai 2026", 2, "bad-date"),
        ("summary: ", "sammendrag: ", 7, "unknown-field"),
    ],
)
def test_what_is_wrong_is_found_at_its_place(before: str, after: str, line: int, rule: str) -> None:
    assert before in STATEMENT
    told = found(files(STATEMENT.replace(before, after)))
    assert (OLD, line, "error", rule) in [each[:4] for each in told]


def test_a_statement_that_was_not_weighed_is_information_and_later_a_warning() -> None:
    for status, severity in (("hearing", "info"), ("draft", "warning")):
        told = found(files(status=status, ungdomsradet=YOUNG))
        assert told == [
            ("plan/hearing/ungdomsradet.yaml", 1, severity, "statement-without-assessment", "innspillet fra «Ungdomsrådet» er ikke vurdert")
        ]
    weighed = YOUNG + "assessment: Vi er enige.\n"
    assert found(files(ungdomsradet=weighed))[0][4] == "innspillet fra «Ungdomsrådet» er ikke avgjort"


@pytest.mark.parametrize(("outcome", "count"), [("accepted", 1), ("partly", 1), ("rejected", 0), ("noted", 0)])
def test_an_outcome_that_promises_a_change_tells_it(outcome: str, count: int) -> None:
    text = STATEMENT.replace("outcome: partly", f"outcome: {outcome}").replace("change: Tiltak 1 nevner hjemmetjenesten.\n", "")
    told = found(files(text))
    assert [each[:4] for each in told] == [(OLD, 9, "warning", "outcome-without-change")] * count


@pytest.mark.parametrize(
    ("before", "after", "rules"),
    [
        ("organisation: Pensjonistforbundet", "organisation: Kari Nordmann", ["person-in-statement"]),
        ("summary: Rutinen", "summary: Kari Nordmann mener at rutinen", ["person-in-statement"]),
        ("assessment: Hjemme", "assessment: Svar til kari.nordmann@eksempel.example. Hjemme", ["person-in-statement"]),
        ("change: Tiltak", "change: Ring Kari Nordmann, 912 34 567. Tiltak", ["person-in-statement"] * 2),
        ("summary: Rutinen", "summary: Født 018112 12039. Rutinen", ["person-in-statement"]),
        ("summary: Rutinen", "summary: Mental Helse (116 123) og Kirkens SOS (22 40 00 40) mener at rutinen", []),
    ],
)
def test_personal_data_is_found(before: str, after: str, rules: list[str]) -> None:
    told = found(files(STATEMENT.replace(before, after)))
    assert [(each[2], each[3]) for each in told] == [("error", rule) for rule in rules]


def test_a_file_named_after_a_person_is_found() -> None:
    assert [each[:4] for each in found({**files(), "plan/hearing/kari-nordmann.yaml": STATEMENT.encode()})] == [
        ("plan/hearing/kari-nordmann.yaml", 1, "error", "person-in-statement")
    ]


def test_nothing_is_published_while_a_person_stands_in_a_statement(tmp_path: Path, capsys: Capture) -> None:
    root = laid(tmp_path / "plan-repo")
    put(root / OLD, STATEMENT.replace("summary: Rutinen", "summary: Kari Nordmann mener at rutinen").encode())
    for target in ("hearing", "all"):
        code, out, err = run(capsys, "build", target, "-C", str(root))
        assert (code, out) == (1, "") and "error[person-in-statement]: «Kari Nordmann» ser ut til å gjelde en person" in err
    assert not (root / "build").exists()


def test_a_statement_is_no_use_of_what_it_is_about() -> None:
    plan = plan_of(files())
    assert "statement" not in {reference.entry.kind for references in plan.referrers.values() for reference in references}


def test_an_entry_that_is_renamed_is_renamed_in_statements() -> None:
    tree = Tree(files())
    after = files_after(tree.files, rename(tree, "measure:felles-rutine", "ny-rutine"))
    assert b"  - measure:ny-rutine\n" in after[OLD] and found(after) == []


# --- the appendix ---


def test_the_appendix_is_a_table_by_organisation() -> None:
    section = document_of(files(ungdomsradet=YOUNG)).sections[-1]
    assert (section.anchor, section.page, plain(section.title), section.role) == ("horing", "horing/", "Høringsinnspill", "hearing")
    assert rows_of(section) == [
        [
            ["Pensjonistforbundet", "4.\u00a0mai 2026"],
            ["Rutinen bør også gjelde for hjemmetjenesten.", "Gjelder: tiltak\u00a01 Felles rutine, mål\u00a01 Felles innsats, Innledning"],
            ["Hjemmetjenesten møter mange som er ensomme."],
            ["Delvis tatt til følge", "Tiltak\u00a01 nevner hjemmetjenesten."],
        ],
        [["Ungdomsrådet", "11.\u00a0mai 2026"], ["Planen sier lite om ungdom."], ["Ikke vurdert ennå."], ["Ikke avgjort ennå."]],
    ]


def test_the_appendix_counts_the_outcomes() -> None:
    more = {f"lag-{number}": STATEMENT.replace("organisation: Pensjonistforbundet", f"organisation: Lag {number}") for number in (1, 2)}
    given = files(ungdomsradet=YOUNG, **more)
    tally = document_of(given).sections[-1].blocks[1]
    assert isinstance(tally, Paragraph) and plain(tally.children) == "4 innspill. Delvis tatt til følge: 3. Ikke avgjort: 1."


def test_the_appendix_stands_where_the_contents_say() -> None:
    assert "hearing" not in [section.role for section in document_of(files(contents="")).sections]
    assert "hearing" not in [section.role for section in document_of({path: data for path, data in files().items() if path != OLD}).sections]


def test_statements_are_part_of_what_the_plan_says() -> None:
    assert plan_digest(plan_of(files())) != plan_digest(plan_of(files(STATEMENT.replace("partly", "accepted"))))


# --- the document of its own ---


def test_the_document_of_its_own_holds_the_statements_alone() -> None:
    given = files(contents="")
    document = compose_hearing(document_of(given), plan_of(given))
    assert document.title == "Høringsinnspill til Handlingsplan mot ensomhet" and [section.role for section in document.sections] == ["hearing"]
    assert rows_of(document.sections[0])[0][1][1] == "Gjelder: tiltak\u00a01 Felles rutine, mål\u00a01 Felles innsats, Innledning"
    facts = document.provenance.facts()
    assert (facts["document"], facts["title"]) == ("hearing", "Handlingsplan mot ensomhet")


def test_a_single_section_has_no_list_of_contents_in_the_pdf() -> None:
    given = files(contents="")
    document = compose_hearing(document_of(given), plan_of(given))
    assert (contents_of(document), len(contents_of(document_of(given))) > 1) == ((), True)
    with Pdf.open(BytesIO(render_pdf(document, None))) as pdf:
        assert [str(each.S) for each in elements(pdf) if str(each.S) in ("/TOC", "/H1")] == ["/H1", "/H1"], "about the edition, and the statements"


def test_it_is_built_and_verified(tmp_path: Path, capsys: Capture) -> None:
    root = laid(tmp_path)
    for path, data in files(contents="", ungdomsradet=YOUNG).items():
        put(root / path, data)
    put(root / ".gitignore", b"/build/\n")
    committed(root)
    code, out, _ = run(capsys, "build", "hearing", "-C", str(root))
    assert (code, out) == (0, f"Laget {root}/build/hearing.pdf\nLaget {root}/build/hearing.docx\n")
    for name in ("hearing.pdf", "hearing.docx"):
        code, out, _ = run(capsys, "verify", str(root / "build" / name), "-C", str(root))
        assert code == 0 and out.endswith("Filen er nøyaktig den samme, byte for byte.\n")


def test_without_statements_there_is_no_document(tmp_path: Path, capsys: Capture) -> None:
    assert run(capsys, "build", "hearing", "-C", str(laid(tmp_path)))[::2] == (
        2,
        "Merk: Planen er ikke lagret i Git, så utgaven får ikke noe versjonsnummer.\n"
        "planverk: planen har ingen høringsinnspill. De ligger i plan/hearing\n",
    )  # fmt: skip


# --- changes ---


@pytest.mark.parametrize(
    ("language", "came", "outcome"),
    [
        (
            "nb",
            "Høringsinnspillet fra «Ungdomsrådet»: høringsinnspillet er nytt",
            "«Utfall» er endret fra delvis tatt til følge til ikke tatt til følge",
        ),
        (
            "nn",
            "Høyringsinnspelet frå «Ungdomsrådet»: høyringsinnspelet er nytt",
            "«Utfall» er endra frå delvis teke til følgje til ikkje teke til følgje",
        ),
        ("en", "The hearing statement of “Ungdomsrådet”: the hearing statement is new", "“Outcome” changed from accepted in part to not accepted"),
    ],
)
def test_changes_are_told(language: str, came: str, outcome: str) -> None:
    before, after = plan_of(files()), plan_of(files(STATEMENT.replace("outcome: partly", "outcome: rejected"), ungdomsradet=YOUNG))
    sentences = Sentences(before, after, language)
    told = [sentences.message(change) for change in compare(before, after)]
    assert came in told and any(line.endswith(outcome) for line in told), told
    back = [change.kind.value for change in compare(after, before)]
    assert "statement-removed" in back
