"""A bounded run of tests/damaged.py: whatever became of a file on its way, the command that reads it answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.damaged import READERS, faults, faults_of_requests
from tests.fast import is_fast

PER_READER = 2 if is_fast() else 20
PER_DEAR_READER = 1 if is_fast() else 4


@pytest.mark.parametrize("name", READERS)
def test_a_damaged_file_is_read_or_reported(name: str, tmp_path: Path) -> None:
    reader = READERS[name]
    assert [fault for fault, _ in faults(reader, PER_DEAR_READER if reader.dear else PER_READER, 1, tmp_path) if fault] == []


def test_a_damaged_request_is_answered_or_let_go(tmp_path: Path) -> None:
    assert faults_of_requests(PER_READER, 1, tmp_path / "plan-repo") == []
