"""Floor 3: a folder or a Git revision to a plan, whatever stands in it; nothing outside is read, and no program of the repository's is run."""

from __future__ import annotations

import os
import time
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import strategies as st

from planverk.diagnostics import Finding
from planverk.model.plan import Plan
from planverk.reading import tree as tree_module
from planverk.reading.git import GitError, Revision, find_revision, read_revision, revision_of
from planverk.reading.misplaced import meant_place
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree, find_root, is_ignored, read_folder, shown
from planverk.source.text import LARGEST_FILE
from tests.examples import base_files
from tests.properties import given
from tests.support import committed, git


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The base plan in a folder of its own."""
    return laid(tmp_path / "plan-repo")


def laid(folder: Path) -> Path:
    for path, data in base_files().items():
        put(folder / path, data)
    return folder


def put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def findings_in(root: Path) -> list[tuple[str, str]]:
    """Rule and path of what reading a folder finds."""
    return short(read_plan(read_folder(root))[1])


def findings_of(files: dict[str, bytes]) -> list[tuple[str, str]]:
    return short(read_plan(Tree({**base_files(), **files}))[1])


def short(findings: list[Finding]) -> list[tuple[str, str]]:
    return sorted((finding.rule, finding.location.path) for finding in findings)


def hints_of(files: dict[str, bytes]) -> list[tuple[str, str]]:
    _, findings = read_plan(Tree({**base_files(), **files}))
    return [(hint.key, hint.facts.get("name", "")) for finding in findings for hint in finding.hints]


# --- folders ---


def test_a_folder_is_read_whole(root: Path) -> None:
    assert findings_in(root) == []
    assert read_folder(root).files == base_files()


def test_the_root_is_found_from_below(root: Path, tmp_path: Path) -> None:
    assert find_root(root / "plan" / "goals") == root.resolve() == find_root(root)
    assert find_root(tmp_path) is None


@pytest.mark.parametrize("name", [".git", ".DS_Store", "x~", "x.swp", "x.bak", "Thumbs.db"])
def test_what_editors_leave_behind_is_no_part_of_the_plan(root: Path, name: str) -> None:
    assert is_ignored(name)
    put(root / "plan" / "goals" / name, b"x")
    assert findings_in(root) == []


def test_an_empty_plan_has_one_finding(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    tree = read_folder(tmp_path)
    assert tree.files == {} and short(read_plan(tree)[1]) == [("unreadable-file", "plan/plan.yaml")]


def test_no_plan_at_all_has_findings_and_no_exception(tmp_path: Path) -> None:
    assert {rule for rule, _ in findings_in(tmp_path)} == {"unreadable-file"}


@pytest.mark.parametrize("path", ["plan/goals/felles-innsats.md", "plan/plan.yaml", "plan/data/ensomme.csv", "planverk.toml"])
def test_a_link_is_reported_and_not_followed(root: Path, tmp_path: Path, path: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hemmelig")
    (root / path).unlink(missing_ok=True)
    (root / path).symlink_to(secret)
    plan, findings = read_plan(read_folder(root))
    assert short(findings) == [("outside-link", path)]
    assert "hemmelig" not in repr(plan.texts) + repr(read_folder(root).files)
    assert findings[0].facts["target"] == str(secret)


@pytest.mark.parametrize("folder", ["plan/goals", "plan"])
def test_a_folder_that_is_a_link_is_not_followed(root: Path, tmp_path: Path, folder: str) -> None:
    (root / folder).rename(tmp_path / "elsewhere")
    (root / folder).symlink_to(tmp_path / "elsewhere")
    found = findings_in(root)
    assert ("outside-link", folder) in found
    assert not any(path.startswith(f"{folder}/felles") for path in read_folder(root).files)


def test_a_link_in_a_circle_ends(root: Path) -> None:
    (root / "plan" / "goals" / "igjen").symlink_to(root / "plan")
    assert findings_in(root) == [("outside-link", "plan/goals/igjen")]


def test_a_link_with_a_strange_target_can_be_shown(root: Path) -> None:
    (root / "plan" / "goals" / "x.md").symlink_to(os.fsdecode(b"/nowhere/\xff\x1b[31m"))
    found = read_folder(root).findings[0]
    assert found.facts["target"].isprintable()
    found.facts["target"].encode("utf-8")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_is_reported_and_waited_for_by_nobody(root: Path) -> None:
    os.mkfifo(root / "plan" / "goals" / "roer.md")
    began = time.monotonic()
    _, findings = read_plan(read_folder(root))
    assert short(findings) == [("unreadable-file", "plan/goals/roer.md")] and findings[0].facts == {"obstacle": "why-not-plain"}
    assert time.monotonic() - began < 10


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_or_folder_without_leave_is_reported(root: Path) -> None:
    (root / "plan" / "goals" / "felles-innsats.md").chmod(0)
    (root / "plan" / "data").chmod(0)
    assert findings_in(root) == [("unreadable-file", "plan/data"), ("unreadable-file", "plan/goals/felles-innsats.md")]
    (root / "plan" / "data").chmod(0o700)


def test_a_huge_file_is_not_read(root: Path) -> None:
    path = root / "plan" / "data" / "stor.csv"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    began = time.monotonic()
    assert findings_in(root) == [("file-too-large", "plan/data/stor.csv")]
    assert time.monotonic() - began < 10 and read_folder(root).files["plan/data/stor.csv"] == b""


def test_too_many_files_and_too_many_bytes_stop_the_reading(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as limits:
        limits.setattr(tree_module, "MOST_FILES", 5)
        tree = read_folder(root)
        assert short(tree.findings) == [("too-many-files", "plan")] and len(tree.files) == 5
    monkeypatch.setattr(tree_module, "LARGEST_TREE", 1_000)
    tree = read_folder(root)
    assert short(tree.findings) == [("file-too-large", "plan")] and sum(map(len, tree.files.values())) < 3_000


def test_a_name_that_is_not_utf8_is_reported(root: Path) -> None:
    name = os.fsencode(root / "plan" / "goals") + b"/\xe5pen.md"
    try:
        Path(os.fsdecode(name)).write_bytes(b"x")
    except OSError:
        pytest.skip("the file system refuses such names")
    found = read_folder(root).findings
    assert short(found) == [("unexpected-file", "plan/goals/\\udce5pen.md")]
    found[0].location.path.encode("utf-8")


def test_a_name_with_a_control_character_is_reported(root: Path) -> None:
    put(root / "plan" / "goals" / "a\x1b[31m.md", b"x")
    assert findings_in(root) == [("unexpected-file", "plan/goals/a\\x1b[31m.md")]


@given(st.text(max_size=30))
def test_a_shown_name_can_be_printed(name: str) -> None:
    assert shown(name).isprintable()
    shown(name).encode("utf-8")


def test_names_that_some_systems_take_for_one_are_reported() -> None:
    capital = {"plan/data/Ensomme.csv": b"a\n1\n"}
    assert findings_of(capital) == [("path-collision", "plan/data/Ensomme.csv")]
    composed, decomposed = normalize("NFC", "plan/data/å.csv"), normalize("NFD", "plan/data/å.csv")
    assert findings_of({composed: b"a\n1\n", decomposed: b"a\n1\n"}) == [("path-collision", decomposed)]
    goal = base_files()["plan/goals/felles-innsats.md"]
    assert findings_of({"plan/goals/Felles-innsats.md": goal, "plan/Goals/felles-innsats.md": goal}) == [
        ("path-collision", "plan/Goals/felles-innsats.md"),
        ("path-collision", "plan/goals/Felles-innsats.md"),
    ]


def test_reading_writes_nothing(root: Path) -> None:
    before = {path: path.stat() for path in root.rglob("*")}
    read_plan(read_folder(root))
    after = {path: path.stat() for path in root.rglob("*")}
    assert {path: (stat.st_size, stat.st_mtime_ns, stat.st_mode) for path, stat in before.items()} == {
        path: (stat.st_size, stat.st_mtime_ns, stat.st_mode) for path, stat in after.items()
    }


# --- files ---


def test_a_fault_in_a_file_hides_none_in_another() -> None:
    found = findings_of({
        "plan/goals/felles-innsats.md": b"---\ntitle: a: b\n---\n",
        "plan/measures/felles-rutine.md": b"\xff",
        "plan/functions/koordinator.yaml": b"",
        "plan/data/ensomme.csv": b"a,b\n1\n",
        "planverk.toml": b"a = \n",
        "plan/help.yaml": b"checked: i dag\nlines: []\n",
    })  # fmt: skip
    assert found == [
        ("bad-date", "plan/help.yaml"), ("empty-file", "plan/functions/koordinator.yaml"), ("not-utf8", "plan/measures/felles-rutine.md"),
        ("toml-syntax", "planverk.toml"), ("uneven-row", "plan/data/ensomme.csv"), ("yaml-syntax", "plan/goals/felles-innsats.md"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "empty-file"), (b"\n \n", "empty-file"), ("---\ntitle: på\n---\n".encode("latin-1"), "not-utf8"), (b"\x00" * 10, "control-character"),
        (b"a" * (LARGEST_FILE + 1), "file-too-large"), (b"Tekst\n", "missing-front-matter"), (b"---\nx: 1\n", "unclosed-front-matter"),
        (b"---\n- a\n---\n", "wrong-type"), (b"\n---\nnumber: 2\ntitle: x\nrelated: []\n---\n\nT\n", "missing-front-matter"),
    ],
)  # fmt: skip
def test_a_goal_that_cannot_be_read_is_there_all_the_same(data: bytes, rule: str) -> None:
    plan, findings = read_plan(Tree({**base_files(), "plan/goals/ny.md": data}))
    assert {finding.rule for finding in findings} == {rule} | ({"empty-file"} if rule == "control-character" else set())
    assert "ny" in plan.goals


def test_a_file_in_the_wrong_place_is_reported_once_and_stands_in_for_its_entry() -> None:
    files = dict(base_files())
    files["plan/goals/felles-innsats.yaml"] = files.pop("plan/goals/felles-innsats.md")
    plan, findings = read_plan(Tree(files))
    assert short(findings) == [("unexpected-file", "plan/goals/felles-innsats.yaml")]
    assert "felles-innsats" in plan.goals and not plan.goals["felles-innsats"].sound("title")


@pytest.mark.parametrize(
    ("path", "key", "name"),
    [
        ("plan/measures/x.yaml", "unexpected-place", "plan/measures/x.md"),
        ("plan/measures/x.markdown", "unexpected-place", "plan/measures/x.md"),
        ("plan/measures/x", "unexpected-place", "plan/measures/x.md"),
        ("plan/measure/x.md", "unexpected-place", "plan/measures/x.md"),
        ("plan/sources/x.yaml", "unexpected-place", "plan/references/sources/x.yaml"),
        ("plan/functions/x.yml", "unexpected-place", "plan/functions/x.yaml"),
        ("plan/goals/sub/x.md", "unexpected-place", "plan/goals/x.md"),
        ("plan/data/x.txt", "unexpected-place", "plan/data/x.csv"),
        ("plan/plan.yml", "unexpected-place", "plan/plan.yaml"),
        ("plan/Plan.yaml", "unexpected-place", "plan/plan.yaml"),
        ("plan/data/x.xlsx", "unexpected-spreadsheet", ""),
        ("plan/figures/x.PNG", "unexpected-picture", ""),
        ("plan/chapters/x.docx", "unexpected-document", ""),
        ("plan/tiltak/x.md", "unexpected-place", "plan/measures/x.md"),
        ("plan/references/x.yaml", "unexpected-folder", ""),
        ("plan/README.md", "unexpected-elsewhere", ""),
        ("plan/x/y.exe", "unexpected-elsewhere", ""),
    ],
)
def test_where_a_file_was_meant_to_stand(path: str, key: str, name: str) -> None:
    assert [(hint.key, hint.facts.get("name", "")) for hint in meant_place(path)] == [(key, name)]


def test_a_stray_file_is_not_read_as_text() -> None:
    assert findings_of({"plan/data/tall.xlsx": b"PK\xff\x00"}) == [("unexpected-file", "plan/data/tall.xlsx")]


def test_a_name_that_is_no_id_gets_one() -> None:
    goal = base_files()["plan/goals/felles-innsats.md"]
    assert findings_of({"plan/goals/Åpen møteplass.md": goal}) == [("bad-identifier", "plan/goals/Åpen møteplass.md")]
    assert hints_of({"plan/goals/Åpen møteplass.md": goal}) == [("id-of-file", "apen-moteplass.md")]


# --- settings ---


def settings(text: str) -> tuple[Plan, list[Finding]]:
    return read_plan(Tree({**base_files(), "planverk.toml": text.encode()}))


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("", []),
        ("# tom\n", []),
        ('packs = "x"\n', ["wrong-type"]),
        ("severity = 1\n", ["wrong-type"]),
        ('[severity]\nx = "eror"\n', ["not-allowed"]),
        ("[severity]\nx = 1\n", ["not-allowed"]),
        ('[[waiver]]\nrule = "x"\n', ["missing-field"]),
        ('[[waiver]]\nrule = "x"\npath = "y"\nreason = "z"\nuntil = 2026-12-31T10:00:00\n', ["wrong-type"]),
        ('[[waiver]]\nrule = "x"\npath = "y"\nreason = "\\u0007"\nuntil = 2026-12-31\n', ["control-character"]),
        ('[waiver]\nrule = "x"\n', ["wrong-type"]),
        ('[theme]\nprimary = "blå"\n', ["wrong-type"]),
        ('[theme]\nlogo = "../x"\n', ["outside-link"]),
        ('[theme]\nlogo = "/etc/passwd"\n', ["outside-link"]),
        ('[theme]\nlogo = "C:/x"\n', ["outside-link"]),
        ('[theme]\nlogo = ".git/config"\n', ["outside-link"]),
        ('[theme]\nlogo = "x.svg"\n', ["missing-theme-file"]),
        ('[them]\nlogo = "x.svg"\n', ["unknown-field"]),
        ('"\\u001b[31m" = 1\n', ["unknown-field"]),
    ],
)
def test_settings_are_taken_or_reported(text: str, rules: list[str]) -> None:
    _, findings = settings(text)
    assert [finding.rule for finding in findings] == rules
    assert all(finding.location.path == "planverk.toml" for finding in findings)


def test_a_fault_in_one_setting_leaves_the_others() -> None:
    plan, _ = settings(
        '[severity]\na = "eror"\nb = "off"\n\n[[waiver]]\nrule = "r"\npath = "p"\nreason = "x"\nuntil = "snart"\n'
        '\n[[waiver]]\nrule = "s"\npath = "q"\n'
    )
    assert plan.settings.severity == {"b": "off"}
    assert [(waiver.rule, waiver.path) for waiver in plan.settings.waiver] == [("r", "p"), ("s", "q")]


def test_theme_files_are_read_from_the_repository_alone(root: Path, tmp_path: Path) -> None:
    put(tmp_path / "secret.svg", b"hemmelig")
    put(root / "tema" / "logo.svg", b"<svg/>")
    put(root / "planverk.toml", b'[theme]\nlogo = "tema/logo.svg"\n')
    assert read_plan(read_folder(root))[0].theme_files == {"tema/logo.svg": b"<svg/>"}
    (root / "tema" / "logo.svg").unlink()
    (root / "tema" / "logo.svg").symlink_to(tmp_path / "secret.svg")
    assert findings_in(root) == [("missing-theme-file", "planverk.toml")]
    (root / "tema" / "logo.svg").unlink()
    (root / "tema").rmdir()
    (root / "tema").symlink_to(tmp_path)
    put(root / "planverk.toml", b'[theme]\nlogo = "tema/secret.svg"\n')
    assert read_plan(read_folder(root))[0].theme_files == {}


# --- Git ---


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


def test_a_revision_tells_its_commit_and_time(root: Path) -> None:
    commit = committed(root)
    for name in ("HEAD", "main", commit, commit[:8]):
        revision = find_revision(root, name)
        assert revision.id == commit and revision.when.isoformat() == "2026-11-23T09:30:00+00:00"


@pytest.mark.parametrize(
    "name", ["finnes-ikke", "--upload-pack=x", "--help", "-n", "", "HEAD:plan", "HEAD^{tree}", "@{u}", "main..main", "a\nb", "x" * 5000]
)
def test_what_names_no_commit_is_refused(root: Path, name: str) -> None:
    committed(root)
    with pytest.raises(GitError) as caught:
        find_revision(root, name)
    assert caught.value.key == "no-revision"


def test_a_name_that_no_command_line_takes_is_refused(root: Path) -> None:
    committed(root)
    with pytest.raises(GitError):
        find_revision(root, "a\0b")


def test_outside_git_there_is_no_revision(root: Path) -> None:
    assert revision_of(root, dict(base_files())) is None
    with pytest.raises(GitError) as caught:
        find_revision(root, "HEAD")
    assert caught.value.key == "git-failed"


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
    with pytest.raises(GitError) as caught:
        read_revision(root, find_revision(root, commit))
    assert caught.value.key == "git-failed" and not trace.exists()


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
    assert findings_in(root) == [] and revision_of(root, dict(base_files())) is None
    with pytest.raises(GitError) as caught:
        find_revision(root, "HEAD")
    assert caught.value.key == "no-git"


def test_many_files_fit_the_command_line(root: Path) -> None:
    committed(root)
    many = {f"plan/measures/{'x' * 90}-{number}.md": b"x" for number in range(30_000)}
    revision = revision_of(root, many)
    assert revision is not None and revision.changed
