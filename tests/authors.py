"""What the tests of the author's tools share: a run of the command line, and what a check says of a folder."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from planverk.cli import main
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree, read_folder
from planverk.rules.engine import check_plan
from tests.support import TODAY


def said(tree: Tree) -> Counter[tuple[str, str, str]]:
    """Rule, severity and message of every finding."""
    plan, findings = read_plan(tree)
    return Counter((found.rule, found.severity.value, found.message) for found in check_plan(plan, findings, TODAY, "nb"))


def rules_found(folder: Path) -> list[str]:
    """PATH:LINE RULE of every finding about a folder."""
    plan, findings = read_plan(read_folder(folder))
    found = check_plan(plan, findings, TODAY, "nb")
    return [f"{each.location.path}:{each.location.span.start.line} {each.rule}" for each in found]


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones as well, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, output and errors of a command line."""
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def differing(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """The paths that are in one only, or differ."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
