"""What is said of the plan's list of contents."""

from __future__ import annotations

import pytest

from planverk.diagnostics import Hint
from planverk.model.planfile import SPECIAL_PARTS
from tests.examples import base_files
from tests.remedies import found_in, left_after


@pytest.mark.parametrize("part", SPECIAL_PARTS)
@pytest.mark.parametrize("there", [True, False])
def test_a_part_of_the_contents_that_is_typed_as_a_chapter_is_told_as_what_it_is(part: str, there: bool) -> None:
    text = base_files()["plan/plan.yaml"].decode().replace(f"  - {part}\n", "")
    text = text.replace("contents:\n", "contents:\n" + (f"  - {part}\n" if there else "") + f"  - chapter:{part}\n")
    tree, found = found_in(text, "plan/plan.yaml")
    finding = next(finding for finding in found if finding.rule == "dangling-reference")
    assert finding.hints == (Hint("listed-already", {"name": part}) if there else Hint("write-line", {"line": f"- {part}"}),)
    assert left_after(tree, finding, finding.hints[0]) in (None, [])
