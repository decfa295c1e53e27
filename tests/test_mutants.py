"""Each slip of tests/mutants.py can still be made: its line stands once in the code, and says something else then. Making them takes minutes."""

from __future__ import annotations

import pytest

from tests.mutants import MUTANTS, Mutant
from tests.support import ROOT


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_its_line_stands_once(mutant: Mutant) -> None:
    assert (ROOT / mutant.file).read_text(encoding="utf-8").count(mutant.old) == 1
    assert mutant.old != mutant.new and (ROOT / mutant.tests[0]).is_file()


def test_no_two_are_the_same() -> None:
    assert len({(mutant.path, mutant.new) for mutant in MUTANTS}) == len(MUTANTS) >= 12
