"""Redlines of documents that are marked at random, of random pairs of plans, and over a plan's history: both editions come out of each in Word."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import assume
from hypothesis import strategies as st

from planverk.document.document import Document
from planverk.errors import UserError
from planverk.formats.docx import render as render_docx
from tests import history
from tests.history import composed
from tests.marking import Marker, start
from tests.properties import given
from tests.revisions import Pair, pairs
from tests.word_redlines import between, same


@given(st.integers(0, 10**9), examples=8)
def test_any_changes(seed: int) -> None:
    chance = Random(seed)
    document = Marker(chance, chance.choice((0.05, 0.15, 0.3))).document(start())
    same(render_docx(document), document)


@given(pairs(), examples=7)
def test_any_two_plans(pair: Pair) -> None:
    """Of which both can be published, in one language."""
    before, after = (composed(plan) for plan in pair)
    old = published(before)
    new = published(after) if old else b""
    assume(before.language == after.language and old and new)
    between(before, after, old, new)


def published(document: Document) -> bytes:
    """Its Word file, b"" where none can be made."""
    try:
        return render_docx(document)
    except (UserError, ValueError):  # the latter is a chart's, of a figure without a number
        return b""


SPANS = ((0, 3), (3, 7), (7, 10), (10, 18), (18, 0), (21, 24))
"""Revisions of the history that are held against each other: each step is in one span, and the last span goes back over all of them."""


@pytest.mark.parametrize("span", SPANS)
def test_a_history(span: tuple[int, int]) -> None:
    first, last = span
    between(history.editions()[first], history.editions()[last], history.word(first), history.word(last))
