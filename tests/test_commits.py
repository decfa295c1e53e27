"""Commits and tags that planverk makes: nothing else goes in, and nothing that the repository has set up runs."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from planverk.authoring.commits import commit, has_tag, tag
from planverk.reading.git import GitError, find_revision
from tests.examples import base_files
from tests.folders import laid, put
from tests.support import committed, git

PLAN = "plan/plan.yaml"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = laid(tmp_path / "plan-repo")
    put(root / ".gitignore", b"/build/\n")
    committed(root)
    return root


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "planverk")


def test_a_commit_holds_the_files_and_nothing_else(repository: Path) -> None:
    put(repository / "notat.txt", b"ikke med")
    git(repository, "add", "notat.txt")
    put(repository / "plan/ny.txt", b"med\r\n")
    made = commit(repository, ["plan/ny.txt"], "Emne\n\nTekst æøå\n")
    assert git(repository, "show", "--format=", "--name-status", made) == "A\tplan/ny.txt"
    assert git(repository, "status", "--short") == "A  notat.txt" and git(repository, "log", "-1", "--format=%s|%an") == "Emne|planverk"


def test_line_ends_are_those_of_the_commit_before(repository: Path) -> None:
    put(repository / PLAN, base_files()[PLAN].replace(b"\n", b"\r\n").replace(b"hearing", b"draft"))
    commit(repository, [PLAN], "x")
    assert git(repository, "cat-file", "blob", f"HEAD:{PLAN}").encode() + b"\n" == base_files()[PLAN].replace(b"hearing", b"draft")


def test_a_plan_below_the_top_of_a_repository(tmp_path: Path) -> None:
    root = laid(tmp_path / "planer" / "ensomhet")
    put(tmp_path / "annet.txt", b"x")
    committed(tmp_path)
    put(root / "plan/goals/æ.txt", b"ny")
    commit(root, ["plan/goals/æ.txt"], "x")
    assert git(tmp_path, "-c", "core.quotePath=false", "show", "--format=", "--name-only", "HEAD") == "planer/ensomhet/plan/goals/æ.txt"
    assert git(tmp_path, "status", "--short") == "" and find_revision(root, "HEAD").id == git(tmp_path, "rev-parse", "HEAD")


def test_no_hook_filter_or_signature_of_the_repository_runs(repository: Path, tmp_path: Path) -> None:
    program, trace = tmp_path / "program.sh", tmp_path / "trace"
    put(program, f"#!/bin/sh\necho $0 $@ >> '{trace}'\ncat\n".encode())
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    put(repository / ".gitattributes", b"* filter=x\n")
    settings = {
        "commit.gpgSign": "true",
        "tag.gpgSign": "true",
        "gpg.program": str(program),
        "filter.x.clean": str(program),
        "core.fsmonitor": str(program),
    }
    for key, value in (settings | {"core.hooksPath": str(tmp_path / "hooks"), "core.editor": str(program)}).items():
        git(repository, "config", key, value)
    for hook in ("pre-commit", "commit-msg", "post-commit", "reference-transaction", "post-index-change", "prepare-commit-msg"):
        put(tmp_path / "hooks" / hook, program.read_bytes())
        (tmp_path / "hooks" / hook).chmod(0o700)
    put(repository / "plan/ny.txt", b"x")
    tag(repository, "v1", commit(repository, ["plan/ny.txt"], "x"), "Utgave")
    assert has_tag(repository, "v1") and not has_tag(repository, "v2") and not trace.exists(), trace.read_text()
    with pytest.raises(GitError):
        tag(repository, "v1", "HEAD", "x")
    for name in ("--delete", "a b", "..", "-d"):
        with pytest.raises(GitError):
            tag(repository, name, "HEAD", "x")
