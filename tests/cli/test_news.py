"""`planverk build --changes-since`: what is new stands first in the document, in the plan's language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planverk.app.compare import news_since
from planverk.cli import CLEAN, WRONG_CALL, main
from planverk.document.blocks import Table
from planverk.document.compose import compose
from planverk.document.document import Document
from planverk.document.walk import every_block, every_inline, lines, plain
from tests.support import REVISION, committed, copied, edit, git, plan_of

MEASURE = "plan/measures/felles-rutine.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = copied("example", tmp_path / "plan-repo")
    committed(folder)
    git(folder, "tag", "v1")
    return folder


def composed(root: Path) -> Document:
    plan = plan_of(root)
    return compose(plan, REVISION, REVISION.when, news=news_since(str(root), "v1", plan))


def told(document: Document) -> list[str]:
    """The lines of the first section, cells and all."""
    section = document.sections[0]
    return [plain(section.heading), *(plain(line) for block in every_block(section.blocks) for line in lines(block))]


def test_what_changed_in_a_text_is_told_with_its_words(root: Path) -> None:
    edit(root, MEASURE, "Tenestene lagar ei felles rutine.", "Tenestene skal lage ei felles rutine.")
    said = told(composed(root))
    assert "Ord som er tekne bort, står i [− −]. Ord som er komne til, står i [+ +]." in said
    assert said[said.index("Teksten er endra.") + 1] == "Tenestene [−\u00a0lagar\u00a0−] [+\u00a0skal lage\u00a0+] ei felles rutine."


def test_the_same_change_of_several_entries_is_told_once_with_them_all(root: Path) -> None:
    for name in ("felles-rutine", "moteplass"):
        path = f"plan/measures/{name}.md"
        text = (root / path).read_text(encoding="utf-8")
        (root / path).write_text(
            re.sub(r"(?m)^financing: .*\n", "", text).replace("\n---\n", "\nfinancing: 100 000 kroner\n---\n", 1), encoding="utf-8"
        )
    git(root, "commit", "--all", "--quiet", "--message", "before")
    git(root, "tag", "--force", "v1")
    for name in ("felles-rutine", "moteplass"):
        edit(root, f"plan/measures/{name}.md", "financing: 100 000 kroner", "financing: 200 000 kroner")
    (table,) = (block for block in composed(root).sections[0].blocks if isinstance(block, Table))
    (row,) = table.rows
    assert [plain(line) for block in row.cells[0] for line in lines(block)] == [
        "Tiltak\u00a01 «Felles rutine for tenestene»", "Tiltak\u00a02 «Open møteplass»",
    ]  # fmt: skip
    assert len(row.cells[1]) == 1


def test_what_is_new_stands_first(root: Path) -> None:
    edit(root, MEASURE, "responsible: koordinator", "responsible: frivilligsentral")
    edit(root, MEASURE, "deadline: 2026-06-30", "deadline: 2026-12-31")
    edit(root, "plan/goals/felles-innsats.md", "saman.", "*saman*.")
    edit(root, "planverk.toml", 'primary = "#0f4057"', 'primary = "#0f4058"')
    document = composed(root)
    assert told(document) == [
        "Kva er nytt i planen",
        "Tabellen viser det som er endra i innhaldet sidan 23.\u00a0november 2026.",
        "Endringar sidan 23.\u00a0november 2026",
        "Kva",
        "Endring",
        "Tiltak\u00a01 «Felles rutine for tenestene»",
        "Ansvaret er flytta frå «Folkehelsekoordinator» til «Frivilligsentralen».",
        "Fristen er flytta frå 30.\u00a0juni 2026 til 31.\u00a0desember 2026, 6 månader seinare.",
        "Dette følgjer av endringane:",
        "Funksjonen «Folkehelsekoordinator»: funksjonen har ikkje lenger ansvar for noko tiltak. Før: tiltak\u00a01 «Felles rutine for tenestene».",
        "I tillegg er det gjort 2 redaksjonelle endringar, som ikkje endrar innhaldet.",
    ]
    (table,) = (block for block in document.sections[0].blocks if isinstance(block, Table))
    assert [getattr(inline, "anchor", "") for line in lines(table.rows[0].cells[0][0]) for inline in every_inline(line)] == [
        "tiltak-felles-rutine",
        "",
    ]
    assert document.opening == compose(plan_of(root), REVISION, REVISION.when).opening, "the plan still opens with its own chapter"


def test_an_adopted_version_is_named_by_the_day_of_its_adoption(root: Path) -> None:
    edit(root, "plan/plan.yaml", "status: hearing\n", "status: adopted\nadoption:\n  body: Kommunestyret\n  date: 2025-03-04\n  case: 12/25\n")
    git(root, "commit", "--all", "--quiet", "--message", "adopted")
    git(root, "tag", "--force", "v1")
    edit(root, MEASURE, "deadline: 2026-06-30", "deadline: 2026-12-31")
    assert told(composed(root))[:2] == [
        "Kva er nytt sidan vedteken versjon",
        "Tabellen viser det som er endra i innhaldet sidan planen blei vedteken 4.\u00a0mars 2025.",
    ]


def test_where_nothing_is_new_a_line_says_so(root: Path) -> None:
    assert told(composed(root)) == ["Kva er nytt i planen", "Innhaldet er ikkje endra sidan 23.\u00a0november 2026."]


def test_the_outputs_hold_it(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(root, MEASURE, "deadline: 2026-06-30", "deadline: 2026-12-31")
    assert main(["build", "html", "-C", str(root), "--changes-since", "v1", "--output", str(tmp_path / "out")]) == CLEAN
    assert "Fristen er flytta frå" in (tmp_path / "out/html/kva-er-nytt/index.html").read_text(encoding="utf-8")
    assert main(["build", "html", "-C", str(root), "--changes-since", "finnes-ikke", "--output", str(tmp_path / "out")]) == WRONG_CALL
    assert "«finnes-ikke» er verken en revisjon i Git eller en mappe" in capsys.readouterr().err
