"""The paragraphs of a Document are those that its Word file is read to have: an edit that is proved by the one is proved by the other."""

from __future__ import annotations

import pytest

from planverk.document.compose import compose
from planverk.document.document import Document
from planverk.review_import.changes import plain
from planverk.review_import.resolve import ComposedLine, composed_lines
from tests import built
from tests.returning import circulated, rich
from tests.support import PLANS, REVISION


def agree(document: Document, data: bytes) -> None:
    read = (line for line in circulated(data).lines if not line.contents and line.before.strip())
    assert composed_lines(document) == [ComposedLine(plain(line.before), line.level, line.item, bool(line.note)) for line in read]


@pytest.mark.parametrize("name", PLANS)
def test_the_paragraphs_of_a_plan(name: str) -> None:
    agree(built.document(name), built.docx(name))


def test_the_paragraphs_of_all_that_prose_may_hold_and_of_every_block() -> None:
    agree(compose(rich().plan, REVISION, REVISION.when), rich().data)
    agree(built.document("sample"), built.docx("sample"))
