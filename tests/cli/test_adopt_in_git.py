"""What Git refuses leaves an adoption undone whole: who commits, locks, names in the way; and the same command works when the trouble is over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from planverk.formats.outputs import Output
from tests.authors import differing, files_of, run
from tests.folders import laid, put
from tests.support import committed, git

Capture = pytest.CaptureFixture[str]
Trouble = Callable[[Path, pytest.MonkeyPatch], None]
FLAGS = ("--body", "Kommunestyret", "--date", "2026-01-15", "--case", "4/26")
IDENTITY = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in IDENTITY:
        monkeypatch.setenv(name, "planverk")
    root = laid(tmp_path / "plan-repo")
    put(root / ".gitignore", b"/build/\n")
    committed(root)
    return root


def unidentified(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in IDENTITY:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(repository.parent))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(repository.parent))
    git(repository, "config", "user.useConfigOnly", "true")


def locked(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(repository / ".git/index.lock", b"")


def branch_locked(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(repository / f".git/{git(repository, 'symbolic-ref', 'HEAD')}.lock", b"")


def tag_locked(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(repository / ".git/refs/tags/adopted-2026-01-15.lock", b"")


def tag_in_the_way(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(repository, "tag", "adopted-2026-01-15/x")


REFUSED = "planverk: ingenting ble endret, fordi vedtaket ikke kunne lagres i Git med merkelappen adopted-2026-01-15: "


@pytest.mark.parametrize(
    ("trouble", "problem"),
    [
        (unidentified, "Git vet ikke hvem som lagrer. Oppgi navn og e-postadresse med «git config --global user.name "),
        (locked, "et annet program lagrer i Git akkurat nå, eller ble avbrutt mens det gjorde det: filen «"),
        (branch_locked, "fatal: "),
        (tag_locked, "fatal: "),
        (tag_in_the_way, "fatal: "),
    ],
)
@pytest.mark.parametrize("asked", [False, True])
def test_what_git_refuses_leaves_all_as_it_was(
    repository: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, trouble: Trouble, problem: str, asked: bool
) -> None:
    monkeypatch.setattr("planverk.app.adopt.render_outputs", lambda *arguments: [Output("plan.pdf", b"%PDF")])
    if asked:
        monkeypatch.setattr("planverk.cli.adopt.answers", lambda: True)
        monkeypatch.setattr("planverk.cli.adopt.agreed", lambda question: True)
    with monkeypatch.context() as patch:
        trouble(repository, patch)
        before = {path: data for path, data in files_of(repository).items() if not path.startswith((".git/objects/", ".git/logs/"))}
        code, out, err = run(capsys, "adopt", *FLAGS, *(() if asked else ("--tag",)), "-C", str(repository))
        assert (code, out) == (2, "") and err.startswith(REFUSED + problem), err
        after = {path: data for path, data in files_of(repository).items() if not path.startswith((".git/objects/", ".git/logs/"))}
        assert differing(before, after) == []
        for lock in (repository / ".git").rglob("*.lock"):
            lock.unlink()
        git(repository, "config", "user.useConfigOnly", "false")
        git(repository, "tag", "--delete", *git(repository, "tag").split()) if git(repository, "tag") else None
    assert run(capsys, "adopt", *FLAGS, "--tag", "-C", str(repository))[0] == 0
    assert git(repository, "status", "--short", "--untracked-files=no") == "" and git(repository, "tag") == "adopted-2026-01-15"
    assert git(repository, "rev-parse", "HEAD") == git(repository, "rev-parse", "adopted-2026-01-15^{commit}")


def test_a_change_that_waits_in_the_index_stays_there(repository: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planverk.app.adopt.render_outputs", lambda *arguments: [])
    put(repository / "notat.txt", b"ikke med")
    git(repository, "add", "notat.txt")
    assert run(capsys, "adopt", *FLAGS, "--tag", "-C", str(repository))[0] == 0
    assert git(repository, "status", "--short", "--untracked-files=no") == "A  notat.txt"
