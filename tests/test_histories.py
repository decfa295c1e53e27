"""A bounded run of tests/histories.py: whatever became of a plan in Git, what tells of its history answers."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.histories import History, faults, histories
from tests.properties import given


@given(histories(), examples=8)
def test_every_question_to_a_random_history_is_answered(made: History) -> None:
    with TemporaryDirectory() as folder:
        assert [fault for fault, _ in faults(made, Path(folder)) if fault] == []
