"""The application layer is for whoever calls it: it prints nothing, asks nobody and knows no command line."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import planverk

FILES = sorted((Path(planverk.__file__).parent / "app").glob("*.py"))
OF_A_TERMINAL = {"click", "sys", "getpass", "argparse", "logging", "warnings", "print", "input", "breakpoint"}


def names_in(path: Path) -> Iterator[str]:
    """What a file imports and the built-in functions that it names; `sys` where more is asked of it than which Python runs."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from {each.name.partition(".")[0] for each in node.names} - {"sys"}
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "sys":
            yield from () if node.attr in {"executable", "platform"} else ("sys",)
        elif isinstance(node, ast.Name) and node.id != "sys":
            yield node.id


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_has_nothing_to_do_with_a_terminal(path: Path) -> None:
    assert OF_A_TERMINAL & {*names_in(path)} == set()
