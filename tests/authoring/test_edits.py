"""Edits of several files: all or none, nothing outside, no link, nothing that changed meanwhile; and the diff that shows them."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from planverk.authoring.edits import Edit, apply, edits_of, files_after, shown
from planverk.errors import UserError
from planverk.transaction import Recovered, Unfinished, recover
from tests.authors import files_of
from tests.faults import KILLED, fault_at, in_child, kill, refuse
from tests.folders import put
from tests.support import git

FILES = {"plan/a.md": b"en\nto\ntre\n", "plan/b.yaml": b"b: 1\n", "plan/c.yaml": b"c: 1", "plan/goals/d.md": b"d\n"}
EDITS = (
    Edit("plan/a.md", b"en\nto\ntre\n", b"en\n2\ntre\n"),
    Edit("plan/bb.yaml", b"b: 1\n", b"b: 2\n", "plan/b.yaml"),
    Edit("plan/c.yaml", b"c: 1", None),
    Edit("plan/ny/e.md", None, b"ny\n"),
    Edit("plan/goals/dd.md", b"d\n", b"d\n", "plan/goals/d.md"),
)
AFTER = {"plan/a.md": b"en\n2\ntre\n", "plan/bb.yaml": b"b: 2\n", "plan/goals/dd.md": b"d\n", "plan/ny/e.md": b"ny\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return laid(tmp_path)


def test_all_edits_are_made_and_nothing_else_is_left(folder: Path) -> None:
    apply(folder, EDITS)
    assert files_of(folder) == AFTER == files_after(FILES, EDITS)


def test_edits_of_files_leaves_out_those_that_stay(folder: Path) -> None:
    wanted = {"plan/a.md": b"en\n2\ntre\n", "plan/b.yaml": b"b: 1\n"}
    assert edits_of(FILES, wanted, {"plan/goals/d.md": "plan/goals/dd.md"}) == (EDITS[0], EDITS[4])


def test_permissions_stay(folder: Path) -> None:
    (folder / "plan/a.md").chmod(0o640)
    (folder / "plan/b.yaml").chmod(0o600)
    apply(folder, EDITS)
    assert [stat.S_IMODE((folder / path).stat().st_mode) for path in ("plan/a.md", "plan/bb.yaml")] == [0o640, 0o600]


def never(also: object) -> bool:
    return False


def operations(folder: Path) -> int:
    """How many operations the edits need."""
    with fault_at(0, kill) as seen:
        apply(folder, EDITS)
    return len(seen)


def laid(folder: Path) -> Path:
    for path, data in FILES.items():
        put(folder / path, data)
    return folder


@pytest.mark.parametrize(("number", "in_git"), [(errno.ENOSPC, False), (errno.EIO, True)])
def test_whatever_operation_fails_every_file_is_as_it_was(tmp_path: Path, number: int, in_git: bool) -> None:
    count = operations(laid(tmp_path / "all"))
    assert count > 30
    for point in range(1, count + 1):
        folder = laid(tmp_path / str(point))
        if in_git:
            put(folder / ".git/HEAD", b"")
        with fault_at(point, refuse(number)):
            try:
                apply(folder, EDITS)
                wanted = AFTER
            except OSError as error:
                assert error.errno == number
                wanted = FILES
        found = {path: data for path, data in files_of(folder).items() if ".git" not in path and path != ".planverk-journal"}
        assert (folder / "plan/ny").exists() == (wanted is AFTER)
        if found != wanted:  # it is done, but what was set aside could not be taken away, nor the journal
            assert wanted is AFTER and recover(folder, never) == [Recovered(True)]
        recover(folder, never)
        assert {path: data for path, data in files_of(folder).items() if ".git" not in path} == wanted, point


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that share what is loaded")
def test_wherever_it_is_killed_the_next_command_makes_all_as_it_was_or_as_it_shall_be(tmp_path: Path) -> None:
    count = operations(laid(tmp_path / "all"))
    ends = []
    for point in range(1, count + 1):
        folder = laid(tmp_path / str(point))

        def work(point: int = point, folder: Path = folder) -> int:
            with fault_at(point, kill):
                apply(folder, EDITS)
            return 0

        assert in_child(work, tmp_path / "output") == KILLED
        recovered = recover(folder, never)
        ends.append(files_of(folder))
        assert [Recovered(ends[-1] == AFTER)] == recovered or (not recovered and ends[-1] in (FILES, AFTER))
        assert (folder / "plan/ny").exists() == (ends[-1] == AFTER)
        assert recover(folder, never) == []
    assert all(end in (FILES, AFTER) for end in ends) and FILES in ends and AFTER in ends


def test_an_undoing_that_is_cut_off_is_taken_up_again(tmp_path: Path) -> None:
    for point in range(1, 25):
        folder = laid(tmp_path / str(point))
        with fault_at(25, refuse(28), last=25 + point), suppress(OSError):
            apply(folder, EDITS)
        while (again := recover(folder, never)) and point:
            assert again == [Recovered(False)]
        assert files_of(folder) == FILES, point


def test_an_interrupt_undoes_too(folder: Path) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with fault_at(25, interrupt), pytest.raises(KeyboardInterrupt):
        apply(folder, EDITS)
    assert files_of(folder) == FILES


@pytest.mark.parametrize(
    ("edit", "key"),
    [
        (Edit("plan/a.md", b"noe annet", b"x"), "file-changed"),
        (Edit("plan/z.md", b"borte", b"x"), "file-changed"),
        (Edit("plan/a.md", None, b"x"), "in-the-way"),
        (Edit("plan/b.yaml", FILES["plan/a.md"], b"x", "plan/a.md"), "in-the-way"),
        (Edit("../ute.md", None, b"x"), "outside"),
        (Edit("plan/../../ute.md", None, b"x"), "outside"),
        (Edit("/tmp/ute.md", None, b"x"), "outside"),
        (Edit("C:/ute.md", None, b"x"), "outside"),
        (Edit("plan\\..\\ute.md", None, b"x"), "outside"),
        (Edit(".git/hooks/pre-commit", None, b"x"), "outside"),
        (Edit("plan/.GIT/config", None, b"x"), "outside"),
    ],
)
def test_what_is_not_as_it_should_be_is_refused_before_anything_is_written(folder: Path, edit: Edit, key: str) -> None:
    with pytest.raises(UserError) as refused:
        apply(folder, (EDITS[0], edit))
    assert refused.value.key == key
    assert files_of(folder) == FILES


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_no_link_is_followed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "x.md").write_bytes(b"ute")
    (folder / "plan/link").symlink_to(outside)
    (folder / "plan/l.md").symlink_to(outside / "x.md")
    for path, before in (("plan/link/x.md", b"ute"), ("plan/l.md", b"ute"), ("plan/link/ny.md", None), ("plan/l.md", None)):
        with pytest.raises(UserError) as refused:
            apply(folder, [Edit(path, before, b"x")])
        assert refused.value.key == "behind-link"
    assert files_of(outside) == {"x.md": b"ute"}


def test_the_diff_is_one_that_git_applies(folder: Path) -> None:
    git(folder, "init", "--quiet")
    done = subprocess.run(["git", "-C", str(folder), "apply"], input=shown(EDITS), text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert {path: data for path, data in files_of(folder).items() if not path.startswith(".git/")} == AFTER


def test_the_diff_as_a_reader_sees_it() -> None:
    assert shown(EDITS[:3]) == (
        "diff --git a/plan/a.md b/plan/a.md\n--- a/plan/a.md\n+++ b/plan/a.md\n@@ -1,3 +1,3 @@\n en\n-to\n+2\n tre\n"
        "diff --git a/plan/b.yaml b/plan/bb.yaml\nrename from plan/b.yaml\nrename to plan/bb.yaml\n"
        "--- a/plan/b.yaml\n+++ b/plan/bb.yaml\n@@ -1 +1 @@\n-b: 1\n+b: 2\n"
        "diff --git a/plan/c.yaml b/plan/c.yaml\ndeleted file mode 100644\n--- a/plan/c.yaml\n+++ /dev/null\n@@ -1 +0,0 @@\n-c: 1\n"
        "\\ No newline at end of file\n"
    )


def test_in_git_the_journal_is_kept_where_no_clone_brings_it(folder: Path) -> None:
    git(folder, "init", "--quiet")
    with fault_at(20, refuse(28), last=200), pytest.raises(Unfinished):
        apply(folder, EDITS)
    assert git(folder, "status", "--short", "--untracked-files=all", "--", ".planverk-journal") == ""
    assert [path.suffix for path in (folder / ".git/planverk").iterdir()] == [".journal"]
    assert recover(folder / "plan/goals", never) == [Recovered(False)] and files_of(folder / "plan") == files_of(laid(folder) / "plan")
    assert list((folder / ".git/planverk").iterdir()) == []
