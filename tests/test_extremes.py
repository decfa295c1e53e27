"""The extreme plans are what they say, publishable, and the same each time; their PDFs come back whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planverk.diagnostics import Severity
from planverk.document.blocks import Blocks, BulletList, Chart, Figure, NumberedList, Table
from planverk.document.document import Document, Section
from planverk.document.walk import every_block
from planverk.reading.plan import read_plan
from planverk.reading.tree import read_folder
from planverk.rules.engine import check_plan
from tests import built
from tests.extremes import DEEPEST_LIST, EXTREMES, NOTES, extreme_document, files_of, write_extreme
from tests.support import TODAY
from tests.takeback import expected
from tests.takeback.pdf import take


@pytest.mark.parametrize("name", EXTREMES)
def test_it_is_the_same_each_time_and_has_no_error(name: str, tmp_path: Path) -> None:
    assert files_of(name) == files_of(name)
    plan, findings = read_plan(read_folder(write_extreme(name, tmp_path)))
    errors = [diagnostic for diagnostic in check_plan(plan, findings, TODAY, "en") if diagnostic.severity is Severity.ERROR]
    assert errors == []


@pytest.mark.parametrize("name", EXTREMES)
def test_its_pdf_comes_back_whole(name: str) -> None:
    document = extreme_document(name)
    assert take(built.pdf(name)) == replace(expected(document), references=None)


def test_the_long_one_holds_much() -> None:
    document = extreme_document("long")
    promised = expected(document)
    assert len(promised.notes) >= NOTES
    assert max(map(len, promised.tables)) > 180
    assert max(level for level, _ in promised.headings) == 6
    assert max(map(_depth, (section.blocks for section in document.sections))) == DEEPEST_LIST


def test_the_wide_one_has_charts_of_one_year_and_of_forty() -> None:
    charts = [block.chart for block in _blocks(extreme_document("wide")) if isinstance(block, Figure) and isinstance(block.chart, Chart)]
    assert sorted((len(chart.x), len(chart.series)) for chart in charts) == [(1, 1), (1, 4), (40, 3), (40, 4)]
    assert max(len(block.columns) for block in _blocks(extreme_document("wide")) if isinstance(block, Table)) == 13


def _blocks(document: Document) -> Blocks:
    def under(section: Section) -> Blocks:
        return (*every_block(section.blocks), *(block for below in section.sections for block in under(below)))

    return tuple(block for section in document.sections for block in under(section))


def _depth(blocks: Blocks) -> int:
    return max((1 + _depth(item) for block in blocks if isinstance(block, BulletList | NumberedList) for item in block.items), default=0)
