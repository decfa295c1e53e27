"""Every kind of plan that municipalities adopt: no error, each output through its gate, and the whole text of its measures."""

from __future__ import annotations

from pathlib import Path

import pytest

from planverk.diagnostics import Severity
from planverk.formats.registry import FORMATS
from planverk.reading.plan import read_plan
from planverk.reading.tree import read_folder
from planverk.rules.engine import check_plan
from tests.kinds import EXPECTED, FOLDERS, document, measures_part
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
