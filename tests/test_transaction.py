"""What a journal may make us do, who may have it, and what another program saves meanwhile."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planverk import transaction
from planverk.authoring.edits import Edit, apply, edits_of
from planverk.cli import main
from planverk.errors import UserError
from planverk.files import digest_of, read_plain
from planverk.journal import pending
from planverk.transaction import FileChange, Recovered, recover, replace_all
from tests.authors import files_of, run
from tests.examples import base_files
from tests.faults import KILLED, fault_at, in_child, kill, refuse
from tests.folders import laid, put
from tests.support import committed, git

Capture = pytest.CaptureFixture[str]
TOKEN, OLD, NEW = "0123abcd", b"old", b"new"


def never(also: object) -> bool:
    return False


# --- a journal from elsewhere ---


def journal(*steps: list[Any], **facts: Any) -> bytes:
    return b"open\n" + json.dumps({"base": "", "token": TOKEN, "steps": steps, "folders": [], "also": {}, **facts}).encode()


def step(path: str, there: bool = True, after: bytes = NEW) -> list[Any]:
    return [path, there, digest_of(after)]


HOSTILE = {
    "out of the folder": journal(step("../outside/own.txt", after=b"own")),
    "a way up in between": journal(step("plan/../../outside/own.txt", after=b"own")),
    "an absolute place": journal(step("/outside/own.txt", after=b"own")),
    "behind a link": journal(step("link/own.txt", False, b"own")),
    "a folder behind a link": journal(folders=["link/empty"]),
    "a base behind a link": journal(step("own.txt", False, b"own"), base="link"),
    "a base above": journal(step("own.txt", False, b"own"), base="../outside"),
    "hooks of Git": journal(step(".git/hooks/pre-commit")),
    "hooks of Git in capitals": journal(step(".GIT/hooks/pre-commit")),
    "a token that leads away": journal(step("plan/a.md"), token="x/../../../outside/own"),
    "a file that it did not write": journal(step("plan/a.md", False, b"something else")),
    "a place that is a link": journal(step("own", False, b"own")),
    "no steps": b'open\n{"base": "", "token": "0123abcd"}',
    "not a journal": b"\x00\xff",
    "cut short": journal(step("plan/a.md"))[:-4],
    "deep": b"open\n" + b"[" * 100_000,
    "other kinds": b'open\n{"base": 1, "token": 2, "steps": [[1, 2, 3]], "folders": 4, "also": 5}',
    "facts that are no texts": journal(also={"ref": 1}),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("done", [False, True])
def test_a_journal_from_elsewhere_reaches_nothing(tmp_path: Path, name: str, done: bool) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    put(outside / "own.txt", b"own")
    put(outside / f".own.txt.{TOKEN}.earlier", b"theirs")
    (outside / "empty").mkdir()
    put(root / "plan/a.md", b"a")
    put(root / ".git/hooks/pre-commit", b"new")  # no repository: it lacks HEAD
    put(root / f".git/hooks/.pre-commit.{TOKEN}.earlier", b"evil")
    (root / "link").symlink_to(outside)
    (root / "own").symlink_to(outside / "own.txt")
    before = files_of(tmp_path)
    put(root / ".planverk-journal", HOSTILE[name].replace(b"open", b"done") if done else HOSTILE[name])
    recover(root, never)
    assert files_of(tmp_path) == before and (outside / "empty").is_dir() and (root / "own").is_symlink()


def test_in_a_repository_a_journal_among_its_files_counts_for_nothing(tmp_path: Path) -> None:
    put(tmp_path / "plan/a.md", NEW)
    put(tmp_path / f"plan/.a.md.{TOKEN}.earlier", OLD)
    put(tmp_path / ".planverk-journal", journal(step("plan/a.md")))
    committed(tmp_path)
    assert recover(tmp_path, never) == [] and git(tmp_path, "status", "--short") == ""


@pytest.mark.parametrize("make", [lambda path, to: path.symlink_to(to), lambda path, to: os.mkfifo(path), lambda path, to: path.mkdir()])
def test_what_has_the_name_of_a_journal_and_is_none_is_not_opened(tmp_path: Path, make: Callable[[Path, Path], None]) -> None:
    put(tmp_path / "outside", journal(step("a.md", False)))
    put(tmp_path / "root/a.md", NEW)
    make(tmp_path / "root/.planverk-journal", tmp_path / "outside")
    for work in (lambda: recover(tmp_path / "root", never), lambda: replace_all(tmp_path / "root", [FileChange("a.md", NEW, OLD)])):
        with pytest.raises(OSError):
            work()
    assert read_plain(tmp_path / "root/a.md") == NEW and (tmp_path / "outside").is_file()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_a_disk_that_never_tells_what_lies_there_is_not_asked_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lstat = os.lstat

    def silent(path: Any, **more: Any) -> os.stat_result:
        if str(path).endswith(".planverk-journal"):
            raise OSError(errno.EIO, os.strerror(errno.EIO), path)
        return lstat(path, **more)

    monkeypatch.setattr(os, "lstat", silent)
    with pytest.raises(TimeoutError):
        replace_all(tmp_path, [FileChange("a.md", None, b"new")])
    assert not (tmp_path / "a.md").exists()


def test_a_journal_of_another_user_is_not_trusted(tmp_path: Path) -> None:
    put(tmp_path / "a.md", NEW)
    put(tmp_path / ".planverk-journal", journal(step("a.md", False)))
    os.chown(tmp_path / ".planverk-journal", 12345, 12345)
    with pytest.raises(PermissionError):
        recover(tmp_path, never)
    assert read_plain(tmp_path / "a.md") == NEW


def test_a_folder_of_ours_in_git_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    root = laid(tmp_path / "root")
    committed(root)
    (tmp_path / "outside").mkdir()
    (root / ".git/planverk").symlink_to(tmp_path / "outside")
    with pytest.raises(UserError):
        replace_all(root, [FileChange("plan/ny.md", None, NEW)])
    assert list((tmp_path / "outside").iterdir()) == [] and not (root / "plan/ny.md").exists()


# --- who has it ---


def half_done(root: Path, *edits: Edit, point: int) -> None:
    """Edits that were killed at a point."""

    def work() -> int:
        with fault_at(point, kill, only="replace"):
            apply(root, edits)
        return 0

    assert in_child(work, root.parent / "output") == KILLED


EDITS = (Edit("plan/a.md", b"a", NEW), Edit("plan/b.md", b"b", NEW))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    put(tmp_path / "root/plan/a.md", b"a")
    put(tmp_path / "root/plan/b.md", b"b")
    return tmp_path / "root"


def test_a_command_that_is_running_is_left_alone_and_waited_for(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    began, go_on, made = threading.Event(), threading.Event(), transaction._Work.make

    def slow(work: Any, changes: Any) -> None:
        began.set()
        assert go_on.wait(30)
        made(work, changes)

    monkeypatch.setattr(transaction._Work, "make", slow)
    first = threading.Thread(target=replace_all, args=(root, [FileChange("plan/a.md", b"a", NEW)]))
    first.start()
    assert began.wait(30) and list(pending(root)) and recover(root, never) == []
    second = threading.Thread(target=replace_all, args=(root, [FileChange("plan/b.md", b"b", NEW)]))
    second.start()
    time.sleep(0.05)
    assert files_of(root / "plan") == {"a.md": b"a", "b.md": b"b"}
    go_on.set()
    first.join(30)
    second.join(30)
    assert files_of(root) == {"plan/a.md": NEW, "plan/b.md": NEW}


def test_the_next_writer_mends_first(root: Path) -> None:
    half_done(root, *EDITS, point=2)
    assert read_plain(root / "plan/a.md") == NEW
    apply(root, [Edit("plan/b.md", b"b", b"c")])
    assert files_of(root) == {"plan/a.md": b"a", "plan/b.md": b"c"}


def test_what_was_changed_after_the_kill_is_left_and_told(root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    half_done(root, *EDITS, point=2)
    put(root / "plan/a.md", b"mine")
    monkeypatch.chdir(root)
    assert main(["explain", "dangling-reference"]) == 0
    earlier = next(path for path in (root / "plan").iterdir() if path.suffix == ".earlier")
    assert capsys.readouterr().err == (
        "Merk: En tidligere kommando ble avbrutt. Det den hadde begynt på, er angret, og filene er som før den.\n"
        f"Merk: «plan/a.md» er endret etter at kommandoen ble avbrutt, og står som den er. Slik filen var før, ligger i «plan/{earlier.name}».\n"
    )
    assert files_of(root) == {"plan/a.md": b"mine", "plan/b.md": b"b", f"plan/{earlier.name}": b"a"}


@pytest.mark.parametrize(
    ("language", "undone"),
    [
        ("nb", "Merk: En tidligere kommando ble avbrutt. Det den hadde begynt på, er angret, og filene er som før den.\n"),
        ("nn", "Merk: Ein tidlegare kommando blei avbroten. Det han hadde byrja på, er angra, og filene er som før han.\n"),
        ("en", "Note: an earlier command was stopped. What it had begun is undone, and the files are as before it.\n"),
    ],
)
@pytest.mark.parametrize("command", [("check",), ("log",), ("explain",), ("fmt", "--check"), ("diff", "HEAD"), ("review", "--list")])
def test_every_command_says_what_it_mended(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, language: str, undone: str, command: tuple[str, ...]
) -> None:
    root = laid(tmp_path / "root")
    committed(root)
    monkeypatch.setenv("PLANVERK_LANG", language)
    before = files_of(root / "plan")
    edits = edits_of(base_files(), {path: data + b"\n" for path, data in base_files().items() if path.endswith(".md")})
    half_done(root, *edits, point=3)
    assert files_of(root / "plan") != before
    _, _, err = run(capsys, *command, "-C", str(root))
    assert err.startswith(undone) and files_of(root / "plan") == before
    assert undone not in run(capsys, *command, "-C", str(root))[2]


def test_where_nothing_may_be_written_it_is_told_and_the_command_goes_on(root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    half_done(root, *EDITS, point=2)
    monkeypatch.chdir(root)
    with fault_at(1, refuse(30), last=10**6):
        assert main(["explain", "dangling-reference"]) == 0
    why = "det den hadde begynt på, kan ikke angres nå: her kan ingenting skrives. Filene kan være halvferdige."
    assert capsys.readouterr().err == f"Merk: En tidligere kommando ble avbrutt, og {why}\n"
    assert recover(root, never) == [Recovered(False)] and files_of(root) == {"plan/a.md": b"a", "plan/b.md": b"b"}


# --- another program saves meanwhile ---


def save_in_place(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"saved")


def save_beside(path: Path) -> None:
    fresh = path.with_name("editor-save")
    fresh.write_bytes(b"saved")
    fresh.rename(path)


@pytest.mark.parametrize("save", [save_in_place, save_beside])
@pytest.mark.parametrize("name", ["plan/a.md", "plan/b.md"])
@pytest.mark.parametrize("operation", ["mkdir", "fsync", "link", "open", "chmod"])
def test_what_is_saved_meanwhile_is_not_written_over(root: Path, save: Callable[[Path], None], name: str, operation: str) -> None:
    """At the first, the second … operation of each kind: before anything is written, and between."""
    for point in range(1, 6):
        put(root / "plan/a.md", b"a")
        put(root / "plan/b.md", b"b")
        saved: list[str] = []

        def editor(point: int = point, saved: list[str] = saved) -> None:
            saved.append(name)
            save(root / name)

        with fault_at(point, editor, only=operation):
            try:
                apply(root, [*EDITS, Edit("plan/new/c.md", None, b"c")])
            except UserError as refusal:
                assert (refusal.key, refusal.facts) == ("file-changed", {"path": name}) and saved
                others = {"plan/a.md": b"a", "plan/b.md": b"b"} | {name: b"saved"}
                assert files_of(root) == others and not (root / "plan/new").exists()
                continue
        assert not saved or files_of(root)[name] == b"saved", "a save that came before the replacement is lost"
        (root / "plan/new/c.md").unlink()
        (root / "plan/new").rmdir()


def test_fmt_keeps_what_an_editor_saves(tmp_path: Path, capsys: Capture) -> None:
    root, path = laid(tmp_path / "root"), "plan/measures/felles-rutine.md"
    for name in (path, "plan/goals/felles-innsats.md"):
        put(root / name, base_files()[name].replace(b"number: 1\n", b"") + b"\nMer.  \n")
    before = files_of(root)
    with fault_at(1, lambda: save_beside(root / path), only="link"):
        code, out, err = run(capsys, "fmt", "-C", str(root))
    assert (code, out, err) == (2, "", f"planverk: ingenting ble endret: «{path}» er ikke lenger slik den ble lest. Prøv en gang til\n")
    assert files_of(root) == {**before, path: b"saved"}


# --- signals ---


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_ends_a_command_in_good_order(tmp_path: Path, name: str) -> None:
    root = laid(tmp_path / "root")
    program = (
        "import sys, time, planverk.transaction as t\n"
        "compare = t._Work.compare\n"
        "def slow(*arguments):\n    print('half', flush=True)\n    time.sleep(30)\n    compare(*arguments)\n"
        "t._Work.compare = slow\n"
        "from planverk.cli import run\nrun()\n"
    )
    command = [sys.executable, "-c", program, "rename", "goal:felles-innsats", "sammen", "-C", str(root)]
    before = files_of(root)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None and running.stderr is not None
        assert running.stdout.readline() == "half\n" and files_of(root) != before
        running.send_signal(getattr(signal, name))
        assert running.wait(30) == 128 + getattr(signal, name)
        assert running.stderr.read() == "\nAvbrutt.\n"
    assert files_of(root) == before
