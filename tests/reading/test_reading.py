"""Floor 3: a folder to a plan, whatever stands in it; nothing outside is read, and nothing is written."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import strategies as st

from planverk.diagnostics import Finding
from planverk.model.plan import Plan
from planverk.reading import plan as plan_module
from planverk.reading import tree as tree_module
from planverk.reading.file_names import meant_place
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree, find_root, is_ignored, read_folder, shown
from planverk.source.text import LARGEST_FILE
from tests.examples import base_files
from tests.folders import findings_in, findings_of, hints_of, laid, put, short
from tests.places import bounded_effort
from tests.properties import given


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The base plan in a folder of its own."""
    return laid(tmp_path / "plan-repo")


# --- folders ---


def test_a_folder_is_read_whole(root: Path) -> None:
    assert findings_in(root) == []
    assert read_folder(root).files == base_files()


def test_the_root_is_found_from_below(root: Path, tmp_path: Path) -> None:
    assert find_root(root / "plan" / "goals") == root.resolve() == find_root(root)
    assert find_root(tmp_path) is None


@pytest.mark.parametrize(
    "name", [".git", ".DS_Store", "x~", "x.swp", "x.swo", "x.bak", "Thumbs.db", "desktop.ini", "~$x.docx", ".#x.md", "#x.md#", "x.md~"]
)
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


def test_a_file_or_folder_without_leave_is_reported(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "plan" / "goals" / "felles-innsats.md").chmod(0)
    (root / "plan" / "data").chmod(0)
    monkeypatch.chdir(root)  # so that the way here, which may be root's alone, is behind us
    with somebody_else():
        found = findings_in(Path())
    (root / "plan" / "data").chmod(0o700)
    assert found == [("unreadable-file", "plan/data"), ("unreadable-file", "plan/goals/felles-innsats.md")]


@contextmanager
def somebody_else() -> Iterator[None]:
    """Root may read everything, so while this holds we are nobody; anyone else stays who they are."""
    root = getattr(os, "geteuid", lambda: 1)() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_huge_file_is_not_read(root: Path) -> None:
    path = root / "plan" / "data" / "stor.csv"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with bounded_effort():
        assert findings_in(root) == [("file-too-large", "plan/data/stor.csv")]
    assert read_folder(root).files["plan/data/stor.csv"] == b""


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
    assert [finding.rule for finding in findings] == [rule]
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


# --- many states of a plan ---

MEASURE, GOAL = "plan/measures/felles-rutine.md", "plan/goals/felles-innsats.md"


def test_a_file_that_did_not_change_is_read_once() -> None:
    files = {**base_files(), MEASURE: base_files()[MEASURE].replace(b"number: 1", b"number: en")}
    first, findings = read_plan(Tree(files))
    again, once_more = read_plan(Tree({**files, GOAL: files[GOAL] + b"\nMer.\n"}))
    assert findings == once_more != []
    assert again.measures["felles-rutine"] is first.measures["felles-rutine"] and again.goals["felles-innsats"] is not first.goals["felles-innsats"]


def test_what_is_said_of_a_file_hangs_on_the_schema_of_its_own_kind() -> None:
    schema = b'{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": {"cost": {"type": "number"}}}'
    files = {**base_files(), MEASURE: base_files()[MEASURE].replace(b"number: 1\n", b"number: 1\ncost: mye\n")}

    def rules(settings: bytes) -> list[str]:
        both = {"a.json": schema, "b.json": schema.replace(b"number", b"string")}
        return [finding.rule for finding in read_plan(Tree({**files, "planverk.toml": settings}, extra=both.get))[1]]

    assert rules(b'[fields]\nmeasure = "a.json"\ngoal = "b.json"\n') != rules(b'[fields]\nmeasure = "b.json"\ngoal = "a.json"\n') == []
    assert rules(b"") == ["unknown-field"]


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, findings = read_plan(Tree({**base_files()}))
    monkeypatch.setattr(plan_module, "MOST_KEPT", 100)
    assert read_plan(Tree({**base_files()})) == (plan, findings)
    read_plan(Tree({GOAL: base_files()[GOAL] + b"\nLiten.\n"}))
    assert len(plan_module._kept) <= 1 and sum(len(text) for _, text, *_ in plan_module._kept) == plan_module._kept.size
