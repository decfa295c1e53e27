"""Which package may import which is written in pyproject.toml; import-linter finds nothing against it, and no files import each other in a circle."""

from __future__ import annotations

import ast
import re
import tomllib
from typing import Any

import grimp
import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.support import ROOT

CODE = [*(ROOT / "tools/planverk").glob("*.py"), *(path.parent for path in (ROOT / "tools/planverk").glob("*/__init__.py"))]
PACKAGES = {path.stem for path in CODE if not path.name.startswith("__")}


def contract(name: str) -> dict[str, Any]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: dict[str, Any] = next(each for each in settings["tool"]["importlinter"]["contracts"] if each["id"] == name)
    return found


def layers() -> list[set[str]]:
    """The packages of each layer, from the top."""
    return [set(re.findall(r"\w+", layer)) for layer in contract("layers")["layers"]]


def test_imports_go_down(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_every_layer_is_of_packages_that_there_are() -> None:
    assert set.union(*layers()) == PACKAGES | {"__main__"}


def test_no_package_is_left_out_of_what_formats_may_not_know() -> None:
    forbidden = {name.removeprefix("planverk.") for name in contract("formats-know-the-document-only")["forbidden_modules"]}
    assert forbidden == PACKAGES - {"colors", "document", "errors", "files", "formats", "safe_xml", "transaction", "typefaces", "version", "word"}


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("cli-on-app", {"cli", "serve", "app", "report", "catalogue", "diagnostics", "errors", "ids", "version"}),
        ("serve-on-app", {"serve", "app", "formats", "report", "catalogue", "diagnostics", "errors", "version"}),
    ],
)
def test_commands_and_preview_know_the_application_and_nothing_below(name: str, known: set[str]) -> None:
    forbidden = {package.removeprefix("planverk.") for package in contract(name)["forbidden_modules"]}
    assert forbidden == PACKAGES - known


def test_the_command_line_alone_knows_click() -> None:
    held = {package.removeprefix("planverk.") for package in contract("click-in-cli")["source_modules"]}
    assert held == PACKAGES - {"cli"}


def test_the_architecture_shows_the_layers_as_they_are() -> None:
    page = (ROOT / "docs/architecture.rst").read_text(encoding="utf-8")
    table = page.partition("\nLayers\n------\n")[2].partition("\nWhere to put what\n")[0]
    rows = re.findall(r"^   \* - (\d+)\n     - (.*)$", table, re.MULTILINE)
    assert [int(number) for number, _ in rows] == [*reversed(range(len(rows)))]
    shown = [set(re.findall(r"``(\w+)``", names)) for _, names in rows]
    contracted = [layer - {"__main__"} for layer in layers()]
    assert [*filter(None, shown)] == [*filter(None, contracted)]


def in_circles(package: str) -> set[str]:
    """The files that import themselves by way of others; imports inside functions and for type checkers count."""
    graph = grimp.build_graph(package, cache_dir=None)
    return {module for module in graph.modules if module in graph.find_upstream_modules(module)}


def test_no_files_import_each_other_in_a_circle() -> None:
    assert in_circles("planverk") == set()


def test_nothing_but_the_command_line_prints_and_nothing_is_kept_in_globals() -> None:
    """The other exceptions answer, in a process of their own, the one that started it."""
    for path in (ROOT / "tools/planverk").rglob("*.py"):
        nodes = [*ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
        said = {ast.unparse(node) for node in nodes if isinstance(node, ast.Name | ast.Attribute)}
        assert not any(isinstance(node, ast.Global) for node in nodes), path
        assert (
            path.parent.name == "cli" or path.name in ("bounded.py", "process.py") or not said & {"print", "click.echo", "sys.stdout", "sys.stderr"}
        ), path


@pytest.mark.parametrize(("page", "least"), [("docs/architecture.rst", 20), ("CONTRIBUTING.md", 5)])
def test_the_pages_for_developers_name_files_that_there_are(page: str, least: int) -> None:
    named = set(re.findall(r"`((?:\w+/)+(?:\w+\.\w+)?)`", (ROOT / page).read_text(encoding="utf-8")))
    places = (ROOT, ROOT / "tools/planverk")
    assert len(named) > least and sorted(name for name in named if not any((place / name).exists() for place in places)) == []
