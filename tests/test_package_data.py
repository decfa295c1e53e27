"""What is installed is all that the code reads: every file beside the Python that a package holds is named in pyproject.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

from tests.support import ROOT

TOOLS = ROOT / "tools"


def named() -> Iterator[str]:
    """The files that the patterns of pyproject.toml match."""
    patterns = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["package-data"]
    for package, globs in patterns.items():
        for pattern in globs:
            found = [path for path in TOOLS.joinpath(*package.split(".")).glob(pattern) if path.is_file()]
            assert found or pattern == "py.typed", f"{package}: nothing is called {pattern}"
            yield from (path.relative_to(TOOLS).as_posix() for path in found)


def test_every_file_that_is_no_code_is_installed() -> None:
    files = {path for path in (TOOLS / "planverk").rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")}
    assert sorted(path.relative_to(TOOLS).as_posix() for path in files) == sorted(set(named()))
