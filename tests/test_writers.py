"""Files are written in one place: no other module opens, replaces, links or takes away any, but in a temporary folder of its own."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.support import ROOT

WRITING = {"write_bytes", "write_text", "mkdir", "makedirs", "rmdir", "unlink", "hardlink_to", "symlink_to", "rmtree", "touch", "mkstemp", "chmod"}
WRITERS = {"files.py", "journal.py", "transaction.py"}
IN_TEMPORARY_FOLDERS = {
    "app/lock.py",
    "app/update.py",
    "exchange/signatures.py",
    "formats/charts.py",
    "formats/fonts.py",
    "formats/pdf/typeset.py",
    "source/trial.py",
}
LOCK_OF_GIT = {"authoring/commits.py"}


def calls(path: Path) -> set[str]:
    """The names of what a module calls."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {function.attr for function in functions if isinstance(function, ast.Attribute)} | {
        function.id for function in functions if isinstance(function, ast.Name)
    }


def test_nothing_else_writes_files() -> None:
    package = ROOT / "tools/planverk"
    found = {path.relative_to(package).as_posix(): calls(path) & WRITING for path in package.rglob("*.py")}
    writing = {name: sorted(what) for name, what in found.items() if what and name not in WRITERS | IN_TEMPORARY_FOLDERS}
    assert writing == {name: ["unlink"] for name in LOCK_OF_GIT}


def test_those_that_write_in_temporary_folders_make_one() -> None:
    for name in IN_TEMPORARY_FOLDERS:
        assert "TemporaryDirectory" in calls(ROOT / "tools/planverk" / name), name
