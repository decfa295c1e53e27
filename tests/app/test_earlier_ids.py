"""An id that an entry had before its file got another name by hand is found in the history, offered, and noted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from planverk.app.check import check
from planverk.app.earlier_ids import with_earlier_ids
from planverk.app.fix import fixes
from planverk.app.opening import Opened
from planverk.reading.tree import Tree, read_folder
from tests.support import TODAY, committed, copied, edit, git, saved

OLD, NEW = "plan/measures/moteplass.md", "plan/measures/motestad.md"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The example, saved, and after it nothing."""
    committed(root := copied("example", tmp_path / "repo"))
    return root


def renamed(root: Path) -> None:
    git(root, "mv", OLD, NEW)


def renamed_and_saved(root: Path) -> None:
    renamed(root)
    saved(root)


def renamed_and_changed(root: Path) -> None:
    renamed(root)
    edit(root, NEW, "kvar veke", "kvar einaste veke")
    saved(root)


def renamed_long_ago(root: Path) -> None:
    renamed_and_saved(root)
    for number in range(3):
        edit(root, NEW, f"{number + 1} veke" if number else "kvar veke", f"{number + 2} veke")
        saved(root)


def renamed_twice(root: Path) -> None:
    git(root, "mv", OLD, "plan/measures/stovekafe.md")
    saved(root)
    git(root, "mv", "plan/measures/stovekafe.md", NEW)


def renamed_in_a_branch(root: Path) -> None:
    git(root, "switch", "--quiet", "--create", "side")
    renamed_and_saved(root)
    git(root, "switch", "--quiet", "main")
    (root / "plan/chapters/ny.md").write_text("---\ntitle: Ny\n---\n\nTekst.\n")
    saved(root)
    git(root, "merge", "--quiet", "--no-edit", "side")


def nothing(root: Path) -> None:
    pass


def another_in_its_place(root: Path) -> None:
    """A measure that went, and one with other words that came."""
    (root / OLD).unlink(missing_ok=True)
    told = "---\nnumber: 1\ntitle: Sjå etter kvarandre\ngoal: felles-innsats\nresponsible: frivilligsentral\n---\n\nHeilt andre ord om noko anna.\n"
    (root / NEW).write_text(told, encoding="utf-8")


def noted(root: Path) -> None:
    renamed_and_saved(root)
    edit(root, NEW, "  - kafe\n", "  - kafe\n  - moteplass\n")


def used_again(root: Path) -> None:
    """The old id is of another entry by now, and leads there."""
    renamed_and_saved(root)
    another_in_its_place(root)
    (root / NEW).rename(root / OLD)
    git(root, "checkout", "--quiet", "--", NEW)


@pytest.fixture
def found() -> Callable[[Path], list[tuple[str, str]]]:
    """The ids that a check finds not to be noted, with the files."""

    def look(root: Path) -> list[tuple[str, str]]:
        outcome = check(Opened(root, read_folder(root)), TODAY, "nb")
        told = [each for each in outcome.diagnostics if each.rule == "former-id-not-noted"]
        return [(each.location.path, each.message.split("«")[1].split("»")[0]) for each in told]

    return look


@pytest.mark.parametrize(
    ("deed", "ids"),
    [
        (renamed, ["moteplass"]),
        (renamed_and_saved, ["moteplass"]),
        (renamed_and_changed, ["moteplass"]),
        (renamed_long_ago, ["moteplass"]),
        (renamed_twice, ["moteplass", "stovekafe"]),
        (renamed_in_a_branch, ["moteplass"]),
        (nothing, []),
        (another_in_its_place, []),
        (noted, []),
        (used_again, []),
    ],
)
def test_an_id_that_a_file_had_before_is_offered_and_noted(
    deed: Callable[[Path], None], ids: list[str], root: Path, found: Callable[[Path], list[tuple[str, str]]]
) -> None:
    deed(root)
    assert sorted(found(root)) == [(NEW, id) for id in ids]
    opened = with_earlier_ids(Opened(root, read_folder(root)))
    edits = [edit for edit in fixes(opened.tree, TODAY, "nb").edits if b"formerly" in (edit.after or b"")]
    assert [edit.path for edit in edits] == ([NEW] if ids else [])
    for each in edits:
        (root / each.path).write_bytes(each.after or b"")
    assert found(root) == []


def test_a_list_that_is_there_gains_the_id_and_a_file_that_cannot_be_read_none() -> None:
    files = {"plan/measures/b.md": b"---\r\ntitle: B # her\r\nformerly: [c]\r\n---\r\n\r\nTekst.\r\n", "plan/measures/d.md": b"---\ntitle: [\n---\n"}
    tree = Tree(files, earlier=dict.fromkeys(files, ("a",)))
    made = {edit.path: edit.after for edit in fixes(tree, TODAY, "nb").edits}
    assert made == {"plan/measures/b.md": files["plan/measures/b.md"].replace(b"[c]", b"[c, a]")}


def test_outside_git_no_id_is_told(tmp_path: Path) -> None:
    opened = Opened(tmp_path, read_folder(copied("example", tmp_path)))
    assert with_earlier_ids(opened) is opened
    assert replace(opened.tree, earlier={}) == opened.tree
