"""A new plan's repository: each kind in each language lacks what only its author knows, and once that is filled in it has no error."""

from __future__ import annotations

import io
import re
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from planverk.app.lock import read_wheel
from planverk.authoring.edits import files_after
from planverk.authoring.layout import laid_out
from planverk.authoring.new_plan import Told, kinds, new_plan
from planverk.cli import CLEAN, WRONG_CALL
from planverk.diagnostics import Diagnostic, Severity
from planverk.document.compose import compose
from planverk.document.document import Document
from planverk.formats.registry import FORMATS
from planverk.formats.txt import render as render_text
from planverk.model.planfile import LANGUAGES
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.rules.engine import check_plan
from tests.authors import files_of, run
from tests.support import REVISION, TODAY, git
from tests.wheels import wheel_in

KINDS = tuple(kinds())
EACH = [(kind, language) for kind in KINDS for language in LANGUAGES]
EMPTY = Path("/finnes/ikke")
WROTE = {
    "plan/goals/a.md": "---\nnumber: 1\ntitle: Første mål\nrelated: []\n---\n\nTeksten.\n",
    "plan/functions/f.yaml": "title: Plan og bygg\nkind: unit\n",
    "plan/measures/m.md": "---\nnumber: 1\ntitle: Bygge noe\ngoal: a\nresponsible: f\ndeadline: 2027\nfinancing: Ramme\nreporting:\n"
    "  to: kommunestyret\n  interval_months: 12\n{own}---\n\nTeksten.\n",
}
FILLED = {"from:": "from: 2027", "to:": "to: 2030", "contact:": "contact: postmottak@dome.example", "checked:": "checked: 2026-11-01"}


def made(kind: str, language: str, **facts: str) -> dict[str, bytes]:
    return files_after({}, new_plan(EMPTY, Told(language, kind, **facts)))


def tree_of(files: Mapping[str, bytes]) -> Tree:
    return Tree({path: data for path, data in files.items() if path.startswith("plan/") or path == "planverk.toml"}, extra=dict(files).get)


def filled_in(kind: str, language: str) -> Tree:
    """As its author might fill it in, with a goal, a function and a measure."""
    files = made(kind, language, title="Planen", name="Døme kommune", orgnr="310000000")
    for path, data in files.items():
        if path.startswith("plan/") and path.endswith(".yaml"):
            lines = (line.replace(line.strip(), FILLED.get(line.strip(), line.strip())) for line in data.decode().split("\n"))
            files[path] = "\n".join(lines).encode()
        elif path.startswith("plan/"):
            files[path] = data + b"\nTeksten.\n"
    columns = tomllib.loads(files["planverk.toml"].decode()).get("table", {}).get("columns", [])
    own = "".join(f"{name}: 3\n" for name in columns[-3:] if name not in ("deadline", "financing", "title"))
    level = "level: universal\n" if kind == "selvmordsforebygging" else ""
    return tree_of(files | {path: text.replace("{own}", level + own).encode() for path, text in WROTE.items()})


def findings(tree: Tree) -> list[Diagnostic]:
    plan, found = read_plan(tree)
    return check_plan(plan, found, TODAY, "nb")


@cache
def document(kind: str, language: str) -> Document:
    return compose(read_plan(filled_in(kind, language))[0], REVISION, REVISION.when)


@pytest.mark.parametrize(("kind", "language"), EACH)
def test_what_only_the_author_knows_is_a_finding_at_its_place_and_nothing_else_is(kind: str, language: str) -> None:
    files = made(kind, language)
    found = [
        (each.location.path, files[each.location.path].decode().split("\n")[each.location.span.start.line - 1], each.rule)
        for each in findings(tree_of(files))
    ]
    chapters = [(path, "---", "entry-without-text") for path in sorted(files) if path.startswith("plan/chapters/")]
    helplines = [("plan/help.yaml", "checked:", "empty-text")] if "plan/help.yaml" in files else []
    fields = ("title:", "  name:", "  from:", "  to:", "contact:")
    assert found == [*chapters, *helplines, *(("plan/plan.yaml", line, "empty-text") for line in fields)]
    assert not [path for path, data in files.items() if path.startswith("plan/") and laid_out(path, data) != data]
    assert not [path for path, data in files.items() if re.search(rb"@[a-z-]+@", data)]


@pytest.mark.parametrize(("kind", "language"), EACH)
def test_a_plan_that_is_filled_in_has_no_error(kind: str, language: str) -> None:
    assert [(each.rule, each.location.path) for each in findings(filled_in(kind, language)) if each.severity is not Severity.INFO] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_plan_that_is_filled_in_is_printed(kind: str) -> None:
    for name, language in zip(("pdf", "html", "docx"), LANGUAGES, strict=True):
        code = FORMATS[name].code
        code.gate(code.render(document(kind, language), None, ()), document(kind, language))


@pytest.mark.parametrize("kind", KINDS)
def test_helplines_come_with_the_kind_that_needs_them_alone(kind: str) -> None:
    of_suicide = kind == "selvmordsforebygging"
    files = made(kind, "nb")
    assert (
        ("plan/help.yaml" in files)
        is ("suicide-prevention" in files["planverk.toml"].decode())
        is ("help.yaml" in files["README.md"].decode())
        is of_suicide
    )
    text = render_text(document(kind, "nb")).decode()
    assert ("116 123" in text.replace("\u00a0", " ")) is of_suicide


def test_a_measure_for_suicide_prevention_has_to_say_whom_it_is_for() -> None:
    tree = filled_in("selvmordsforebygging", "nb")
    without = tree.files["plan/measures/m.md"].replace(b"level: universal\n", b"")
    (found,) = (each for each in findings(Tree({**tree.files, "plan/measures/m.md": without})) if each.severity is Severity.WARNING)
    assert (found.rule, found.location.path) == ("tiltak-uten-niva", "plan/measures/m.md")


# --- the command ---

PLACES = {"github": ".github/workflows/plan.yml", "gitlab": ".gitlab-ci.yml", "none": ""}
ALWAYS = [
    ".gitattributes", ".gitignore", ".pre-commit-config.yaml", ".vscode/extensions.json", ".vscode/planverk.code-snippets", ".vscode/settings.json",
    "Makefile", "README.md", "plan/plan.yaml", "planverk.toml", "requirements.txt",
]  # fmt: skip


@pytest.mark.parametrize("forge", PLACES)
def test_the_repository_is_whole(forge: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wheel, root = wheel_in(tmp_path / "hjul"), tmp_path / "min plan"
    code, out, err = run(capsys, "new", "plan", str(root), "--kind", "tom", "--lang", "nb", "--ci", forge, "--wheel", str(wheel))
    assert (code, err) == (CLEAN, "")
    assert out == f"Laget planen i {root}. Gå dit, og kjør «make check» for å se hva som gjenstår. README.md sier hvordan dere begynner.\n"
    files = {path: data for path, data in files_of(root).items() if not path.startswith(".git/")}
    schemas = [path for path in files if path.startswith("schema/")]
    assert sorted(files) == sorted([*ALWAYS, *filter(None, [PLACES[forge]]), *schemas, f"wheels/{wheel.name}"]) and len(schemas) == 16
    assert files[f"wheels/{wheel.name}"] == wheel.read_bytes() and files["requirements.txt"] == read_wheel(wheel).lock(
        "Låser planverk og alt det trenger, til versjonene her. «make update» bytter til et nyere planverk. Ikke endre filen for hånd."
    )
    assert git(root, "symbolic-ref", "HEAD") == "refs/heads/main"
    assert run(capsys, "schema", "--check", "-C", str(root))[0] == CLEAN


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notat.txt").write_text("x")
    for folder in (tmp_path, tmp_path / "notat.txt"):
        code, out, err = run(capsys, "new", "plan", str(folder), "--lang", "nb")
        assert (code, out) == (WRONG_CALL, "")
        assert err == f"planverk: ingenting ble endret: mappen «{folder}» er ikke tom. Velg en ny mappe\n"
    assert files_of(tmp_path) == {"notat.txt": b"x"}


def test_no_plan_is_made_inside_another_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(tmp_path, "init", "--quiet")
    code, _, err = run(capsys, "new", "plan", str(tmp_path / "planer/ny"), "--lang", "nb")
    assert code == WRONG_CALL and f"ligger i et annet repo («{tmp_path}»)" in err and not (tmp_path / "planer").exists()
    wheel = wheel_in(tmp_path.parent / f"{tmp_path.name}-hjul")
    assert run(capsys, "new", "plan", str(tmp_path), "--kind", "tom", "--wheel", str(wheel))[0] == CLEAN


@pytest.mark.parametrize(
    ("name", "content"), [("planverk-0.1.0-py3-none-any.whl", b"ikke zip"), ("annet.whl", b""), ("planverk-9-py3-none-any.whl", None)]
)
def test_without_a_wheel_of_this_planverk_nothing_is_made(
    name: str, content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    if content is None:
        wheel_in(tmp_path / "hjul").rename(file)
    else:
        file.write_bytes(content)
    code, out, err = run(capsys, "new", "plan", str(tmp_path / "ny"), "--wheel", str(file))
    assert (code, out) == (WRONG_CALL, "") and name in err and "ingenting ble endret" in err and not (tmp_path / "ny").exists()


def test_a_dry_run_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wheel = wheel_in(tmp_path)
    code, out, _ = run(capsys, "new", "plan", str(tmp_path / "ny"), "--dry-run", "--wheel", str(wheel))
    assert (
        code == CLEAN
        and "+language: nb\n" in out
        and f"Binary files /dev/null and b/wheels/{wheel.name} differ\n" in out
        and not (tmp_path / "ny").exists()
    )


def test_a_terminal_is_asked_what_the_plan_is_about(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("planverk.cli.writing", "planverk.cli.new"):
        monkeypatch.setattr(f"{module}.answers", lambda: True)
    said = ["", "", "klimaet", "klima", "Klimaplan", "Døme kommune", "", ""]
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in said)))
    code, _, err = run(capsys, "new", "plan", str(tmp_path / "ny"), "--wheel", str(wheel_in(tmp_path)))
    question = f"Hva handler planen om? ({', '.join(KINDS)}): "
    assert code == CLEAN and err.count(question) == 3 and "Velg en av disse: klima.\n" in err
    assert f"  {'klima':<20}  klima og energi: hovedmål, delmål og en tiltakstabell med prioritet, effekt og kostnad\n" in err
    text = (tmp_path / "ny/plan/plan.yaml").read_text(encoding="utf-8")
    assert text.startswith("format: 2\ntitle: Klimaplan\norganisation:\n  name: Døme kommune\n  orgnr:\nlanguage: nb\n")
    assert not (tmp_path / "ny/.github").exists()
