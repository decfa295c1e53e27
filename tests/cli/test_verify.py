"""What a published file was built from, and whether the plan still gives the same bytes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from planverk.cli import main
from planverk.formats.published import read_published
from planverk.formats.registry import FILES, OFFICIAL
from planverk.model.canonical import plan_digest
from planverk.reading.plan import read_plan
from planverk.reading.tree import read_folder
from planverk.version import __version__, tool_versions
from tests.authors import run
from tests.folders import laid, put
from tests.formats.docx.test_template import template
from tests.support import committed, git
from tests.word_files import p

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base plan, committed and built, with a later revision that says something else."""
    root = laid(tmp_path_factory.mktemp("verify") / "plan-repo")
    put(root / ".gitignore", b"/build/\n")
    committed(root)
    assert main(["build", "-C", str(root)]) == 0
    goal = root / "plan/goals/felles-innsats.md"
    goal.write_bytes(goal.read_bytes() + b"\nMer tekst.\n")
    git(root, "commit", "--quiet", "--all", "--message", "More text")
    return root


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return shutil.copytree(made, tmp_path / "copy")


def first(root: Path) -> str:
    return git(root, "rev-parse", "HEAD~1")


def last_lines(capsys: Capture, root: Path, *arguments: str) -> tuple[int, list[str]]:
    """The exit code, and what follows the facts."""
    code, out, err = run(capsys, "verify", *arguments, "-C", str(root))
    assert code != 3, err
    return code, out.splitlines()[9:] if code != 2 else [line for line in err.splitlines() if line.startswith("planverk: ")]


def test_it_tells_what_a_file_was_built_from(made: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, "verify", str(made / "build/plan.pdf"), "-C", str(made))
    commit = first(made)
    digest = plan_digest(read_plan(read_folder(laid(made.parent / "again")))[0])
    tools = ", ".join(f"{name} {version}" for name, version in tool_versions().items())
    assert (code, err.replace(re.sub(r"[^0-9.]", "", err.split("(")[1]), "#")) == (0, "PDF er klar (# s)\n")
    assert out == (
        f"Fil: {made}/build/plan.pdf (PDF)\nDette oppgir filen selv:\n"
        f"Plan: Handlingsplan mot ensomhet, Eksempel kommune\nStatus: på høring\nRevisjon: {commit}\n"
        f"Laget av: revisjonen slik den er\nKontrollsum for innholdet: sha256 {digest} (planverk-canonical-1)\nTidspunkt: 2026-11-23T09:30:00+00:00\n"
        f"Verktøy: planverk {__version__}, {tools}\nLaget på nytt fra revisjonen {commit}.\nFilen er nøyaktig den samme, byte for byte.\n"
    )


def pages(made: Path) -> Iterator[str]:
    found = sorted(path.relative_to(made).as_posix() for path in (made / "build/html").rglob("index.html"))
    yield from (found[0], found[-1])


def test_every_output_is_the_same_again(made: Path, capsys: Capture) -> None:
    for path in ("build/plan.docx", "build/html", *pages(made)):
        code, lines = last_lines(capsys, made, str(made / path))
        assert (code, lines) == (0, [f"Laget på nytt fra revisjonen {first(made)}.", "Filen er nøyaktig den samme, byte for byte."]), path


def test_it_only_tells_where_nothing_shall_be_built(made: Path, tmp_path: Path, capsys: Capture) -> None:
    assert last_lines(capsys, tmp_path, str(made / "build/plan.docx"), "--no-rebuild") == (0, [])


def test_a_file_that_was_changed_is_another(made: Path, tmp_path: Path, capsys: Capture) -> None:
    changed = tmp_path / "plan.docx"
    changed.write_bytes((made / "build/plan.docx").read_bytes() + b"x")
    code, lines = last_lines(capsys, made, str(changed))
    assert code == 1 and lines[1:] == [
        "Filen er ikke den samme:",
        "- filen oppgir samme revisjon, innhold og verktøy som den nye utgaven, men er en annen. Noen har endret den etter at den ble laget, "
        "eller den er laget med andre valg eller på en annen type maskin. Ikke stol på det som står i den, før du vet hvorfor",
    ]


def test_a_file_made_with_another_word_template_is_made_again_with_that(tmp_path: Path, capsys: Capture) -> None:
    root = laid(tmp_path / "plan-repo")
    committed(root)
    mine, other = tmp_path / "mal.docx", tmp_path / "annen.docx"
    mine.write_bytes(template())
    other.write_bytes(template(footer=p("Torget 2", "Bunntekst")))
    assert run(capsys, "build", "-C", str(root), "--reference-docx", str(mine))[0] == 0
    word, site = str(root / "build/plan.docx"), str(root / "build/html")
    begun = sha256(mine.read_bytes()).hexdigest()[:16]
    needed = f"planverk: filen er laget med en Word-mal som ikke hører til planen (sha256 {begun}…). Oppgi malen med --reference-docx"
    for path in (word, site):
        assert last_lines(capsys, root, path) == (2, [needed])
        assert last_lines(capsys, root, path, "--reference-docx", str(mine))[0] == 0
    assert last_lines(capsys, root, str(root / "build/plan.pdf"))[0] == 0
    code, lines = last_lines(capsys, root, word, "--reference-docx", str(other))
    now = sha256(other.read_bytes()).hexdigest()[:16]
    assert (code, lines[2:]) == (1, [f"- filen er laget med Word-malen {begun}…, ikke med {now}…"])


def test_another_revision_says_something_else(made: Path, capsys: Capture) -> None:
    code, lines = last_lines(capsys, made, str(made / "build/plan.docx"), "--rev", "HEAD")
    assert code == 1 and lines[0] == f"Laget på nytt fra revisjonen {git(made, 'rev-parse', 'HEAD')}."
    assert re.fullmatch(r"- innholdet er et annet: filen har kontrollsummen [0-9a-f]{16}…, planen [0-9a-f]{16}…", lines[2])
    assert lines[3:] == [f"- filen er laget av revisjonen {first(made)[:16]}…, ikke av {git(made, 'rev-parse', 'HEAD')[:16]}…"]


def page_with(made: Path, folder: Path, **facts: str) -> str:
    """The front page with other facts in its head."""
    text = (made / "build/html/index.html").read_text(encoding="utf-8")
    for name, value in facts.items():
        text, count = re.subn(rf'(<meta name="planverk:{name}" content=")[^"]*"', rf'\g<1>{value}"', text)
        assert count == 1
    path = folder / "index.html"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_other_tools_are_named(made: Path, tmp_path: Path, capsys: Capture) -> None:
    tools = ", ".join(f"{name} {version}" for name, version in tool_versions().items())
    page = page_with(made, tmp_path, version="0.0.9", tools=tools.replace("typst ", "typst 9"))
    code, lines = last_lines(capsys, made, page)
    assert code == 1 and lines[2:] == [
        f"- laget med planverk 0.0.9, nå med planverk {__version__}",
        f"- laget med typst 9{tool_versions()['typst']}, nå med typst {tool_versions()['typst']}",
    ]


def test_the_files_of_a_site_that_differ_are_named(copy: Path, capsys: Capture) -> None:
    site = copy / "build/html"
    (site / "assets/site.css").unlink()
    put(site / "ny.html", b"x")
    put(site / "assets/theme.css", b"x")
    code, lines = last_lines(capsys, copy, str(site))
    assert code == 1 and lines[2:5] == ["- assets/site.css mangler", "- assets/theme.css er en annen", "- ny.html er ikke med i den nye utgaven"]
    for number in range(12):
        put(site / f"a{number}.html", b"x")
    assert last_lines(capsys, copy, str(site))[1][12] == "- og 5 filer til"


def test_changes_that_are_not_in_git(copy: Path, capsys: Capture) -> None:
    put(copy / "plan/goals/felles-innsats.md", (copy / "plan/goals/felles-innsats.md").read_bytes() + b"\nEnda mer.\n")
    assert main(["build", "docx", "-C", str(copy)]) == 0
    capsys.readouterr()
    code, lines = last_lines(capsys, copy, str(copy / "build/plan.docx"))
    assert (code, lines) == (0, [f"Laget på nytt fra filene i {copy}.", "Filen er nøyaktig den samme, byte for byte."])
    git(copy, "checkout", "--quiet", "plan")
    code, lines = last_lines(capsys, copy, str(copy / "build/plan.docx"))
    assert code == 1 and lines[2].startswith("- innholdet er et annet:") and len(lines) == 3
    shutil.rmtree(copy / "plan")
    assert last_lines(capsys, copy, str(copy / "build/plan.docx"))[0] == 1, "then HEAD is what there is"


def test_an_edition_that_tells_what_is_new(copy: Path, capsys: Capture) -> None:
    assert main(["build", "docx", "--changes-since", "HEAD~1", "-C", str(copy)]) == 0
    assert read_published(copy / "build/plan.docx").provenance.since == first(copy)
    capsys.readouterr()
    code, lines = last_lines(capsys, copy, str(copy / "build/plan.docx"))
    assert (code, lines[-1]) == (0, "Filen er nøyaktig den samme, byte for byte.")


def test_a_folder_outside_git(tmp_path: Path, capsys: Capture) -> None:
    root = laid(tmp_path / "plan-repo")
    assert main(["build", "docx", "-C", str(root)]) == 0
    capsys.readouterr()
    code, lines = last_lines(capsys, root, str(root / "build/plan.docx"))
    assert (code, lines) == (0, [f"Laget på nytt fra filene i {root}.", "Filen er nøyaktig den samme, byte for byte."])


def test_a_bare_repository(made: Path, tmp_path: Path, capsys: Capture) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(made), "bare.git")
    assert last_lines(capsys, tmp_path / "bare.git", str(made / "build/plan.docx"))[0] == 0


def test_a_shallow_clone_says_what_to_do(made: Path, tmp_path: Path, capsys: Capture) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{made}", "shallow")
    code, lines = last_lines(capsys, tmp_path / "shallow", str(made / "build/plan.docx"))
    assert code == 2 and lines == [
        f"planverk: revisjonen {first(made)} finnes ikke her. Er dette et annet repo, eller et som bare har de siste revisjonene? "
        "Prøv «git fetch --unshallow»"
    ]


def test_without_the_plan_nothing_can_be_compared(made: Path, tmp_path: Path, capsys: Capture) -> None:
    code, lines = last_lines(capsys, tmp_path, str(made / "build/plan.docx"))
    assert code == 2 and lines == [
        "planverk: mappen er ikke lagret i Git, så den har ingen revisjoner å lese. Er planen i en annen mappe, gå dit eller bruk -C MAPPE"
    ]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"revision": "--upload-pack=x"}, "filen oppgir en revisjon som ikke kan være noen i Git. Oppgi en med --rev"),
        ({"revision": "HEAD"}, "filen oppgir en revisjon som ikke kan være noen i Git. Oppgi en med --rev"),
        ({"revision": "0" * 40}, f"revisjonen {'0' * 40} finnes ikke her."),
        ({"basis": "folder", "built": "i går"}, "filen oppgir ikke når den ble laget"),
        ({"basis": "folder", "built": "2026-11-23"}, "filen oppgir ikke når den ble laget"),
        ({"basis": "changes", "revision": "0" * 40}, f"revisjonen {'0' * 40} finnes ikke her."),
        ({"digest": ""}, "sier ikke hva den er laget av"),
    ],
)
def test_what_a_file_says_is_not_believed(made: Path, tmp_path: Path, capsys: Capture, facts: dict[str, str], said: str) -> None:
    code, lines = last_lines(capsys, made, page_with(made, tmp_path, **facts))
    assert code == 2 and said in lines[0]


def test_control_characters_of_a_file_do_not_reach_the_terminal(made: Path, tmp_path: Path, capsys: Capture) -> None:
    _, out, _ = run(capsys, "verify", page_with(made, tmp_path, title="a&#x1b;[31mb", status="ny\u202e"), "--no-rebuild", "-C", str(made))
    assert "\x1b" not in out and "\u202e" not in out and "Status: ny" in out


@pytest.mark.parametrize("name", ["finnes-ikke.pdf", "plan/plan.yaml", "plan"])
def test_what_is_no_edition_is_refused(made: Path, capsys: Capture, name: str) -> None:
    assert last_lines(capsys, made, str(made / name))[0] == 2


def test_a_revision_that_is_none_is_refused(made: Path, capsys: Capture) -> None:
    code, lines = last_lines(capsys, made, str(made / "build/plan.docx"), "--rev=--upload-pack=x")
    assert (code, lines) == (2, ["planverk: finner ikke revisjonen «--upload-pack=x» i Git"])


@pytest.mark.parametrize("name", [name for name in FILES if name not in OFFICIAL])
def test_a_format_that_is_made_by_name_is_made_again(copy: Path, capsys: Capture, name: str) -> None:
    """From the revision that the file names; what is no longer the same is told."""
    made = copy / "build" / f"plan.{name}"
    assert main(["build", name, "--rev", first(copy), "-C", str(copy)]) == 0
    capsys.readouterr()
    assert last_lines(capsys, copy, str(made))[0] == 0
    assert last_lines(capsys, copy, str(made), "--rev", "HEAD")[0] == 1
    assert sorted(path.name for path in (copy / "build").iterdir()) == sorted(["html", "manifest.json", "plan.docx", "plan.pdf", made.name])
