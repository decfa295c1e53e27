"""What stands on the cover below its lines: who adopted a plan of several organisations."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from planverk.document.accept_reject import accept, reject
from planverk.document.blocks import Column, Revised, Row, Table
from planverk.document.document import Document
from planverk.document.redline import redline
from planverk.document.walk import lines, plain
from planverk.errors import UserError
from planverk.formats.registry import FORMATS
from tests.kinds import KINDS, document
from tests.sample import paragraph, sample_document, words

WHEN = datetime(2026, 2, 3, tzinfo=UTC)


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


def test_its_changes_are_marked() -> None:
    def of(*rows: str) -> Document:
        cells = tuple(Row(((paragraph(each),),)) for each in rows)
        return replace(sample_document(), cover=(Table((Column(words("Vedtatt av"), 1.0),), cells, "register"),) if rows else ())

    added = redline(of("Døme kommunestyre"), of("Døme kommunestyre", "Nes kommunestyre"), "", WHEN)
    (table,) = added.cover
    assert isinstance(table, Table)
    assert [row.mark for row in table.rows] == ["", "inserted"]
    came = redline(of(), of("Nes kommunestyre"), "", WHEN)
    assert came.cover == (Revised("inserted", of("Nes kommunestyre").cover),)
    for each, before, after in ((added, of("Døme kommunestyre"), of("Døme kommunestyre", "Nes kommunestyre")), (came, of(), of("Nes kommunestyre"))):
        assert (reject(each).cover, accept(each).cover) == (before.cover, after.cover)
