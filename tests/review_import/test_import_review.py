"""`planverk import-review`: one command from a Word file that came back to proposed edits and a report; nothing else of anybody's files changes."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from planverk.catalogue import LANGUAGES, load_words
from planverk.cli import main
from planverk.cli.messages import say
from planverk.errors import UserError
from planverk.report.errors import text_of
from planverk.word.names import w
from tests.authors import run
from tests.circulated_files import OTHER, Circulated, element
from tests.returning import KEPT, agrees
from tests.support import ROOT, committed, copied, edit, git
from tests.word_files import packed

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Drammen plan, committed, and its Word file."""
    root = copied("drammen", tmp_path_factory.mktemp("returned"))
    (root / ".gitignore").write_text("/build/\n/svar/\n", encoding="utf-8")
    committed(root)
    assert main(["build", "docx", "-C", str(root)]) == 0
    return root


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same of a plan that is built sooner."""
    root = copied("example", tmp_path_factory.mktemp("small"))
    (root / ".gitignore").write_text("/build/\n/svar/\n", encoding="utf-8")
    committed(root)
    assert main(["build", "docx", "-C", str(root)]) == 0
    return root


@pytest.fixture
def whole(made: Path, tmp_path: Path) -> Path:
    """A copy of the Drammen plan that a test may change, with a folder for answers."""
    return _copy(made, tmp_path)


@pytest.fixture
def repo(small: Path, tmp_path: Path) -> Path:
    """A copy of the small plan, likewise."""
    return _copy(small, tmp_path)


def _copy(made: Path, tmp_path: Path) -> Path:
    root = shutil.copytree(made, tmp_path / "repo")
    (root / "svar").mkdir()
    return root


def circulated(root: Path) -> Circulated:
    return Circulated((root / "build/plan.docx").read_bytes())


def answered(root: Path, desk: Circulated) -> str:
    """Where the file lies that came back."""
    path = root / "svar/plan-kommentert.docx"
    path.write_bytes(desk.data())
    return str(path)


def told(key: str, **facts: object) -> str:
    """What the command says of an error of its user's."""
    return text_of(UserError(key, **facts), "nb")


def state(root: Path) -> tuple[str, str, str]:
    """What must not change: files, branch and index."""
    return git(root, "status", "--porcelain"), git(root, "symbolic-ref", "HEAD"), git(root, "rev-parse", "HEAD")


def realistic(desk: Circulated) -> Circulated:
    """A round among colleagues: words, a title, paragraphs, items, a fact, a row, untracked words, looks, comments."""
    desk.replace("felles rutiner for å forebygge", "gode rutiner for å forebygge")
    desk.replace("Etablere rutiner i og mellom tjenestene", "Etablere felles rutiner i og mellom tjenestene")
    desk.replace("Funksjonene som koordinerer arbeidet", "Kommuneoverlegen")
    desk.new_paragraph(desk.paragraph("gode velferdsordninger"), "trygge møteplasser")
    desk.comment("ingen egen kilde", "Kan vi finne kilden?", ("Den står i oversendelsen.",))
    desk.comment("Frivillige organisasjoner møter", "Fint avsnitt.", done=True)
    desk.author, desk.day = OTHER, "2026-11-24"
    desk.replace("følge dem opp", "følge dem opp over tid")
    desk.delete_paragraph(desk.paragraph("god folkehelse"))
    desk.row("Koordinering av det selvmordsforebyggende arbeidet", "del")
    desk.type_over("Vi lærer systematisk av erfaringene", "Vi lærer av erfaringene")
    run = next(desk.paragraph("Selvmord er et stort problem").iter(w("r")))
    looks = element("rPr")
    looks.append(desk.stamped("rPrChange"))
    run.insert(0, looks)
    return desk


@pytest.mark.parametrize("tongue", ["nb", "nn", "en"])
def test_the_whole_report(whole: Path, capsys: Capture, tongue: str) -> None:
    file = answered(whole, realistic(circulated(whole)))
    before = state(whole)
    code, out, err = run(capsys, "import-review", file, "-C", str(whole), "--lang", tongue)
    commit = git(whole, "rev-parse", "HEAD")
    report = (whole / "svar/plan-kommentert.review.md").read_text(encoding="utf-8")
    agrees(f"report.{tongue}.txt", out.replace(commit[:8], "REVISION"))
    agrees(f"report.{tongue}.md", report.replace(commit[:8], "REVISION"))
    patch = whole / "svar/plan-kommentert.review.patch"
    assert code == 1 and err.splitlines()[-2:] == [
        say("returned-patch", tongue=tongue, path=patch, quoted=patch),
        say("returned-report", tongue=tongue, path=whole / "svar/plan-kommentert.review.md"),
    ]
    assert state(whole) == before
    git(whole, "apply", "--check", str(patch))
    agrees("proposals.patch", patch.read_text(encoding="utf-8"))


def test_a_branch_holds_the_proposals(whole: Path, capsys: Capture) -> None:
    file = answered(whole, realistic(circulated(whole)))
    base = git(whole, "rev-parse", "HEAD")
    edit(whole, "plan/plan.yaml", "22/32267", "22/32268")
    git(whole, "commit", "--quiet", "--all", "--message", "Later")
    (whole / "plan/plan.yaml").write_text("half a change", encoding="utf-8")
    before = state(whole)
    git(whole, "config", "user.name", "planverk")
    git(whole, "config", "user.email", "tests@planverk.example")
    code, _, err = run(capsys, "import-review", file, "-C", str(whole), "--branch", "runde/1")
    made = git(whole, "rev-parse", "runde/1")
    assert code == 1 and state(whole) == before and git(whole, "rev-parse", "runde/1~1") == base
    assert err.splitlines()[-2] == say("returned-branch", branch="runde/1", commit=made[:8])
    assert not (whole / "svar/plan-kommentert.review.patch").exists()
    assert git(whole, "diff", "runde/1~1", "runde/1") + "\n" == _applied(whole, base)
    assert git(whole, "log", "-1", "--format=%B", "runde/1").splitlines()[0] == "Forslag fra plan-kommentert.docx"
    assert "Rådgiver" not in git(whole, "log", "-1", "--format=%B", "runde/1")


def _applied(root: Path, base: str) -> str:
    """The pinned proposals as Git itself shows them on a base."""
    git(root, "worktree", "add", "--quiet", "--detach", str(root / "svar/there"), base)
    git(root / "svar/there", "apply", str(KEPT / "proposals.patch"))
    return git(root / "svar/there", "diff") + "\n"


@pytest.mark.parametrize("name", ["--upload-pack=x", "a..b", "", "HEAD", "x.lock", "a b", "-", "../x", "refs^{}"])
def test_what_is_no_branch_is_refused(repo: Path, capsys: Capture, name: str) -> None:
    file = answered(repo, circulated(repo))
    code, out, err = run(capsys, "import-review", file, "-C", str(repo), f"--branch={name}")
    assert (code, out, err) == (2, "", f"planverk: {told('bad-branch', name=name)}\n")


def test_a_branch_that_is_there_is_refused(repo: Path, capsys: Capture) -> None:
    git(repo, "branch", "runde")
    code, _, err = run(capsys, "import-review", answered(repo, circulated(repo)), "-C", str(repo), "--branch", "runde")
    assert (code, err) == (2, f"planverk: {told('branch-exists', name='runde')}\n")


def test_nothing_to_do(repo: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, "import-review", answered(repo, circulated(repo)), "-C", str(repo))
    assert code == 0 and out.splitlines()[-1] == "Ingen har endret eller kommentert noe i filen."
    assert say("returned-no-edits") in err and not (repo / "svar/plan-kommentert.review.patch").exists()


def test_all_written_in(repo: Path, capsys: Capture) -> None:
    desk = circulated(repo)
    desk.replace("arbeide saman", "samarbeide")
    code, out, _ = run(capsys, "import-review", answered(repo, desk), "-C", str(repo), "--format", "json")
    found = json.loads(out)
    assert code == 0 and found["summary"] == {"changes": 1, "placed": 1, "look": 0, "idle": 0, "comments": 0, "tracked_marks": 2}
    assert found["changes"] == [
        {
            "kind": "text", "outcome": "placed", "where": "Mål 1 «Felles innsats»", "entry": "goal:felles-innsats",
            "path": "plan/goals/felles-innsats.md", "line": 9, "field": None, "before": ["Tenestene skal arbeide saman."],
            "after": ["Tenestene skal samarbeide."],
            "authors": [{"author": "Rådgiver, helse", "date": "2026-11-20"}], "tracked": True, "untracked": False, "moved": False, "marks": 2,
            "links_left": [], "emphasis_left": False,
        }
    ]  # fmt: skip
    assert found["written"] == {
        "report": str(repo / "svar/plan-kommentert.review.md"),
        "patch": str(repo / "svar/plan-kommentert.review.patch"),
        "branch": None,
        "commit": None,
    }


def test_what_does_not_prove_itself_is_taken_back(repo: Path, capsys: Capture) -> None:
    desk = circulated(repo)
    desk.replace("arbeide saman", "samarbeide")
    desk.replace("https://dome.example/hjelp", "kommer senere")
    code, out, _ = run(capsys, "import-review", answered(repo, desk), "-C", str(repo), "--format", "json")
    changes = [(change["path"], change["outcome"], change.get("reason")) for change in json.loads(out)["changes"]]
    assert code == 1 and changes == [
        ("plan/goals/felles-innsats.md", "placed", None),
        ("plan/references/resources/hjelp.yaml", "look", "otherwise"),
    ]
    patch = (repo / "svar/plan-kommentert.review.patch").read_text(encoding="utf-8")
    assert "samarbeide" in patch and "kommer senere" not in patch


def test_outside_git_and_with_a_plan_in_a_folder_below(tmp_path: Path, capsys: Capture) -> None:
    root = copied("example", tmp_path / "plan-mappe")
    assert main(["build", "docx", "-C", str(root)]) == 0
    desk = circulated(root)
    desk.replace("Tenestene skal arbeide saman", "Tenestene skal samarbeide")
    (root / "svar").mkdir()
    file = answered(root, desk)
    code, _, _ = run(capsys, "import-review", file, "-C", str(root))
    assert code == 0 and "--- a/plan/goals/" in (root / "svar/plan-kommentert.review.patch").read_text(encoding="utf-8")
    code, _, err = run(capsys, "import-review", file, "-C", str(root), "--branch", "x")
    assert code == 2 and "mappen er ikke lagret i Git" in err
    git(tmp_path, "init", "--quiet")
    run(capsys, "import-review", file, "-C", str(root))
    git(root, "apply", str(root / "svar/plan-kommentert.review.patch"))
    assert "Tenestene skal samarbeide." in (root / "plan/goals/felles-innsats.md").read_text(encoding="utf-8")


def test_a_branch_needs_a_revision(tmp_path: Path, capsys: Capture) -> None:
    root = copied("example", tmp_path)
    assert main(["build", "docx", "-C", str(root)]) == 0
    desk = circulated(root)
    desk.replace("Tenestene skal arbeide saman", "Tenestene skal samarbeide")
    (root / "svar").mkdir()
    file = answered(root, desk)
    committed(root)
    code, _, err = run(capsys, "import-review", file, "-C", str(root), "--branch", "x")
    assert code == 2 and err.splitlines()[-1] == f"planverk: {told('branch-without-revision')}"


def test_a_file_of_another_kind(repo: Path, capsys: Capture) -> None:
    path = repo / "svar/a.docx"
    path.write_bytes(b"%PDF-1.7\n")
    code, out, err = run(capsys, "import-review", str(path), "-C", str(repo))
    assert (code, out) == (2, "") and err.startswith(f"planverk: {told('not-readable', path=path, problem='')}".rstrip()) and "PDF" in err
    code, _, err = run(capsys, "import-review", str(repo / "nei.docx"), "-C", str(repo))
    assert code == 2 and "nei.docx" in err


def test_a_file_that_tells_nothing_needs_a_revision(repo: Path, capsys: Capture) -> None:
    desk = circulated(repo)
    desk.replace("arbeide saman", "samarbeide")
    del desk.parts["docProps/custom.xml"]
    file = answered(repo, desk)
    code, _, err = run(capsys, "import-review", file, "-C", str(repo))
    assert (code, err) == (2, f"planverk: {told('returned-untold', path=file)}\n")
    code, out, _ = run(capsys, "import-review", file, "-C", str(repo), "--rev", "HEAD")
    assert code == 0 and "{+samarbeide+}" in out


def test_another_revision_gives_what_is_sure(repo: Path, capsys: Capture) -> None:
    desk = circulated(repo)
    desk.replace("arbeide saman", "samarbeide")
    desk.type_over("Alle over 18 år", "Alle naboer")
    file = answered(repo, desk)
    edit(repo, "plan/chapters/innleiing.md", "Planen gjeld frå 2025.", "Planen gjeld.")
    git(repo, "commit", "--quiet", "--all", "--message", "Later")
    code, out, _ = run(capsys, "import-review", file, "-C", str(repo), "--rev", "HEAD")
    assert code == 0 and "Oppgi revisjonen som filen ble laget av med --rev" in out and "naboer" not in out and "{+samarbeide+}" in out


def test_what_is_in_the_way_is_not_written_over(repo: Path, capsys: Capture) -> None:
    file = answered(repo, circulated(repo))
    target = repo / "verdifull.md"
    target.write_text("mine", encoding="utf-8")
    (repo / "svar/plan-kommentert.review.md").symlink_to(target)
    code, _, err = run(capsys, "import-review", file, "-C", str(repo))
    assert code == 2 and target.read_text(encoding="utf-8") == "mine" and "plan-kommentert.review.md" in err


def test_a_folder_for_what_is_written(repo: Path, tmp_path: Path, capsys: Capture) -> None:
    desk = circulated(repo)
    desk.replace("arbeide saman", "samarbeide")
    file = answered(repo, desk)
    for again in (False, True):
        code, _, err = run(capsys, "import-review", file, "-C", str(repo), "--output", str(tmp_path))
        assert code == 0 and (say("replaced", path=tmp_path / "plan-kommentert.review.md") in err) is again
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan-kommentert.review.md", "plan-kommentert.review.patch", "repo"]
    code, _, _ = run(capsys, "import-review", file, "-C", str(repo), "--output", str(tmp_path / "ny/mappe"))
    assert code == 0 and sorted(path.name for path in (tmp_path / "ny/mappe").iterdir()) == [
        "plan-kommentert.review.md",
        "plan-kommentert.review.patch",
    ]
    (tmp_path / "opptatt").write_text("min", encoding="utf-8")
    code, out, err = run(capsys, "import-review", file, "-C", str(repo), "--output", str(tmp_path / "opptatt"))
    assert (code, out, err) == (2, "", f"planverk: {told('in-the-way-of-folder', path=tmp_path / 'opptatt')}\n")


def test_bold_type_that_was_not_written_in_is_told(repo: Path, capsys: Capture) -> None:
    desk = circulated(repo)
    paragraph = desk.replace("arbeide saman", "samarbeide")
    new = next(paragraph.iter(w("ins"))).find(w("r"))
    assert new is not None
    new.insert(0, element("rPr"))
    new[0].append(element("b"))
    file = answered(repo, desk)
    code, out, _ = run(capsys, "import-review", file, "-C", str(repo), "--format", "json")
    assert code == 1 and [change["emphasis_left"] for change in json.loads(out)["changes"]] == [True]
    _, out, _ = run(capsys, "import-review", file, "-C", str(repo))
    assert "Merk: " + load_words("report", "nb")["returned-stress-left"] in " ".join(out.split())
    new[0][0].set(w("val"), "0")
    _, out, _ = run(capsys, "import-review", answered(repo, desk), "-C", str(repo), "--format", "json")
    assert [change["emphasis_left"] for change in json.loads(out)["changes"]] == [False]


def test_names_and_comments_cannot_command_a_terminal(repo: Path, capsys: Capture) -> None:
    desk = circulated(repo)
    desk.author = "Ond\u001b[31m"
    parts = circulated(repo)
    parts.author = "Ond # [x](javascript:a) <b>"
    parts.comment("arbeide saman", "Se <script> [x](javascript:y) @alle **fet** | a")
    (repo / "svar/a.docx").write_bytes(packed({**parts.parts, **_parts(parts)}))
    code, out, _ = run(capsys, "import-review", str(repo / "svar/a.docx"), "-C", str(repo))
    report = (repo / "svar/a.review.md").read_text(encoding="utf-8")
    assert code == 1 and "\x1b" not in out
    assert r"Se \<script\> \[x\](javascript:y) @​alle \*\*fet\*\* \| a" in report and r"Ond \# \[x\](javascript:a) \<b\>" in report


def _parts(desk: Circulated) -> dict[str, bytes]:
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(desk.data())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_reason_has_words() -> None:
    rooms = [*ROOT.glob("tools/planverk/review_import/*.py")]
    keys = {key for path in rooms for key in re.findall(r'CannotWrite\("([\w-]+)"', path.read_text(encoding="utf-8"))}
    keys |= {"link", "row-inserted", "row-deleted", "contents", "composed", "heading", "otherwise", "faulty", "overlapping"}
    keys |= {"moved-alone", "moved-half", "moved-heading", "moved-composed"}
    assert len(keys) > 12
    for tongue in LANGUAGES:
        words = load_words("report", tongue)
        assert [key for key in keys for part in ("why", "do") if f"returned-{part}-{key}" not in words] == []
        told = {key.removeprefix("returned-why-").removesuffix("-field") for key in words if key.startswith("returned-why-")}
        assert told == keys


def test_help_has_examples(capsys: Capture) -> None:
    code, out, _ = run(capsys, "import-review", "--help")
    assert code == 0 and "--branch runde-1" in " ".join(out.split())
