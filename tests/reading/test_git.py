"""Floor 3: a Git revision to a plan; no program of the repository's is run, nothing is fetched."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from planverk.document.compose import compose
from planverk.document.typography import written_day
from planverk.errors import UserError
from planverk.reading import git as reading_git
from planverk.reading import tree as tree_module
from planverk.reading.git import Revision, commit_time, find_revision, plans_in, read_revision, revision_of
from planverk.reading.history import history_of, steps_of
from planverk.reading.plan import read_plan
from planverk.reading.tree import read_folder
from planverk.source.text import LARGEST_FILE
from tests.examples import base_files
from tests.folders import findings_in, laid, put, short
from tests.support import committed, git, owned_by_another
from tests.takeback import expected_text


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The base plan in a folder of its own."""
    return laid(tmp_path / "plan-repo")


def test_a_revision_is_read_as_the_folder_is(root: Path) -> None:
    put(root / "tema" / "logo.svg", b"<svg/>")
    put(root / "planverk.toml", b'[theme]\nlogo = "tema/logo.svg"\n')
    put(root / "plan" / "goals" / "æ ø.md", b"x")
    put(root / "plan" / "goals" / "x.txt", b"x")
    put(root / "plan" / "data" / "stor.csv", b"1" * (LARGEST_FILE + 1))
    put(root / "plan" / "goals" / "a\x1b.md", b"x")
    (root / "plan" / "goals" / "lenke.md").symlink_to("/etc/passwd")
    commit = committed(root)
    folder, revision = read_folder(root), read_revision(root, find_revision(root, commit))
    assert revision.files == folder.files
    assert sorted(map(repr, revision.findings)) == sorted(map(repr, folder.findings)) and len(folder.findings) == 3
    assert revision.extra("tema/logo.svg") == folder.extra("tema/logo.svg") == b"<svg/>"
    assert revision.extra("tema") is None and revision.extra("../x") is None and revision.extra("nei") is None


def test_a_file_and_a_plan_of_exactly_the_limits_are_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(root / "plan" / "data" / "stor.csv", b"1" * LARGEST_FILE)
    revision = find_revision(root, committed(root))
    files = read_folder(root).files
    for module in (tree_module, reading_git):
        monkeypatch.setattr(module, "MOST_FILES", len(files))
        monkeypatch.setattr(module, "LARGEST_TREE", sum(map(len, files.values())))
    for tree in (read_folder(root), read_revision(root, revision)):
        assert tree.findings == [] and tree.files == files and len(tree.files["plan/data/stor.csv"]) == LARGEST_FILE


def test_a_revision_tells_its_commit_and_time(root: Path) -> None:
    commit = committed(root)
    for name in ("HEAD", "main", commit, commit[:8]):
        revision = find_revision(root, name)
        assert revision.id == commit and revision.when.isoformat() == "2026-11-23T09:30:00+00:00"


@pytest.mark.parametrize("name", ["finnes-ikke", "--upload-pack=x", "--help", "-n", "", "@{u}", "@{-1}", "..", "../x", "a\nb", "x" * 5000, "0" * 40])
def test_what_names_nothing_is_refused(root: Path, name: str) -> None:
    committed(root)
    assert why_none(root, name) == ("no-revision", {"revision": name})


@pytest.mark.parametrize("name", ["HEAD:plan", "HEAD:plan/plan.yaml", "HEAD^{tree}", "a-file", "a-folder"])
def test_what_names_no_commit_is_refused(root: Path, name: str) -> None:
    committed(root)
    git(root, "tag", "a-file", "HEAD:plan/plan.yaml")
    git(root, "tag", "--annotate", "--message", "x", "a-folder", "HEAD^{tree}")
    assert why_none(root, name) == ("not-a-commit", {"revision": name})


@pytest.mark.parametrize(
    ("name", "example"), [("main..main", "main main"), ("v1.0..v1.1", "v1.0 v1.1"), ("main...v1", "main v1"), ("main..", "main"), ("..main", "main")]
)
def test_several_commits_are_refused(root: Path, name: str, example: str) -> None:
    committed(root)
    assert why_none(root, name) == ("revision-is-range", {"revision": name, "example": example})


def test_a_commit_whose_objects_are_gone(root: Path) -> None:
    commit = committed(root)
    git(root, "tag", "v1")
    (root / ".git" / "objects" / commit[:2] / commit[2:]).unlink()
    assert why_none(root, "v1") == ("git-incomplete", {"detail": commit})
    with pytest.raises(UserError) as caught:
        revision_of(root, dict(base_files()))
    assert caught.value.key == "git-incomplete", "the folder is not outside Git"


def test_a_repository_of_another_user(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Git says in a container whose user is not the one that owns the folder. The folder's name goes into a command that people copy."""
    root = laid(tmp_path / "plan; rm x")
    committed(root)
    owned_by_another(tmp_path / "bin", monkeypatch)
    told = ("git-other-owner", {"folder": str(root), "quoted": f"'{root}'"})
    assert why_none(root, "HEAD") == told
    with pytest.raises(UserError) as caught:
        revision_of(root, dict(base_files()))
    assert (caught.value.key, caught.value.facts) == told


def why_none(root: Path, name: str) -> tuple[str, dict[str, str]]:
    with pytest.raises(UserError) as caught:
        find_revision(root, name)
    return caught.value.key, caught.value.facts


def test_a_name_that_no_command_line_takes_is_refused(root: Path) -> None:
    committed(root)
    with pytest.raises(UserError):
        find_revision(root, "a\0b")


def test_outside_git_there_is_no_revision(root: Path) -> None:
    assert revision_of(root, dict(base_files())) is None
    with pytest.raises(UserError) as caught:
        find_revision(root, "HEAD")
    assert caught.value.key == "not-in-git"


@pytest.mark.parametrize("spoilt", ["HEAD", "objects", "refs"])
def test_a_repository_that_git_cannot_read_is_not_told_as_none(root: Path, spoilt: str) -> None:
    committed(root)
    if (root / ".git" / spoilt).is_dir():
        shutil.rmtree(root / ".git" / spoilt)
    else:
        (root / ".git" / spoilt).write_bytes(b"\xff")
    for folder in (root, root / "plan"):
        with pytest.raises(UserError) as caught:
            find_revision(folder, "HEAD")
        assert (caught.value.key, caught.value.facts["folder"]) == ("git-unreadable", str(root.resolve() / ".git"))
    with pytest.raises(UserError):
        revision_of(root, dict(base_files()))


def test_before_the_first_commit_there_is_no_revision(root: Path) -> None:
    git(root, "init", "--quiet")
    assert revision_of(root, dict(base_files())) is None


def test_a_revision_without_a_plan_reads_as_a_missing_one(root: Path) -> None:
    put(root / "README.md", b"x")
    git(root, "init", "--quiet")
    git(root, "add", "README.md")
    git(root, "commit", "--quiet", "--message", "no plan yet")
    tree = read_revision(root, find_revision(root, "HEAD"))
    assert tree.files == {} and short(read_plan(tree)[1]) == [("unreadable-file", "plan/plan.yaml")]


def test_an_older_revision_is_read_while_the_folder_goes_on(root: Path) -> None:
    first = committed(root)
    put(root / "plan" / "goals" / "felles-innsats.md", b"x")
    assert read_revision(root, find_revision(root, first)).files == base_files()


def changed(root: Path) -> bool:
    revision = revision_of(root, dict(read_folder(root).files))
    assert revision is not None
    return revision.changed


def test_whether_the_folder_differs_from_its_commit(root: Path) -> None:
    committed(root)
    assert not changed(root)
    put(root / "utkast.txt", b"outside plan/ it does not count")
    (root / "plan" / "plan.yaml").touch()
    assert not changed(root)
    put(root / "plan" / "goals" / "ny.md", b"x")
    assert changed(root)
    (root / "plan" / "goals" / "ny.md").unlink()
    assert not changed(root)
    goal = root / "plan" / "goals" / "felles-innsats.md"
    goal.write_bytes(goal.read_bytes().replace(b"\n", b"\r\n"))
    assert not changed(root), "Git converts line ends on Windows"
    goal.write_bytes(goal.read_bytes() + b"x")
    assert changed(root)
    goal.unlink()
    assert changed(root)


def test_a_plan_in_a_folder_of_a_repository(tmp_path: Path) -> None:
    root = laid(tmp_path / "planer" / "ensomhet")
    put(tmp_path / "plan" / "plan.yaml", b"title: en annen\n")
    commit = committed(tmp_path)
    tree = read_revision(root, find_revision(root, commit))
    assert tree.files == base_files() and not changed(root)
    put(root / "planverk.toml", b'[theme]\nlogo = "logo.svg"\n')
    put(root / "logo.svg", b"<svg/>")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "logo")
    assert read_plan(read_revision(root, find_revision(root, "HEAD")))[0].theme_files == {"logo.svg": b"<svg/>"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("core.fsmonitor", "{program}"), ("core.pager", "{program}"), ("pager.show", "{program}"), ("pager.ls-tree", "{program}"),
        ("core.editor", "{program}"),
        ("core.sshCommand", "{program}"), ("diff.external", "{program}"), ("gpg.program", "{program}"), ("log.showSignature", "true"),
        ("filter.x.smudge", "{program}"), ("filter.x.process", "{program}"), ("diff.x.textconv", "{program}"), ("core.hooksPath", "hooks"),
        ("alias.rev-parse", "!{program}"), ("alias.cat-file", "!{program}"), ("credential.helper", "!{program}"), ("core.askPass", "{program}"),
        ("core.gitProxy", "{program}"), ("uploadpack.packObjectsHook", "{program}"),
    ],
)  # fmt: skip
def test_no_setting_of_a_repository_runs_a_program(root: Path, tmp_path: Path, key: str, value: str) -> None:
    program, trace = tmp_path / "program.sh", tmp_path / "trace"
    program.write_text(f"#!/bin/sh\ntouch '{trace}'\n")
    program.chmod(0o700)
    commit = committed(root)
    put(root / ".gitattributes", b"* filter=x diff=x\n")
    git(root, "config", key, value.format(program=program))
    for hook in ("post-checkout", "post-index-change", "reference-transaction"):
        put(root / "hooks" / hook, program.read_bytes())
        (root / "hooks" / hook).chmod(0o700)
    assert read_revision(root, find_revision(root, commit)).files == base_files()
    assert revision_of(root, dict(base_files())) == Revision(commit, find_revision(root, commit).when)
    assert not trace.exists()


def test_a_missing_object_is_not_fetched(root: Path, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    program = tmp_path / "program.sh"
    program.write_text(f"#!/bin/sh\ntouch '{trace}'\n")
    program.chmod(0o700)
    commit = committed(root)
    blob = git(root, "rev-parse", "HEAD:plan/plan.yaml")
    (root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    for key, value in (
        ("extensions.partialClone", "origin"), ("core.repositoryFormatVersion", "1"), ("remote.origin.promisor", "true"),
        ("remote.origin.url", str(tmp_path / "elsewhere")), ("remote.origin.uploadpack", str(program)), ("protocol.file.allow", "always"),
    ):  # fmt: skip
        git(root, "config", key, value)
    with pytest.raises(UserError) as caught:
        read_revision(root, find_revision(root, commit))
    assert (caught.value.key, caught.value.facts) == ("git-incomplete", {"detail": blob}) and not trace.exists()


def test_few_objects_that_name_very_many_files(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven trees, each with the one below ten times: ten million files that take no room in Git."""
    blob = git(root, "rev-parse", f"{committed(root)}:plan/plan.yaml")
    tree = _tree(root, *(f"100644 blob {blob}\tf{at}.md" for at in range(10)))
    for _ in range(6):
        tree = _tree(root, *(f"040000 tree {tree}\td{at}" for at in range(10)))
    measures = _tree(root, f"040000 tree {tree}\tmeasures", f"100644 blob {blob}\tplan.yaml")
    commit = git(root, "commit-tree", "-m", "many", _tree(root, f"040000 tree {measures}\tplan"))
    monkeypatch.setattr("planverk.reading.git.LARGEST_ANSWER", 3_000_000)
    for ask in (read_revision, plans_in):
        with pytest.raises(UserError) as caught:
            ask(root, find_revision(root, commit))
        assert (caught.value.key, caught.value.facts) == ("git-too-much", {"limit": "3"})


def _tree(root: Path, *lines: str) -> str:
    (root / "lines").write_text("".join(f"{line}\n" for line in lines))
    with (root / "lines").open("rb") as given:
        return subprocess.run(["git", "-C", str(root), "mktree"], stdin=given, capture_output=True, check=True, text=True).stdout.strip()


def test_replacements_and_grafts_do_not_count(root: Path) -> None:
    first = committed(root)
    put(root / "plan" / "goals" / "ny.md", b"x")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "later")
    later = git(root, "rev-parse", "HEAD")
    git(root, "replace", later, first)
    put(root / ".git" / "info" / "grafts", f"{later}\n".encode())
    assert "plan/goals/ny.md" in read_revision(root, find_revision(root, later)).files
    assert find_revision(root, f"{later}^").id == first


def test_the_surroundings_do_not_lead_git_elsewhere(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = laid(tmp_path / "other")
    put(other / "plan" / "goals" / "felles-innsats.md", b"en annen plan")
    committed(other)
    commit = committed(root)
    for name, value in (
        ("GIT_DIR", other / ".git"),
        ("GIT_WORK_TREE", other),
        ("GIT_INDEX_FILE", other / ".git" / "index"),
        ("GIT_OBJECT_DIRECTORY", "x"),
    ):
        monkeypatch.setenv(name, str(value))
    assert find_revision(root, "HEAD").id == commit
    assert read_revision(root, find_revision(root, "HEAD")).files == base_files()


def test_a_submodule_in_the_plan_is_reported(root: Path) -> None:
    committed(root)
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{git(root, 'rev-parse', 'HEAD')},plan/goals/modul.md")
    git(root, "commit", "--quiet", "--message", "module")
    assert short(read_revision(root, find_revision(root, "HEAD")).findings) == [("unreadable-file", "plan/goals/modul.md")]


def test_without_git_the_folder_is_read_all_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    committed(root)
    monkeypatch.setenv("PATH", "")
    assert findings_in(root) == [] and why_none(root, "HEAD") == ("no-git", {})
    with pytest.raises(UserError) as caught:
        revision_of(root, dict(base_files()))
    assert caught.value.key == "no-git"


def test_many_files_fit_the_command_line(root: Path) -> None:
    committed(root)
    many = {f"plan/measures/{'x' * 90}-{number}.md": b"x" for number in range(30_000)}
    revision = revision_of(root, many)
    assert revision is not None and revision.changed


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("2026-07-01T00:30:00 +0200", "2026-07-01"),
        ("2026-06-30T23:30:00 +0200", "2026-06-30"),
        ("2026-12-31T23:59:59 -0330", "2026-12-31"),
        ("2027-01-01T00:00:00 +1400", "2027-01-01"),
        ("2026-03-01T00:10:00 +0545", "2026-03-01"),
        ("2028-02-29T23:00:00 -1200", "2028-02-29"),
    ],
)
def test_a_commit_is_of_the_committers_own_day(root: Path, when: str, day: str) -> None:
    put(root / "README.md", b"x")
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "x", when=when)
    assert git(root, "log", "-1", "--format=%cd", "--date=short") == day
    found = find_revision(root, "HEAD")
    told = (found.when, history_of(root, found)[0].when, steps_of(root, "HEAD", 1).steps[0].revision.when)
    assert {each.date().isoformat() for each in told} == {day} and len({each.timestamp() for each in told}) == 1
    document = compose(read_plan(read_folder(root))[0], found, found.when)
    assert "".join(filter(str.isalnum, written_day(found.when.date(), document.words))) in expected_text(document.colophon)
    assert document.day.isoformat() == day


@pytest.mark.parametrize("written", ["0 +9959", "0 +2400", "0", "0 UTC", "0 +200"])
def test_a_zone_that_no_clock_has_is_taken_for_utc(written: str) -> None:
    assert commit_time(written).isoformat() == "1970-01-01T00:00:00+00:00"


@pytest.mark.parametrize("written", ["", "x +0200", "99999999999999999999 +0200", "-99999999999999 +0000"])
def test_a_time_that_no_calendar_has_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        commit_time(written)
