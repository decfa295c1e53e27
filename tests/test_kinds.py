"""Every kind of plan that municipalities adopt: no error, each output through its gate, and the whole text of its measures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planverk.diagnostics import Severity
from planverk.document.blocks import Table
from planverk.document.walk import lines, plain
from planverk.errors import UserError
from planverk.formats.registry import FORMATS
from planverk.reading.plan import read_plan
from planverk.reading.tree import read_folder
from planverk.rules.engine import check_plan
from tests.kinds import EXPECTED, FOLDERS, KINDS, document, measures_part
from tests.support import TODAY


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_error(folder: Path) -> None:
    plan, findings = read_plan(read_folder(folder))
    assert [each for each in check_plan(plan, findings, TODAY, "nb") if each.severity is Severity.ERROR] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_part_with_measures_says_what_the_plan_tells(folder: Path) -> None:
    assert measures_part(folder) == (folder / EXPECTED).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_output_passes_its_gate(folder: Path, name: str) -> None:
    code = FORMATS[name].code
    code.gate(code.render(document(folder), None, ()), document(folder))


def test_the_cover_says_who_adopted_a_plan_of_several() -> None:
    (table,) = (block for block in document(KINDS / "interkommunal").cover if isinstance(block, Table))
    assert [["".join(map(plain, lines(block))).replace("\u00a0", " ") for cell in row.cells for block in cell] for row in table.rows] == [
        ["Døme kommune", "Døme kommunestyre", "12. februar 2026", "7/26"],
        ["Nes kommune", "Nes kommunestyre", "5. mars 2026", "12/26"],
        ["Dal kommune", "Dal kommunestyre", "19. mars 2026", "9/26"],
    ]
    assert document(KINDS / "klima-og-energi").cover == ()


@pytest.mark.parametrize("name", FORMATS)
def test_no_output_is_without_the_table_of_the_cover(name: str) -> None:
    whole, code = document(KINDS / "interkommunal"), FORMATS[name].code
    with pytest.raises((UserError, ValueError)):
        code.gate(code.render(replace(whole, cover=()), None, ()), whole)
