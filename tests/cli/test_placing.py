"""Where outputs and other files may be put: nothing of a plan's own or of Git's, and nothing away that planverk did not make."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from planverk.formats.outputs import Output
from tests.authors import differing, files_of, run
from tests.folders import laid, put
from tests.support import committed, edit, git

Capture = pytest.CaptureFixture[str]
OUTPUTS = [Output("plan.pdf", b"%PDF"), Output("html", {"index.html": b"<p>", "mal/index.html": b"<p>"})]
MADE = ["html/index.html", "html/mal/index.html", "manifest.json", "plan.pdf"]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("planverk.app.build.render_outputs", lambda *arguments: list(OUTPUTS))
    root = laid(tmp_path / "area/plan-repo")
    put(root / "schema/x.json", b"{}")
    committed(root)
    monkeypatch.chdir(root)
    return root


def built(capsys: Capture, *arguments: str) -> tuple[int, str]:
    code, _, err = run(capsys, "build", *arguments)
    return code, err


# --- the place ---


@pytest.mark.parametrize(
    "folder",
    [
        "plan", "plan/ny/ut", "plan/../plan/measures", ".", "..", "../..", ".git", ".git/ut", "../other", "../other/plan/ut", "../module", "../site",
        "ut/.git/x", "../link-to-plan", "../link-to-plan/goals",
    ],
)  # fmt: skip
def test_outputs_are_not_put_among_a_plan_or_what_is_gits(root: Path, capsys: Capture, folder: str) -> None:
    laid(root.parent / "other")
    put(root.parent / "module/.git", b"gitdir: ../plan-repo/.git/modules/x\n")
    committed_site = root.parent / "site"
    put(committed_site / "index.html", b"x")
    committed(committed_site)
    (root.parent / "link-to-plan").symlink_to(root / "plan")
    before = files_of(root.parent)
    for more in ((), ("--replace",)):
        assert built(capsys, "--output", folder, *more) == (
            2,
            f"planverk: utgavene kan ikke legges i «{folder}»: der ligger selve planen, eller noe som hører til Git. "
            "Velg en egen mappe med --output\n",
        )
    assert differing(before, files_of(root.parent)) == []


@pytest.mark.parametrize("folder", ["ut", "ut/ny/mappe", "build", "../ut", "planer", "../site/utgaver", "plan.d", "../link-to-ut"])
def test_any_other_folder_will_do(root: Path, capsys: Capture, folder: str) -> None:
    put(root.parent / "site/index.html", b"x")
    committed(root.parent / "site")
    (root.parent / "real").mkdir()
    (root.parent / "link-to-ut").symlink_to(root.parent / "real")
    before = files_of(root.parent)
    for _ in range(2):
        assert built(capsys, "--output", folder)[0] == 0
    new = sorted({path for path in files_of(root.parent) if path not in before})
    assert [path for path in new if ".git/" not in path] == sorted(os.path.relpath((root / folder).resolve() / name, root.parent) for name in MADE), (
        "the journal is gone, and nothing is left beside"
    )
    assert {path: data for path, data in files_of(root.parent).items() if path in before and ".git/" not in path} == {
        path: data for path, data in before.items() if ".git/" not in path
    }


# --- what lies there ---

OTHERS = {
    "a name of the web server": {"html/CNAME": b"x"},
    "a folder of attachments": {"html/vedlegg/kart.pdf": b"x", "html/vedlegg/b.pdf": b"x"},
    "a PDF of somebody": {"plan.pdf": b"x"},
    "a manifest of something else": {"manifest.json": b'{"name": "app", "icons": []}'},
    "a manifest that cannot be read": {"manifest.json": b"\xff"},
    "a site of somebody": {"html/index.html": b"x"},
    "a file of the name of a folder": {"html": b"x"},
    "hidden files": {"html/.htaccess": b"x", "html/.well-known/security.txt": b"x"},
}


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("earlier", [False, True])
def test_what_no_build_made_is_not_taken_away(root: Path, capsys: Capture, name: str, earlier: bool) -> None:
    if earlier and not {"html", *MADE} & OTHERS[name].keys():
        assert built(capsys, "--output", "ut")[0] == 0
    for path, data in OTHERS[name].items():
        put(root / "ut" / path, data)
    put(root / "ut/andre/notat.txt", b"never in the way")
    before = files_of(root / "ut")
    code, err = built(capsys, "--output", "ut")
    assert code == 2 and err == (
        f"planverk: «ut» har fra før filer som planverk ikke har laget, og som ville blitt borte: {', '.join(sorted(OTHERS[name]))}. "
        "Velg en annen mappe. Kan filene fjernes, bruker du --replace\n"
    )
    assert files_of(root / "ut") == before
    code, err = built(capsys, "--output", "ut", "--replace")
    assert code == 0 and err.endswith(f"Erstattet det som lå i mappen fra før: {', '.join(sorted(OTHERS[name]))}\n")
    assert sorted(files_of(root / "ut")) == sorted([*MADE, "andre/notat.txt"])


BESIDE = {
    "a note": ["notat.txt"],
    "a folder": ["andre/notat.txt"],
    "hidden files": [".nojekyll"],
    "the plan's schemas": ["schema/x.json"],
    "a manifest that names nothing": ["manifest.json"],
    "many files": [f"{number}.txt" for number in range(9)],
}


@pytest.mark.parametrize("name", BESIDE)
def test_a_folder_of_other_things_is_taken_only_when_told(root: Path, capsys: Capture, name: str) -> None:
    for path in BESIDE[name]:
        put(root / "ut" / path, b"x")
    before = files_of(root / "ut")
    code, err = built(capsys, "--output", "ut")
    assert code == 2 and BESIDE[name][0].split("/")[0] in err and "--replace" in err and files_of(root / "ut") == before
    for more in (("--replace",), ()):  # once outputs lie there, the folder is one of outputs
        assert built(capsys, "--output", "ut", *more)[0] == 0
    assert {path: data for path, data in files_of(root / "ut").items() if path not in MADE} == {
        path: data for path, data in before.items() if path not in MADE
    }


def test_what_a_build_made_is_replaced_though_it_was_changed(root: Path, capsys: Capture) -> None:
    assert built(capsys, "--output", "ut")[0] == 0
    put(root / "ut/html/index.html", b"changed by somebody")
    assert built(capsys, "--output", "ut")[0] == 0 and files_of(root / "ut")["html/index.html"] == b"<p>"


def test_pages_that_are_gone_go_and_the_manifest_says_whose_they_were(root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    assert built(capsys, "--output", "ut")[0] == 0
    monkeypatch.setattr("planverk.app.build.render_outputs", lambda *arguments: [Output("html", {"index.html": b"2"})])
    assert built(capsys, "html", "--output", "ut")[0] == 0
    assert sorted(files_of(root / "ut")) == ["html/index.html", "manifest.json", "plan.pdf"]
    files = [record["path"] for record in json.loads((root / "ut/manifest.json").read_bytes())["files"]]
    assert files == ["html/index.html", "plan.pdf"]


def test_links_in_the_folder_are_somebodys_and_not_followed(root: Path, capsys: Capture) -> None:
    put(root.parent / "outside/own.txt", b"own")
    (root / "ut").mkdir()
    (root / "ut/html").symlink_to(root.parent / "outside")
    (root / "ut/plan.pdf").symlink_to(root.parent / "outside/own.txt")
    code, err = built(capsys, "--output", "ut")
    assert code == 2 and "plan.pdf, html" in err
    assert built(capsys, "--output", "ut", "--replace")[0] == 0
    assert files_of(root.parent / "outside") == {"own.txt": b"own"} and not (root / "ut/html").is_symlink()


def test_the_plans_own_folder_for_outputs_is_planverks(root: Path, capsys: Capture) -> None:
    put(root / "build/html/old.html", b"old")
    put(root / "build/notat.txt", b"x")
    assert built(capsys)[0] == 0
    assert sorted(files_of(root / "build")) == sorted([*MADE, "notat.txt"])


# --- single files ---


@pytest.mark.parametrize("name", ["plan/plan.yaml", "plan/ny.md", "planverk.toml", ".git/config", ".git/hooks/pre-commit", "../other/plan/plan.yaml"])
def test_changes_are_not_written_over_a_plan(root: Path, capsys: Capture, name: str) -> None:
    laid(root.parent / "other")
    edit(root, "plan/plan.yaml", "ensomhet", "einsemd")
    before = files_of(root.parent)
    code, out, err = run(capsys, "diff", "HEAD", "--output", name)
    assert (code, out) == (2, "")
    assert err == f"planverk: «{name}» ligger i mappen med selve planen eller hører til Git, og blir ikke skrevet over. Velg et annet sted\n"
    assert differing(before, files_of(root.parent)) == []


def test_a_file_of_changes_that_is_replaced_is_told(root: Path, capsys: Capture) -> None:
    edit(root, "plan/plan.yaml", "ensomhet", "einsemd")
    assert run(capsys, "diff", "HEAD", "--output", "endringer.txt")[2] == "Laget endringer.txt\n"
    assert run(capsys, "diff", "HEAD", "--output", "endringer.txt")[2] == "Erstattet endringer.txt.\n"
    assert git(root, "status", "--short") == "M plan/plan.yaml\n?? endringer.txt"
