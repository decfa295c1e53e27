"""Every command ends as it may while the machine fails: exit code 0, 1 or 2, and no traceback. `python -m tests.trouble` tries thousands."""

from __future__ import annotations

from pathlib import Path

from planverk.cli.command import COMMANDS as ALL
from tests.trouble import COMMANDS, ENDS, run


def test_every_command_is_tried() -> None:
    assert {line.split()[0] for line in COMMANDS if line} >= set(ALL)


def test_no_trouble_of_the_machine_is_a_fault_of_ours(tmp_path: Path) -> None:
    assert run(100, 10_000) == []
    assert ENDS[2] > 20 and ENDS[0] + ENDS[1] > 20
