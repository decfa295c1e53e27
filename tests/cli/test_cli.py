"""The commands as others call them: output, exit codes, and that checking writes nothing."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import planverk
from planverk.catalogue import load_words
from planverk.cli import BUG, CLEAN, FINDINGS, WRONG_CALL, main
from planverk.cli.command import COMMANDS, module_of
from planverk.rules.registry import all_rules
from tests.support import PLANS, ROOT, committed, copied, git

DAY = ("--today", "2026-11-23")


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file with its time of change and its bytes."""
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()}


def state_of_bytes(folder: Path) -> dict[str, bytes]:
    return {path: data for path, (_, data) in state(folder).items()}


@pytest.mark.parametrize("name", sorted(PLANS))
def test_the_plans_check_without_errors(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "-C", str(PLANS[name]), *DAY]) == CLEAN
    assert ": 0 feil, " in capsys.readouterr().out.splitlines()[-1]


def test_drammens_true_warnings_stay_visible(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "-C", str(ROOT), "--format", "json", *DAY])
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    warnings = {(record["rule"], record["path"]) for record in found if record["severity"] == "warning"}
    plans = "plan/references/plans/"
    assert warnings == {
        ("national-goal-unanswered", f"{plans}nasjonal-handlingsplan.yaml"),
        ("referenced-plan-expires", f"{plans}nasjonal-handlingsplan.yaml"),
        ("referenced-plan-expires", f"{plans}handlings-og-okonomiplan-2023-2026.yaml"),
    }
    rules = [record["rule"] for record in found]
    assert rules.count("proposed-responsible") == 11
    assert rules.count("incomplete-entry") == 12


def test_text_form_is_that_of_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied("example", tmp_path)
    measure = root / "plan/measures/felles-rutine.md"
    measure.write_text(measure.read_text(encoding="utf-8").replace("goal: felles-innsats", "goal: felles-insats"), encoding="utf-8")
    assert main(["check", "-C", str(root), *DAY, "--lang", "nb"]) == FINDINGS
    found = next(block for block in capsys.readouterr().out.split("\n\n") if "error[" in block)
    assert found == (
        "plan/measures/felles-rutine.md:4:7: error[dangling-reference]: målet «felles-insats» finnes ikke\n"
        "  |\n"
        "4 | goal: felles-insats\n"
        "  |       ^^^^^^^^^^^^^\n"
        "  = mente du «felles-innsats»?"
    )


def test_json_form_is_that_of_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied("example", tmp_path)
    measure = root / "plan/measures/felles-rutine.md"
    measure.write_text(measure.read_text(encoding="utf-8").replace("goal: felles-innsats", "goal: felles-insats"), encoding="utf-8")
    assert main(["check", "-C", str(root / "plan/measures"), "--format", "json", "--lang", "en", *DAY]) == FINDINGS
    found = json.loads(capsys.readouterr().out)
    assert [record for record in found["diagnostics"] if record["severity"] == "error"] == [
        {
            "rule": "dangling-reference",
            "severity": "error",
            "path": "plan/measures/felles-rutine.md",
            "line": 4,
            "column": 7,
            "end_line": 4,
            "end_column": 20,
            "message": "the goal “felles-insats” does not exist",
            "hints": ["did you mean “felles-innsats”?"],
        }
    ]
    assert list(found["summary"]) == ["errors", "warnings", "infos", "entries"]
    assert found["summary"]["errors"] == 1


def test_checking_writes_nothing(tmp_path: Path) -> None:
    root = copied("example", tmp_path)
    committed(root)
    before = state(root)
    main(["check", "-C", str(root), *DAY])
    main(["check", "-C", str(root), "--rev", "HEAD", *DAY])
    assert state(root) == before


_WATCHED = """
import os, sys
root, tried = sys.argv[1], []
WRITING = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.utime", "os.link", "os.symlink", "os.truncate", "shutil.move")

def watch(event, arguments):
    flags = arguments[2] if event == "open" and isinstance(arguments[2], int) else 0
    if event in WRITING or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC):
        tried.extend(str(one) for one in arguments if isinstance(one, (str, bytes)) and os.path.abspath(os.fsdecode(one)).startswith(root))

sys.addaudithook(watch)
from planverk.cli import main
main(["check", "-C", root, "--today", "2026-11-23", "--format", "json"])
sys.exit("tried to write " + ", ".join(tried) if tried else 0)
"""


@pytest.mark.parametrize("cache", ["on", "off"])
def test_checking_never_asks_to_write(cache: str, tmp_path: Path) -> None:
    """A folder without leave to write is nothing to root, which may run the tests; what a check asks the system for tells for everybody."""
    root = copied("example", tmp_path / "repository")
    environment = {**os.environ, "PLANVERK_CACHE": cache, "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", _WATCHED, str(root)], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["summary"]["errors"] == 0


def test_checking_imports_nothing_that_only_outputs_need() -> None:
    """Nobody should wait at each check for what reads pictures, fonts, PDF and Word."""
    code = "import sys; from planverk.cli import main; main(['check', '-C', sys.argv[1]]); print(*sys.modules)"
    environment = {**os.environ, "PLANVERK_CACHE": "off"}
    call = [sys.executable, "-c", code, str(PLANS["example"])]
    done = subprocess.run(call, env=environment, capture_output=True, encoding="utf-8", check=True)
    modules = {*done.stdout.splitlines()[-1].split()}
    assert "planverk.rules.engine" in modules
    assert modules & {"lxml", "fontTools", "jsonschema", "jinja2", "typst", "pikepdf", "pypandoc", "matplotlib", "numpy"} == set()
    assert modules & {"planverk.source.picture", "planverk.safe_xml"} == set()


def test_checking_the_same_files_again_loads_nothing_that_reads_them(tmp_path: Path) -> None:
    """Loading pydantic, YAML and Markdown takes several times as long as all else that is done then."""
    root = copied("example", tmp_path / "repository")
    committed(root)
    code = "import sys; from planverk.cli import main; main(['check', '-C', sys.argv[1]]); print(*sys.modules)"
    environment = {**os.environ, "PLANVERK_CACHE": "on", "XDG_CACHE_HOME": str(tmp_path / "cache")}
    loaded = []
    for _ in range(2):
        call = [sys.executable, "-c", code, str(root)]
        done = subprocess.run(call, env=environment, capture_output=True, encoding="utf-8", check=True)
        loaded.append({*done.stdout.splitlines()[-1].split()} & {"pydantic", "yaml", "markdown_it", "planverk.model.kinds", "planverk.rules.engine"})
    assert len(loaded[0]) == 5 and loaded[1] == set()


def test_strict_counts_warnings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "-C", str(ROOT), *DAY]) == CLEAN
    assert main(["check", "-C", str(ROOT), "--strict", *DAY]) == FINDINGS


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "-C", "no-such-folder"], "mappen «no-such-folder» finnes ikke"),
        (["check", "-C", "{empty}"], "fant ingen plan"),
        (["check", "--today", "i morgen", "-C", str(ROOT)], "«i morgen» er ikke en dato"),
        (["check", "--format", "yaml", "-C", str(ROOT)], "--format"),
        (["check", "--rev", "--upload-pack=x", "-C", "{repository}"], "finner ikke revisjonen «--upload-pack=x»"),
        (["check", "--rev", "no-such-revision", "-C", "{repository}"], "finner ikke revisjonen «no-such-revision»"),
        (["check", "--rev", "HEAD", "-C", "{folder}"], "er ikke lagret i Git, så den har ingen revisjoner å lese"),
        (["explain", "dangling-refrence"], "Mente du «dangling-reference»?"),
        (["publish"], "publish"),
    ],
)
def test_wrong_calls(arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    places = {name: tmp_path / name for name in ("empty", "repository", "folder")}
    for place in places.values():
        place.mkdir()
    committed(copied("example", places["repository"]))
    copied("example", places["folder"])
    assert main([argument.format(**places) for argument in arguments]) == WRONG_CALL
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["check", "-C", "{x}"], ["check", "--rev", "{x}"], ["diff", "HEAD", "HEAD", "--entry", "measure:{x}"], ["log", "measure:{x}"], ["{x}"],
     ["explain", "{x}"], ["verify", "{x}"], ["diff", "HEAD", "--format", "{x}"]],
)  # fmt: skip
def test_no_message_steers_the_terminal(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copied("example", tmp_path))
    committed(tmp_path)
    assert main([argument.format(x="\x1b[31mx\u202e") for argument in arguments]) == WRONG_CALL
    said = capsys.readouterr().err
    assert "\\x1b[31mx\\x202e" in said and "\x1b" not in said and "\u202e" not in said


def test_a_revision_is_checked_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied("example", tmp_path)
    committed(root)
    (root / "plan/goals/felles-innsats.md").unlink()
    assert main(["check", "-C", str(root), *DAY]) == FINDINGS
    capsys.readouterr()
    assert main(["check", "-C", str(root), "--rev", "HEAD", *DAY]) == CLEAN


@pytest.mark.parametrize("tongue", ["nb", "nn", "en"])
def test_a_page_says_where_another_language_begins(tongue: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANVERK_LANG", tongue)
    assert main(["explain", "dangling-reference"]) == CLEAN
    head, message, *rest = capsys.readouterr().out.split("\n\n")
    assert head.startswith("dangling-reference – error\n")
    assert message == all_rules()["dangling-reference"].message(load_words("rules", tongue))
    assert (
        rest[0]
        == {
            "nb": "En oppføring viser til en annen som ikke finnes.",
            "nn": "Ei oppføring viser til ei anna som ikkje finst.",
            "en": "An entry names another that is not there.",
        }[tongue]
    )
    assert rest[-1].strip() == load_words("cli", tongue)["manual-marks"]


def test_explain_prints_the_manual_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "dangling-reference"]) == CLEAN
    assert "En oppføring viser til en annen som ikke finnes." in capsys.readouterr().out
    assert main(["explain"]) == CLEAN
    assert "goal-without-measure" in capsys.readouterr().out


def test_a_plan_with_errors_builds_nothing_and_keeps_what_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied("nynorsk", tmp_path)
    assert main(["build", "html", "-C", str(root)]) == CLEAN
    before = state(root / "build")
    (root / "plan/goals/trygge-stiar.md").unlink()
    assert main(["build", "html", "-C", str(root)]) == FINDINGS
    assert "Ingenting ble laget" in capsys.readouterr().err
    assert state(root / "build") == before


def test_build_works_outside_git_and_into_another_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copied("nynorsk", tmp_path / "plan-folder")
    assert main(["build", "-C", str(root), "--output", str(tmp_path / "out")]) == CLEAN
    assert "får ikke noe versjonsnummer" in capsys.readouterr().err
    assert {"plan.pdf", "plan.docx", "html", "manifest.json"} <= {path.name for path in (tmp_path / "out").iterdir()}
    manifest = json.loads((tmp_path / "out/manifest.json").read_text(encoding="utf-8"))
    assert {record["path"] for record in manifest["files"]} >= {"plan.pdf", "plan.docx", "html/index.html"}


@pytest.mark.parametrize(("command", "wished"), [("build", None), ("build", "public/docs"), ("adopt", None)])
def test_no_link_in_the_plans_folder_says_where_outputs_go(
    tmp_path: Path, command: str, wished: str | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root, others = copied("nynorsk", tmp_path / "plan-folder"), tmp_path / "others"
    (others / "docs/html").mkdir(parents=True)
    (others / "docs/html/own.txt").write_text("own")
    (root / (wished or "build").split("/")[0]).symlink_to(others)
    monkeypatch.chdir(root)
    flags = ["--output", wished] if wished else ["--body", "Kommunestyret", "--date", "2024-12-10", "--case", "1/24"] if command == "adopt" else []
    before = state(tmp_path)
    assert main([command, *flags]) == WRONG_CALL
    assert f"går gjennom lenken «{root / (wished or 'build').split('/')[0]}»" in capsys.readouterr().err
    assert state(tmp_path) == before


def test_nothing_that_comes_with_a_plan_takes_the_place_of_what_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What earlier builds kept is taken as it is, so it must not lie where the plan's files do."""
    root = copied("nynorsk", tmp_path)
    monkeypatch.setenv("PLANVERK_CACHE", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(root / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795426200")
    assert main(["build", "html", "-C", str(root)]) == CLEAN
    made = state_of_bytes(root / "build/html")
    (root / "cache/planverk/parts").rename(root / "build/.cache")
    poisoned = list((root / "build/.cache").iterdir())
    for path in poisoned:
        false = path.read_bytes()[32:] + b"false"
        path.write_bytes(hashlib.sha256(path.name.encode() + b"\n" + false).digest() + false)
    assert poisoned and main(["build", "html", "-C", str(root)]) == CLEAN
    assert state_of_bytes(root / "build/html") == made


def test_a_command_is_a_file_of_at_most_80_lines() -> None:
    folder = Path(planverk.__file__).parent / "cli"
    lines = {name: (folder / f"{module_of(name)}.py").read_text(encoding="utf-8").count("\n") for name in COMMANDS}
    assert {name: count for name, count in lines.items() if count > 80} == {}


def test_a_bug_of_ours_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(*arguments: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("planverk.cli.check.open_tree", broken)
    assert main(["check"]) == BUG
    assert "Dette er en feil i planverk" in capsys.readouterr().err


def test_the_revision_stands_in_the_outputs(tmp_path: Path) -> None:
    root = copied("nynorsk", tmp_path)
    commit = committed(root)
    assert main(["build", "html", "-C", str(root)]) == CLEAN
    assert commit[:8] in (root / "build/html/om/index.html").read_text(encoding="utf-8")
    (root / "notes.txt").write_text("untracked, outside plan/")
    assert main(["build", "html", "-C", str(root)]) == CLEAN
    assert "ikkje er lagra i Git" not in (root / "build/html/om/index.html").read_text(encoding="utf-8")
    chapter = root / "plan/chapters/oppfolging.md"
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\nMeir tekst.\n", encoding="utf-8")
    assert main(["build", "html", "-C", str(root)]) == CLEAN
    assert "ikkje er lagra i Git" in (root / "build/html/om/index.html").read_text(encoding="utf-8")
    assert git(root, "status", "--porcelain", "--untracked-files=no") == "M plan/chapters/oppfolging.md"


def test_a_repository_cannot_run_a_program_through_git(tmp_path: Path) -> None:
    root = copied("nynorsk", tmp_path / "repository")
    committed(root)
    for setting in ("core.fsmonitor", "core.sshCommand", "diff.external", "core.pager"):
        git(root, "config", setting, f"touch {tmp_path / 'ran'}")
    assert main(["build", "html", "-C", str(root)]) == CLEAN
    assert main(["check", "-C", str(root), "--rev", "HEAD"]) == CLEAN
    assert not (tmp_path / "ran").exists()


def test_no_colour_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "-C", str(ROOT), *DAY])
    assert "\x1b" not in capsys.readouterr().out
    assert os.environ.get("PLANVERK_LANG") is None
