"""A remembered check says what a fresh one says, and is forgotten when anything that it depends on changes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from planverk.app.check import check_tree
from planverk.files import kept_file
from planverk.reading.cache import MOST_KEPT, Checked, keep, key_of, recall
from planverk.reading.tree import read_folder
from tests.support import TODAY, copied


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("PLANVERK_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache/planverk/check"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copied("example", tmp_path / "repository")


def test_the_same_files_are_not_checked_twice(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = check_tree(read_folder(root), TODAY, "nb")
    assert len(list(cache.glob("*.json"))) == 1
    monkeypatch.setattr("planverk.app.check.check_anew", lambda *arguments: pytest.fail("checked again"))
    assert check_tree(read_folder(root), TODAY, "nb") == fresh
    assert fresh.diagnostics


def test_files_date_and_language_are_part_of_the_key(root: Path) -> None:
    tree = read_folder(root)
    keys = {key_of(tree, TODAY.isoformat(), "nb"), key_of(tree, TODAY.isoformat(), "nn"), key_of(tree, date(2027, 1, 1).isoformat(), "nb")}
    (root / "plan/chapters/metode.md").write_text("---\ntitle: Ny\npart_of: status\n---\n", encoding="utf-8")
    keys.add(key_of(read_folder(root), TODAY.isoformat(), "nb"))
    (root / "plan/lenke").symlink_to("/")
    keys.add(key_of(read_folder(root), TODAY.isoformat(), "nb"))
    assert len(keys) == 5


def test_a_logo_that_goes_is_noticed(root: Path) -> None:
    (root / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (root / "planverk.toml").write_text('[theme]\nlogo = "logo.svg"\nlogo_alternative = "Døme"\n', encoding="utf-8")
    assert "missing-theme-file" not in {diagnostic.rule for diagnostic in check_tree(read_folder(root), TODAY, "nb").diagnostics}
    (root / "logo.svg").unlink()
    assert "missing-theme-file" in {diagnostic.rule for diagnostic in check_tree(read_folder(root), TODAY, "nb").diagnostics}


@pytest.mark.parametrize("damage", [b"", b"not json", b"[]", b'{"key": "another"}', b"\xff\xfe", b"\0" * 40])
def test_a_damaged_file_is_as_good_as_none(root: Path, cache: Path, damage: bytes) -> None:
    fresh = check_tree(read_folder(root), TODAY, "nb")
    (kept,) = cache.glob("*.json")
    kept.write_bytes(damage)
    assert check_tree(read_folder(root), TODAY, "nb") == fresh
    assert json.loads(kept_file(kept) or b"")["key"] == kept.stem


def test_off_keeps_nothing(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANVERK_CACHE", "off")
    check_tree(read_folder(root), TODAY, "nb")
    assert not cache.exists()


def test_old_outcomes_are_forgotten(root: Path, cache: Path) -> None:
    tree = read_folder(root)
    for number in range(MOST_KEPT + 5):
        keep(f"{number:064}", Checked([], 0, {}))
    assert len(list(cache.iterdir())) == MOST_KEPT
    assert recall(f"{MOST_KEPT + 4:064}", tree) == Checked([], 0, {})
