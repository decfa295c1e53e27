"""A long history of the Drammen plan out of Git: what each step is told as, whole and in each language."""

from __future__ import annotations

from pathlib import Path

import pytest

from planverk.catalogue import LANGUAGES
from planverk.compare.comparison import compare
from planverk.compare.records import records_of
from tests import history
from tests.carried_out import apply


@pytest.fixture(scope="module")
def repository() -> Path:
    return history.repository()


def test_each_step_is_told_as_kept(repository: Path) -> None:
    told = dict(history.outputs(repository))
    assert {path.parent.name: text for path, text in told.items()} == {
        path.parent.name: path.read_text(encoding="utf-8") for path in history.KEPT.glob("*/expected.txt")
    }
    assert len(told) >= 12 and all(text.count("===") == 2 * len(LANGUAGES) for text in told.values())


def test_the_steps_carried_out_one_after_another_lead_from_the_first_to_the_last(repository: Path) -> None:
    records = records_of(history.plan_at(repository, 0))
    for number in range(len(history.STEPS)):
        records = apply(records, compare(history.plan_at(repository, number), history.plan_at(repository, number + 1)))
        assert records == records_of(history.plan_at(repository, number + 1))


def test_the_whole_history_can_be_told_at_once(repository: Path) -> None:
    first, last = history.plan_at(repository, 0), history.plan_at(repository, len(history.STEPS))
    assert apply(records_of(first), compare(first, last)) == records_of(last)
