"""Commits and tags that planverk makes: nothing else goes in, and nothing that the repository has set up runs."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from planverk.authoring.commits import has_landed, has_tag, land, prepare, prepare_branch
from planverk.authoring.edits import Edit
from planverk.errors import UserError
from planverk.reading.git import find_revision
from tests.examples import base_files
from tests.faults import KILLED, fault_at, in_child, kill
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


def commit(root: Path, paths: list[str], message: str, tag: str = "") -> str:
    """Commits files of the folder as they are."""
    made = prepare(root, [Edit(path, None, (root / path).read_bytes()) for path in paths], message, tag)
    land(root, made, "test")
    return made.commit


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
    commit(repository, ["plan/ny.txt"], "x", "v1")
    assert has_tag(repository, "v1") and not has_tag(repository, "v2") and not trace.exists(), trace.read_text()
    assert git(repository, "cat-file", "-t", "v1") == "tag" and git(repository, "tag", "--list", "--format=%(contents)%(taggername)") == "x\nplanverk"
    before = state(repository)
    for name in ("v1", "a b", "..", "-d\nx"):
        with pytest.raises(UserError):
            commit(repository, ["plan/ny.txt"], "x", name)
        assert state(repository) == before and not (repository / ".git/index.lock").exists()


def state(root: Path) -> tuple[str, ...]:
    return tuple(git(root, *what) for what in (("rev-parse", "HEAD"), ("for-each-ref",), ("ls-files", "--stage")))


def test_a_branch_that_is_there_is_not_moved(repository: Path) -> None:
    made = prepare_branch(repository, "runde", "HEAD", [Edit("plan/ny.txt", None, b"x")], "x")
    before = state(repository)
    land(repository, made, "test")
    assert git(repository, "rev-parse", "runde") == made.commit and state(repository)[::2] == before[::2]
    again = prepare_branch(repository, "runde", "HEAD", [Edit("plan/ny.txt", None, b"y")], "x")
    with pytest.raises(UserError) as caught:
        land(repository, again, "test")
    assert "already exists" in caught.value.facts["detail"] and git(repository, "rev-parse", "runde") == made.commit


@pytest.mark.parametrize("point", range(1, 8))
def test_what_is_stopped_while_it_lands_has_landed_whole_or_not_at_all(repository: Path, tmp_path: Path, point: int) -> None:
    """Killed at the lock, before and after Git moves the names, and at the index."""
    put(repository / PLAN, base_files()[PLAN].replace(b"hearing", b"draft"))
    made = prepare(repository, [Edit(PLAN, base_files()[PLAN], (repository / PLAN).read_bytes())], "x", "v1")
    before = state(repository)

    def work() -> int:
        with fault_at(point, kill):
            land(repository, made, "test")
        return 0

    code = in_child(work, tmp_path / "output")
    assert code in (0, KILLED), (tmp_path / "output").read_text()
    assert has_landed(repository, made.record()) == (git(repository, "rev-parse", "HEAD") == made.commit)
    assert not (repository / ".git/index.lock").exists()
    if state(repository) != before:
        assert git(repository, "status", "--short") == "" and git(repository, "rev-parse", "v1^{commit}", "HEAD") == f"{made.commit}\n{made.commit}"


def test_a_lock_of_somebody_else_is_left_alone(repository: Path) -> None:
    made = prepare(repository, [Edit("plan/ny.txt", None, b"x")], "x")
    before = state(repository)
    put(repository / ".git/index.lock", b"")
    with pytest.raises(UserError) as caught:
        land(repository, made, "test")
    assert (caught.value.key, state(repository)) == ("git-locked", before)
    assert not has_landed(repository, made.record()) and (repository / ".git/index.lock").exists()


def test_a_work_tree_that_is_not_the_first(repository: Path, tmp_path: Path) -> None:
    git(repository, "worktree", "add", "--quiet", str(tmp_path / "second"), "-b", "second")
    put(tmp_path / "second/plan/ny.txt", b"x")
    made = commit(tmp_path / "second", ["plan/ny.txt"], "x", "v1")
    assert git(repository, "rev-parse", "second") == made != git(repository, "rev-parse", "HEAD")
    assert git(tmp_path / "second", "status", "--short") == git(repository, "status", "--short") == ""
