"""The record of adoptions only grows: what is gone or different of it is an error, with the commit that did it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from planverk.app.adoption_record import record_up_to
from planverk.app.opening import Opened
from planverk.errors import UserError
from planverk.reading.adoption_record import adoption_record, record_findings
from planverk.reading.tree import Tree, read_folder
from tests.adopted import MANIFEST, adopted_files
from tests.folders import put
from tests.support import committed, git, saved

LATER = "plan/adopted/2026-02-15.json"

Deed = Callable[[Path], str]
"""Does something in a repository whose HEAD holds an adoption; tells the commit that did it."""


@pytest.fixture
def adopted(tmp_path: Path) -> Path:
    root = tmp_path / "repo"
    for path, data in adopted_files().items():
        put(root / path, data) if path != MANIFEST else None
    committed(root)
    git(root, "branch", "before")
    put(root / MANIFEST, adopted_files()[MANIFEST])
    saved(root)
    return root


def forged(root: Path) -> None:
    put(root / MANIFEST, adopted_files()[MANIFEST].replace(b"4/26", b"5/26"))


def deleted_here(root: Path) -> str:
    (root / MANIFEST).unlink()
    return ""


def deleted(root: Path) -> str:
    deleted_here(root)
    return saved(root)


def replaced_here(root: Path) -> str:
    forged(root)
    return ""


def replaced(root: Path) -> str:
    forged(root)
    return saved(root)


def deleted_and_adopted_anew(root: Path) -> str:
    deleted(root)
    return replaced(root)


def lost_in_a_merge(root: Path) -> str:
    git(root, "switch", "--quiet", "before")
    put(root / "plan/chapters/ny.md", b"---\ntitle: Ny\n---\n\nTekst.\n")
    saved(root)
    git(root, "merge", "--quiet", "--strategy", "ours", "--message", "x", "main")
    return git(root, "rev-parse", "HEAD")


def replaced_before_the_folder_moved(root: Path) -> str:
    done = replaced(root)
    (root / "s").mkdir()
    git(root, "mv", "plan", "s/plan")
    git(root, "mv", "planverk.toml", "s/planverk.toml") if (root / "planverk.toml").exists() else None
    saved(root)
    return done


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        (deleted_here, "record-gone"),
        (deleted, "record-gone"),
        (lost_in_a_merge, "record-gone"),
        (replaced_here, "record-replaced"),
        (replaced, "record-replaced"),
        (deleted_and_adopted_anew, "record-replaced"),
        (replaced_before_the_folder_moved, "record-replaced"),
    ],
)
def test_what_is_gone_or_different_is_told_with_the_commit_that_did_it(adopted: Path, deed: Deed, why: str) -> None:
    entered = git(adopted, "rev-parse", "HEAD")
    done = deed(adopted)
    root = adopted / "s" if (adopted / "s").exists() else adopted
    (finding,) = record_findings(adoption_record(root), read_folder(root).files)
    did, restore = finding.hints
    assert (finding.rule, finding.location.path, finding.facts) == ("adopted-record-changed", MANIFEST, {"why": why})
    assert did == (("record-changed-by", {"commit": done}) if done else ("record-change-unsaved", {}))
    assert restore == ("restore-record", {"commit": entered, "path": MANIFEST})


@pytest.mark.parametrize("kept", ["branch", "tag"])
def test_a_branch_that_was_rewritten_contradicts_what_another_or_a_tag_holds(adopted: Path, kept: str) -> None:
    entered = git(adopted, "rev-parse", "HEAD")
    git(adopted, kept, "adopted-2026-01-15")
    git(adopted, "switch", "--quiet", "--force-create", "main", "before")
    for save in (lambda root: "", saved):
        forged(adopted)
        save(adopted)
        (finding,) = record_findings(adoption_record(adopted), read_folder(adopted).files)
        assert finding.facts == {"why": "record-elsewhere"} and finding.hints == (("find-true-record", {"commit": entered}),)


def put_back(root: Path) -> None:
    deleted_and_adopted_anew(root)
    put(root / MANIFEST, adopted_files()[MANIFEST])
    saved(root)


def replaced_in_another_branch(root: Path) -> None:
    git(root, "switch", "--quiet", "--create", "side")
    replaced(root)
    git(root, "switch", "--quiet", "main")


def behind(root: Path) -> None:
    git(root, "switch", "--quiet", "before")


def merged(root: Path) -> None:
    behind(root)
    put(root / "plan/chapters/ny.md", b"---\ntitle: Ny\n---\n\nTekst.\n")
    saved(root)
    git(root, "merge", "--quiet", "--no-edit", "main")


def adopted_once_more(root: Path) -> None:
    put(root / "plan/adopted/2030-01-01.json", adopted_files()[MANIFEST])
    saved(root)


def moved(root: Path) -> None:
    (root / "s").mkdir()
    git(root, "mv", "plan", "s/plan")
    saved(root)


def with_another_plan(root: Path) -> None:
    """Which has another adoption of the same day, in a folder of its own, and loses it."""
    for path, data in adopted_files().items():
        put(root / "annen" / path, data)
    saved(root)
    (root / "annen" / MANIFEST).unlink()
    saved(root)


def with_windows_line_ends(root: Path) -> None:
    put(root / MANIFEST, adopted_files()[MANIFEST].replace(b"\n", b"\r\n"))


def outside_git(root: Path) -> None:
    (root / ".git").rename(root.parent / "gone")


@pytest.mark.parametrize(
    "deed",
    [put_back, replaced_in_another_branch, behind, merged, adopted_once_more, moved, with_another_plan, with_windows_line_ends, outside_git],
)
def test_a_record_that_grew_alone_is_no_finding(adopted: Path, deed: Callable[[Path], None]) -> None:
    deed(adopted)
    root = adopted / "s" if (adopted / "s").exists() else adopted
    assert [*record_findings(adoption_record(root), read_folder(root).files)] == []


def test_every_manifest_is_there_to_be_read_though_it_was_replaced(adopted: Path) -> None:
    first, later = git(adopted, "rev-parse", "HEAD"), deleted_and_adopted_anew(adopted)
    cases = [(entered.commit, manifest.adoption.case if manifest.adoption else "") for entered, manifest in adoption_record(adopted).manifests()]
    assert cases == [(first, "4/26"), (later, "5/26")]


@pytest.mark.parametrize(
    ("key", "value"),
    [("log.showRoot", "false"), ("diff.relative", "true"), ("log.diffMerges", "off"), ("log.diffMerges", "combined"), ("log.follow", "true")],
)
def test_no_setting_of_git_hides_an_adoption(tmp_path: Path, key: str, value: str) -> None:
    root = tmp_path / "repo/plans/one"
    for path, data in adopted_files().items():
        put(root / path, data)
    committed(tmp_path / "repo")
    git(root, "checkout", "-q", "-b", "side")
    deleted(root)
    git(root, "checkout", "-q", "-")
    git(root, "merge", "-q", "--no-ff", "-m", "x", "side")
    before = adoption_record(root)
    assert len(before.own) == 3
    git(root, "config", key, value)
    assert adoption_record(root) == before


@pytest.mark.parametrize("ours", [True, False])
def test_no_unsigned_adoption_slips_in_before_a_signed_one_by_a_branch(adopted: Path, ours: bool) -> None:
    put(adopted / f"{MANIFEST}.sig", b"x")
    saved(adopted)
    main = git(adopted, "rev-parse", "--abbrev-ref", "HEAD")
    git(adopted, "checkout", "-q", "-b", "side", "before")
    put(adopted / LATER, b"{}")
    saved(adopted)
    if ours:
        git(adopted, "checkout", "-q", main)
    git(adopted, "merge", "-q", "--no-ff", "-m", "x", "side" if ours else main)
    found = [*record_findings(adoption_record(adopted), read_folder(adopted).files)]
    assert [(each.rule, each.location.path) for each in found] == [("adoption-unsigned", LATER)]


def test_what_was_adopted_unsigned_before_the_first_signed_one_stays_so(adopted: Path) -> None:
    for path in (LATER, f"{LATER}.sig"):
        put(adopted / path, b"{}")
        saved(adopted)
    assert not [*record_findings(adoption_record(adopted), read_folder(adopted).files)]


@pytest.mark.parametrize("taken_in", [True, False])
def test_a_history_that_is_filled_up_hides_no_change(adopted: Path, monkeypatch: pytest.MonkeyPatch, taken_in: bool) -> None:
    monkeypatch.setattr("planverk.reading.git_log.MOST_NAMES", 20)
    assert record_up_to(Opened(adopted, Tree({}))).own
    git(adopted, "checkout", "-q", "-b", "side")
    for number in range(30):
        put(adopted / f"plan/adopted/{number}.json", b"{}")
    saved(adopted)
    if not taken_in:
        git(adopted, "checkout", "-q", "-")
    with pytest.raises(UserError) as caught:
        record_up_to(Opened(adopted, Tree({})))
    assert caught.value.key == "git-too-many"
