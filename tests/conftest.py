"""Leaves the conformance tests out unless they are asked for, by `--conformance` or PLANVERK_CONFORMANCE=1, and with `--fast` all that take long."""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests import fast, shared

_folder = pytest.StashKey[TemporaryDirectory[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--conformance", action="store_true", help="run the tests that need Chromium, LibreOffice and veraPDF as well; see .ci/run")
    parser.addoption("--fast", action="store_true", help="leave out the tests that typeset, or start a program other than Git")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # workers find the folder of the run that they work for
        config.stash[_folder] = shared.open_folder()
    shared.keep_what_is_dear()
    if config.getoption("--fast"):
        os.environ[fast.FAST] = "1"
        config.addinivalue_line("filterwarnings", "ignore::pytest.PytestUnraisableExceptionWarning")  # of what a test that is left out had opened


def pytest_unconfigure(config: pytest.Config) -> None:
    if _folder in config.stash:
        config.stash[_folder].cleanup()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--conformance") or os.environ.get("PLANVERK_CONFORMANCE"):
        return
    left_out = [item for item in items if item.get_closest_marker("conformance")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_collection_finish() -> None:
    if fast.is_fast():  # only now, since pytest itself asks a program what machine it runs on
        fast.start()


def pytest_runtest_logstart() -> None:
    fast.begin()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return fast.judged((yield), item)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if fast.is_fast():
        terminalreporter.write_line(fast.summary(terminalreporter.stats.get("skipped", [])))


@pytest.fixture(autouse=True)
def _no_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the machine of whoever runs the tests has set may not change an outcome."""
    monkeypatch.setenv("PLANVERK_CACHE", "off")
    for name in ("PLANVERK_LANG", "SOURCE_DATE_EPOCH", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def keep() -> Path:
    """Where a build may keep charts and cut fonts."""
    return shared.parts()
