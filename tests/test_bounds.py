"""The bounds on what is read: all in the handbook's table, and held by what they bound."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from planverk.errors import UserError
from planverk.model.custom_values import MOST_ERRORS, MOST_FINDINGS
from planverk.reading import git as reading_git
from planverk.reading.git import find_revision, read_revision
from planverk.reading.plan import read_plan
from tests.examples import base_files, tree_of
from tests.folders import laid, put
from tests.support import ROOT, committed

sys.path.insert(0, str(ROOT / "docs/_ext"))
import bound_pages


def test_the_table_holds_every_bound_with_its_value() -> None:
    listed = {(each.module, each.name): each.value for each in bound_pages.bounds()}
    assert len(listed) > 80
    assert listed["planverk.bounded", "SECONDS"] == 20 and listed["planverk.source.text", "LARGEST_FILE"] == 1_000_000
    assert listed["planverk.source.svg", "DEEPEST"] == 100 and listed["planverk.reading.git", "MOST_NAMES"] == reading_git.MOST_NAMES
    page = bound_pages.page()
    assert "   * - ``planverk.source.picture``\n     - ``MOST_PIXELS``\n     - 16,000,000\n     - A picture is unpacked in memory" in page
    assert page.count("\n   * - ") == len(listed) + 1


def test_every_bound_bounds_something() -> None:
    assert [each for each in bound_pages.bounds() if each.value <= 0] == []


def test_a_schema_that_finds_fault_with_everything_is_stopped() -> None:
    """The errors are taken one by one, and no more than the bound of them."""
    wanted = [f"felt-{number}" for number in range(200)]
    schema = {"properties": {"liste": {"title": "L", "type": "array", "items": {"type": "object", "required": wanted}}}}
    path = min(path for path in base_files() if path.startswith("plan/measures/"))
    text = base_files()[path].decode().replace("---\n", "---\nliste:\n" + "  - {}\n" * 400, 1)
    files = {**base_files(), path: text.encode(), "own.json": json.dumps(schema).encode(), "planverk.toml": b'[fields]\nmeasure = "own.json"\n'}
    findings = [item for item in read_plan(tree_of(files))[1] if item.location.path == path]
    assert 0 < len(findings) <= MOST_FINDINGS < MOST_ERRORS


def test_a_commit_that_names_more_files_than_any_plan_has_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = laid(tmp_path / "plan-repo")
    for number in range(30):
        put(root / f"plan/data/.skjult-{number}", b"")
    committed(root)
    monkeypatch.setattr(reading_git, "MOST_NAMES", 25)
    with pytest.raises(UserError) as caught:
        read_revision(root, find_revision(root, "HEAD"))
    assert (caught.value.key, caught.value.facts) == ("git-too-many", {"limit": "25"})
