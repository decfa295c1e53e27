"""Leaves the conformance tests out unless they are asked for, by `--conformance` or by PLANVERK_CONFORMANCE=1."""

from __future__ import annotations

import os

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--conformance", action="store_true", help="run the tests that need Chromium, LibreOffice and veraPDF as well; see .ci/run")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--conformance") or os.environ.get("PLANVERK_CONFORMANCE"):
        return
    left_out = [item for item in items if item.get_closest_marker("conformance")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(autouse=True)
def _no_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the machine of whoever runs the tests has set may not change an outcome."""
    monkeypatch.setenv("PLANVERK_CACHE", "off")
    for name in ("PLANVERK_LANG", "SOURCE_DATE_EPOCH", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
