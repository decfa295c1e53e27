"""Redlines of documents that are marked at random, of random pairs of plans, and over a plan's history: both editions come out of each in Word."""

from __future__ import annotations

from pathlib import Path
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
    assume(before.language == after.language and is_sound(before) and is_sound(after))
    between(before, after)


def is_sound(document: Document) -> bool:
    try:
        return bool(render_docx(document))
    except (UserError, ValueError):  # the latter is a chart's, of a figure without a number
        return False


SPANS = ((0, 5), (5, 10), (10, 14), (14, 18), (18, 0), (21, 24))
"""Revisions of the history that are held against each other: each step is in one span, and the last span goes back over all of them."""


@pytest.fixture(scope="module")
def revisions() -> list[Document]:
    return history.editions()


@pytest.mark.parametrize("span", SPANS)
def test_a_history(span: tuple[int, int], revisions: list[Document], keep: Path) -> None:
    between(revisions[span[0]], revisions[span[1]], keep)
