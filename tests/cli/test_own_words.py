"""Whatever a command shows of a plan with words of its own, it calls the plan's goals and measures by those alone."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from planverk.catalogue import LANGUAGES
from planverk.cli.command import COMMANDS
from tests.authors import run
from tests.folders import put
from tests.odd_words import FORBIDDEN, OWN_WORDS, files
from tests.support import committed

Capture = pytest.CaptureFixture[str]

ENTRIES = ("measure", "goal", "definition", "function", "chapter", "resource", "source", "referenced-plan", "figure")
PAGES = ["", *COMMANDS, *(f"new {kind}" for kind in ENTRIES)]
ASKED = {"measure": ["Ny", "fyrst", "nokon"], "goal": ["Nytt", "alt"], "function": ["Sist", "unit"], "referenced-plan": ["Anna", "municipal"]}
"""What is answered to the first questions of a kind; to the others nothing."""
STEPS = (
    "build txt", "check --all", "fmt", "schema", "explain", *(f"new {kind}" for kind in ASKED),
    "rename goal:to toer", "rename measure:m3 tre", "withdraw goal:alt --date 2026-11-23 --reason x",
    "withdraw measure:m2 --date 2026-11-23 --reason=", "withdraw measure:m2", "withdraw measure:m2 --date 2026-11-23 --reason x",
    "renumber --dry-run", "renumber", "review measure:m1 goal:alt --by nokon", "diff HEAD", "diff HEAD --format markdown",
    "diff HEAD --format json", "check --all", "migrate", "review --list", "log", "log --words", "log measure:m1", "log goal:ingen",
)  # fmt: skip

_CODE = re.compile(
    r"chapter,\s+goal,\s+measure,|[“\"][^”\"\n]*[”\"]|planverk (?:new|explain) \S+|^ +(?:measure|goal)(?= {2})|\S*[:/|._\[\]-]\S*", re.MULTILINE
)
"""Names of commands, kinds, files and fields, which are English in every plan; what is typed is quoted."""
_OF_OTHERS = re.compile(
    r"(?:\w+ )?national goals?|(?:nasjonal\w* )+\w*mål\w*|PLAN#\w+|(?:mål|tiltak) i e[in]n? ann\w+ plan|(?:mål|tiltak) i andre plana?e?r"
    r"|(?:goal|measure)s? of (?:an)?other plan|må\w+ og tiltak\w+ vi viser til|the goals and measures that we cite",
    re.IGNORECASE,
)
"""What other plans have, which are not called as this plan calls its own."""


def forbidden(text: str, language: str) -> list[str]:
    """The lines that call this plan's goals or measures by the usual words."""
    rest = _OF_OTHERS.sub("", _CODE.sub("", text) if language == "en" else text)
    return [line for line in rest.splitlines() if FORBIDDEN[language].search(line)]


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The language of a plan and of what commands say."""
    monkeypatch.setenv("PLANVERK_LANG", request.param)
    return str(request.param)


@pytest.fixture
def root(language: str, tmp_path: Path) -> Path:
    """The plan, in Git."""
    folder = tmp_path / "plan-repo"
    for path, data in files(language, settings=OWN_WORDS[language]).items():
        put(folder / path, data)
    committed(folder)
    return folder


def test_every_page_of_help_has_the_words_of_the_plan_around(root: Path, language: str) -> None:
    code = "import sys; from planverk.cli import main; [print('\\0') if main([*page.split(), '--help']) == 0 else 1 for page in sys.argv[1:]]"
    done = subprocess.run(
        [sys.executable, "-c", code, *PAGES], cwd=root / "plan", capture_output=True, encoding="utf-8", env={**os.environ, "COLUMNS": "400"}
    )
    pages = dict(zip(PAGES, done.stdout.split("\0\n"), strict=False))
    assert done.stderr == "" and [*pages] == PAGES
    assert {page: lines for page, text in pages.items() if (lines := forbidden(text, language))} == {}
    assert {"en": "Withdraw a thrust.", "nn": "Trekk ei snurr."}.get(language, "Trekk en snurr.") in pages["withdraw"]


def test_everything_that_commands_say_has_the_words_of_the_plan(root: Path, language: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("planverk.cli.writing", "planverk.cli.new_entry"):
        monkeypatch.setattr(f"{module}.answers", lambda: True)
    said = {}
    for step in STEPS:
        answers = "\n".join(ASKED.get(step.removeprefix("new "), ["2026-13-01"])) + "\n" * 20
        monkeypatch.setattr(sys, "stdin", io.StringIO(answers))
        code, out, err = run(capsys, *step.split(), "-C", str(root))
        assert code < 3, err
        said[step] = out + err
    said["txt"] = (root / "build/plan.txt").read_text(encoding="utf-8")
    for path in (root / "schema").glob("[!ps]*.json"):  # those of other plans and of [words] say what is theirs
        said[path.name] = path.read_text(encoding="utf-8")
    assert {step: lines for step, text in said.items() if (lines := forbidden(text, language))} == {}
    assert all(said.values())
