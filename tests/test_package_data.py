"""What is installed is all that the code reads: every file beside the Python that a package holds is named in pyproject.toml."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from tests.support import ROOT
from tests.wheels import wheel

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


def sources() -> list[str]:
    return sorted(path.relative_to(TOOLS).as_posix() for path in (TOOLS / "planverk").rglob("*") if path.is_file() and path.suffix != ".pyc")


def test_the_wheel_holds_every_file() -> None:
    with ZipFile(BytesIO(wheel())) as made:
        assert sorted(name for name in made.namelist() if name.startswith("planverk/")) == sources()


def test_the_sdist_holds_every_file(tmp_path: Path) -> None:
    for part in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / part, tmp_path / part)
    shutil.copytree(TOOLS / "planverk", tmp_path / "tools/planverk", ignore=shutil.ignore_patterns("__pycache__"))
    make = "from setuptools import build_meta; build_meta.build_sdist('dist')"
    subprocess.run([sys.executable, "-c", make], cwd=tmp_path, check=True, capture_output=True)
    (made,) = (tmp_path / "dist").iterdir()
    with tarfile.open(made) as packed:
        held = [each.name.partition("/tools/")[2] for each in packed if each.isfile()]
    assert sorted(name for name in held if name.startswith("planverk/")) == sources()
