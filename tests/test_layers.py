"""The floors hold: which room may import which is written in pyproject.toml, and import-linter finds nothing against it."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.support import ROOT

CODE = [*(ROOT / "tools/planverk").glob("*.py"), *(path.parent for path in (ROOT / "tools/planverk").glob("*/__init__.py"))]
ROOMS = {path.stem for path in CODE if not path.name.startswith("__")}


def contract(name: str) -> dict[str, Any]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: dict[str, Any] = next(each for each in settings["tool"]["importlinter"]["contracts"] if each["id"] == name)
    return found


def test_floors_hold(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_no_room_is_left_out_of_what_render_may_not_know() -> None:
    forbidden = {name.removeprefix("planverk.") for name in contract("formats-know-the-document-only")["forbidden_modules"]}
    assert forbidden == ROOMS - {"colors", "document", "errors", "files", "formats", "safe_xml", "transaction", "typefaces", "word"}
