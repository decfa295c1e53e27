"""The GitHub Action and the GitLab template: well formed, asking for no more than they need, and doing what the handbook says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from planverk.authoring.new_plan import Told, new_plan
from planverk.model.planfile import LANGUAGES
from tests.ci_runner import ACTION, JOB, SPEC, Machine
from tests.folders import put
from tests.support import ROOT, copied, git

BIN = Path(sys.executable).parent
MEASURE = "plan/measures/felles-rutine.md"
FILES = ("action.yml", "templates/planverk.yml", "docs/handbok/i-ci.md")


def example(number: int) -> str:
    """The n-th YAML block of the handbook's page."""
    page = (ROOT / "docs/handbok/i-ci.md").read_text(encoding="utf-8")
    blocks: list[str] = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return blocks[number]


def passes(*command: str | Path) -> None:
    done = subprocess.run([BIN / str(command[0]), *command[1:]], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_files_hold_to_the_schemas_of_github_and_gitlab(tmp_path: Path) -> None:
    (tmp_path / "workflow.yml").write_text(example(0), encoding="utf-8")
    (tmp_path / "include.yml").write_text(example(1), encoding="utf-8")
    (tmp_path / "job.yml").write_text((ROOT / "templates/planverk.yml").read_text(encoding="utf-8").split("\n---\n")[1], encoding="utf-8")
    passes("check-jsonschema", "--builtin-schema", "vendor.github-actions", ROOT / "action.yml")
    passes("check-jsonschema", "--builtin-schema", "vendor.github-workflows", tmp_path / "workflow.yml")
    passes("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", tmp_path / "job.yml")
    passes("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", tmp_path / "include.yml")


def test_zizmor_finds_nothing_in_the_action_and_in_the_handbooks_workflow(tmp_path: Path) -> None:
    """No expression in a script, nothing unpinned, no permission too many, no credentials left behind."""
    (tmp_path / ".github/workflows").mkdir(parents=True)
    (tmp_path / ".github/workflows/plan.yml").write_text(example(0), encoding="utf-8")
    passes("zizmor", "--offline", "--no-progress", "--pedantic", ROOT / "action.yml", tmp_path / ".github/workflows/plan.yml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_new_plan_brings_for_a_forge_is_well_formed_and_asks_for_little(language: str, tmp_path: Path) -> None:
    for forge in ("github", "gitlab"):
        for edit in new_plan(tmp_path / "ny", Told(language, "tom", forge)):
            put(tmp_path / forge / edit.path, edit.after or b"")
    workflow, job = tmp_path / "github/.github/workflows/plan.yml", tmp_path / "gitlab/.gitlab-ci.yml"
    passes("check-jsonschema", "--builtin-schema", "vendor.github-workflows", workflow)
    passes("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", job)
    passes("zizmor", "--offline", "--no-progress", "--pedantic", workflow)


def scripts() -> list[tuple[str, str, str]]:
    found = [("bash", step["name"], step["run"]) for step in ACTION["runs"]["steps"] if "run" in step]
    return [*found, ("sh", "GitLab", "\n".join([*JOB["before_script"], *JOB["script"]]))]


@pytest.mark.parametrize(("shell", "name", "script"), scripts())
def test_shellcheck_finds_nothing_in_the_scripts(shell: str, name: str, script: str, tmp_path: Path) -> None:
    assert "${{" not in script and "$[[" not in script
    path = tmp_path / "script"
    path.write_text(f"#!/usr/bin/env {shell}\n{script}", encoding="utf-8")
    passes("shellcheck", "--severity", "warning", path)


@pytest.mark.parametrize("name", FILES)
def test_no_registry_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8").lower()
    assert not re.search(r"pypi|npmjs|docker\.io|ghcr|quay\.io|index-url|mirror", text)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A change request about the example plan: a shallow clone of its newest commit, in which a deadline is another."""
    origin = copied("example", tmp_path / "origin")
    git(origin, "init", "--quiet")
    git(origin, "add", "--all")
    git(origin, "commit", "--quiet", "--message", "base")
    base = git(origin, "rev-parse", "HEAD")
    git(origin, "switch", "--quiet", "--create", "forslag")
    edit(origin, "deadline: 2026-06-30", "deadline: 2026-12-31")
    git(tmp_path, "clone", "--quiet", "--depth", "1", "--branch", "forslag", origin.as_uri(), "clone")
    return Machine(tmp_path / "machine", tmp_path / "clone", base)


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / MEASURE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    git(folder, "commit", "--all", "--quiet", "--message", "change")


CHANGE = "- Fristen er flyttet fra 30. juni 2026 til 31. desember 2026, 6 måneder senere"


def someone(body: str) -> dict[str, Any]:
    return {"id": 1, "user": {"login": "noen-andre"}, "author": {"id": 5}, "body": body}


def test_the_action_checks_builds_and_comments(machine: Machine) -> None:
    outcome = machine.github(build="pdf")
    assert outcome.codes == {"Install planverk": 0, "Check the plan": 0, "Tell what changed": 0, "Post what changed": 0, "Build previews": 0}
    locked, own = machine.noted("pip").splitlines()
    assert locked.endswith(f" {ROOT}/tools/planverk/requirements.txt") and own.endswith(f" {ROOT}")
    assert json.loads(Path(outcome.outputs["check"]["sarif"]).read_text())["version"] == "2.1.0"
    assert (Path(outcome.outputs["build"]["previews"]) / "plan.pdf").read_bytes().startswith(b"%PDF")
    assert CHANGE in outcome.summary
    (comment,) = machine.comments
    assert re.match(r"<!-- planverk [0-9a-f]{12} -->\n### Endringer fra .+ til .+\n", comment["body"]) and CHANGE in comment["body"]


def test_the_action_keeps_one_comment_up_to_date_and_leaves_those_of_others(machine: Machine) -> None:
    machine.github(build="none")
    (first,) = machine.comments
    machine.comments = [someone(first["body"]), first]
    edit(machine.clone, "deadline: 2026-12-31", "deadline: 2027-01-31")
    machine.github(build="none")
    theirs, ours = machine.comments
    assert theirs == someone(first["body"]) and ours["id"] == first["id"]
    assert "til 31. januar 2027, 7 måneder senere" in ours["body"]


def test_without_the_right_to_comment_the_summary_stands_in(machine: Machine) -> None:
    machine.token = "may-read"
    outcome = machine.github(build="none")
    assert outcome.codes["Post what changed"] == 0 and machine.comments == []
    assert "::notice::planverk may not comment here. The changes stand in the summary of this run." in outcome.output
    assert CHANGE in outcome.summary


def test_a_fault_fails_the_action_after_the_changes_are_told(machine: Machine) -> None:
    edit(machine.clone, "goal: felles-innsats", "goal: felles-insats")
    outcome = machine.github()
    assert outcome.codes == {"Install planverk": 0, "Check the plan": 1, "Tell what changed": 0, "Post what changed": 0}
    assert f"::error file={MEASURE},line=4,endLine=4,col=7,endColumn=20,title=dangling-reference::" in outcome.output
    assert len(machine.comments) == 1


def test_a_plan_below_the_top_is_annotated_where_github_looks(machine: Machine) -> None:
    edit(machine.clone, "goal: felles-innsats", "goal: felles-insats")
    (machine.clone / "planer").mkdir()
    git(machine.clone, "mv", "plan", "planverk.toml", "planer")
    git(machine.clone, "commit", "--quiet", "--message", "moved")
    outcome = machine.github(folder="planer")
    assert f"::error file=planer/{MEASURE},line=4," in outcome.output
    assert CHANGE in outcome.summary


HOSTILE = "$(touch hacked) `touch hacked` '; touch hacked; ' ${{ github.token }} ::set-output name=x::y"


def test_what_the_plan_says_runs_nowhere(machine: Machine) -> None:
    edit(machine.clone, "Tenestene lagar", f"{HOSTILE} Tenestene lagar")
    outcome = machine.github(build="none")
    assert outcome.codes["Tell what changed"] == 0
    machine.gitlab(build="none")
    assert not list(machine.clone.rglob("hacked")) and not list(machine.folder.rglob("hacked"))


@pytest.mark.parametrize(("shell", "name", "script"), scripts())
def test_python_takes_no_module_from_the_folder_of_the_plan(shell: str, name: str, script: str) -> None:
    assert re.findall(r"python3 (\S+)", script) == ["-I"] * script.count("python3")


def test_no_file_of_the_merge_request_stands_in_for_one_of_the_jobs(machine: Machine) -> None:
    """Links in the places of the job's own files, and modules with the names of Python's."""
    git(machine.clone, "fetch", "--quiet", "--unshallow")
    outside = machine.folder / "outside"
    outside.mkdir()
    for folder, names in (
        (".planverk", ("curl", "user.json", "page.json", "notes.jsonl", "note.json", "answer.json")),
        ("planverk", ("code-quality.json", "endringer.md", "utgaver")),
    ):
        (machine.clone / folder).mkdir()
        for name in names:
            (machine.clone / folder / name).symlink_to(outside / name)
    for name in ("json", "hashlib", "venv"):
        (machine.clone / f"{name}.py").write_text("open('hacked', 'w')\n", encoding="utf-8")
    outcome = machine.gitlab(build="pdf")
    assert outcome.codes == {"planverk": 0}, outcome.output
    assert len(machine.comments) == 1 and not list(outside.iterdir()) and not list(machine.clone.rglob("hacked"))
    assert not (machine.clone / "planverk/endringer.md").is_symlink() and (machine.clone / "planverk/utgaver/plan.pdf").is_file()


def test_the_job_follows_no_link_of_the_merge_request_to_its_artifacts(machine: Machine) -> None:
    git(machine.clone, "fetch", "--quiet", "--unshallow")
    outside = machine.folder / "outside"
    outside.mkdir()
    (machine.clone / "planverk").symlink_to(outside)
    assert machine.gitlab(build="none").codes == {"planverk": 0}
    assert not list(outside.iterdir()) and (machine.clone / "planverk/endringer.md").is_file()


def test_the_job_checks_builds_and_comments(machine: Machine) -> None:
    git(machine.clone, "fetch", "--quiet", "--unshallow")
    outcome = machine.gitlab(build="pdf")
    assert outcome.codes == {"planverk": 0}, outcome.output
    assert json.loads((machine.clone / "planverk/code-quality.json").read_text()) is not None
    assert (machine.clone / "planverk/utgaver/plan.pdf").read_bytes().startswith(b"%PDF")
    assert CHANGE in (machine.clone / "planverk/endringer.md").read_text()
    (note,) = machine.comments
    assert note["body"].startswith("<!-- planverk ") and CHANGE in note["body"]
    assert not (machine.clone / ".planverk/curl").exists(), "the token is left on the disk"


def test_the_job_keeps_one_note_up_to_date_and_leaves_those_of_others(machine: Machine) -> None:
    git(machine.clone, "fetch", "--quiet", "--unshallow")
    machine.gitlab(build="none")
    (first,) = machine.comments
    machine.comments = [someone(first["body"]), someone("x"), someone("y"), first]
    edit(machine.clone, "deadline: 2026-12-31", "deadline: 2027-01-31")
    outcome = machine.gitlab(build="none")
    assert outcome.codes == {"planverk": 0}, outcome.output
    assert len(machine.comments) == 4 and machine.comments[0]["body"] == first["body"]
    assert "til 31. januar 2027" in machine.comments[3]["body"]


def test_from_a_fork_the_job_tells_in_its_log(machine: Machine) -> None:
    git(machine.clone, "fetch", "--quiet", "--unshallow")
    machine.token = ""
    outcome = machine.gitlab(build="none")
    assert outcome.codes == {"planverk": 0} and machine.comments == []
    assert CHANGE.removeprefix("- ") in outcome.output


def test_a_fault_fails_the_job_after_the_changes_are_told(machine: Machine) -> None:
    git(machine.clone, "fetch", "--quiet", "--unshallow")
    edit(machine.clone, "goal: felles-innsats", "goal: felles-insats")
    outcome = machine.gitlab()
    assert outcome.codes == {"planverk": 1} and len(machine.comments) == 1
    assert not (machine.clone / "planverk/utgaver").exists()
    assert MEASURE in {record["location"]["path"] for record in json.loads((machine.clone / "planverk/code-quality.json").read_text())}


@pytest.mark.parametrize(
    ("version", "right"), [("0123456789abcdef" * 2 + "01234567", True), ("a" * 64, True), ("v1.0", False), ("0123456", False), ("HEAD", False)]
)
def test_planverk_is_named_by_a_commit_and_not_by_a_name_that_may_move(version: str, right: bool) -> None:
    wanted = SPEC["spec"]["inputs"]["version"]["regex"]
    assert (re.search(wanted, version) is not None) == right
    handbook = (ROOT / "docs/handbok/i-ci.md").read_text(encoding="utf-8")
    assert [each for each in re.findall(r"^ +version: (\S+)$", handbook, re.MULTILINE) if not re.search(wanted, each)] == []
