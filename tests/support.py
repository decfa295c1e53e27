"""What several tests need: the plans of the repository, read and composed; repositories made on the spot."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from planverk.document.compose import compose
from planverk.document.document import Document
from planverk.model.plan import Plan
from planverk.reading.git import Revision
from planverk.reading.plan import read_plan
from planverk.reading.tree import read_folder

ROOT = Path(__file__).resolve().parent.parent
PLANS = {"drammen": ROOT, "nynorsk": ROOT / "tests/plans/nynorsk", "example": ROOT / "tests/plans/example", "english": ROOT / "tests/plans/english"}
TODAY = date(2026, 11, 23)
REVISION = Revision("0123456789abcdef0123456789abcdef01234567", datetime(2026, 11, 23, 9, 30, tzinfo=UTC))


def plan_of(root: Path) -> Plan:
    """The plan in a folder, which must be read without a finding."""
    plan, findings = read_plan(read_folder(root))
    assert findings == []
    return plan


def document_of(root: Path) -> Document:
    """The document of the plan in a folder, at one and the same revision."""
    return compose(plan_of(root), REVISION, REVISION.when)


def copied(name: str, folder: Path) -> Path:
    """A copy of a plan of PLANS that a test may change."""
    shutil.copytree(PLANS[name] / "plan", folder / "plan")
    shutil.copy(PLANS[name] / "planverk.toml", folder / "planverk.toml")
    return folder


def edit(folder: Path, path: str, old: str, new: str) -> None:
    """Replaces what stands in a file of such a copy."""
    text = (folder / path).read_text(encoding="utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new), encoding="utf-8")


def git(folder: Path, *arguments: str, when: str = "2026-11-23T09:30:00+00:00") -> str:
    """Runs Git in a folder, apart from the configuration of whoever runs the tests."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment |= {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    identity = ("-c", "user.name=planverk", "-c", "user.email=tests@planverk.example", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", "-C", str(folder), *identity, *arguments], capture_output=True, text=True, env=environment, check=True)
    return done.stdout.strip()


def saved(root: Path) -> str:
    """Commits all that stands in a repository; gives the commit."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "x")
    return git(root, "rev-parse", "HEAD")


def owned_by_another(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on Git takes every repository for one of another user: a Git in `folder`, first in PATH, says so to the real one."""
    folder.mkdir()
    git = shutil.which("git")
    (folder / "git").write_text(f'#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 HOME=/nonexistent exec "{git}" "$@"\n')
    (folder / "git").chmod(0o700)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def committed(folder: Path) -> str:
    """Makes a folder a Git repository with all its files committed; the commit's id."""
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "The plan")
    return git(folder, "rev-parse", "HEAD")
