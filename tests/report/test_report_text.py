"""Findings as text: whole, and on a terminal."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest

from planverk.cli import main
from planverk.cli.streams import shows_colour, width_of
from planverk.diagnostics import Diagnostic, Location
from planverk.report import text
from planverk.report.terminal import cells
from planverk.report.text import in_common
from planverk.rules.registry import all_rules
from tests.findings import DANGLING, DAY, NOTE, NOTHING, OUTCOME, span
from tests.support import ROOT


def test_text_whole() -> None:
    assert text.report(replace(OUTCOME, diagnostics=(DANGLING, NOTE))) == (
        "plan/measures/rutine.md:4:7: error[dangling-reference]: målet «maal-9» finnes ikke\n"
        "  |\n"
        "4 | goal: maal-9\n"
        "  |       ^^^^^^\n"
        "  = mente du «maal-1»?\n"
        "\n"
        "plan/goals/maal.md:1:1: info[incomplete-entry]: noe mangler\n"
        "\n"
        "Kontrollerte 3 filer i planen mot 3 regler: 1 feil, 0 advarsler, 1 merknad.\n"
    )


@pytest.mark.parametrize(
    ("language", "revision", "said"),
    [
        ("nb", None, "Kontrollerte 3 filer i planen mot 1 regel: 0 feil, 0 advarsler, 0 merknader.\n"),
        ("nn", None, "Kontrollerte 3 filer i planen mot 1 regel: 0 feil, 0 åtvaringar, 0 merknader.\n"),
        ("en", None, "Checked 3 files of the plan against 1 rule: 0 errors, 0 warnings, 0 notes.\n"),
        ("nb", "v1", "Kontrollerte 3 filer i planen, slik den var i revisjonen v1, mot 1 regel: 0 feil, 0 advarsler, 0 merknader.\n"),
        ("en", "v1\x1b", "Checked 3 files of the plan, as it was in the revision v1\\x1b, against 1 rule: 0 errors, 0 warnings, 0 notes.\n"),
    ],
)
def test_the_summary_says_what_was_checked(language: str, revision: str | None, said: str) -> None:
    assert text.report(replace(NOTHING, language=language, revision=revision)) == said


def notes(rule: str, *messages: str) -> list[Diagnostic]:
    return [replace(NOTE, rule=rule, message=message, location=Location(f"plan/goals/{at}.md")) for at, message in enumerate(messages)]


SUMMED = (
    "info[incomplete-entry]: noe mangler (3 steder)\n"
    "info[proposed-responsible]: ansvaret er et forslag: … (2 steder)\n"
    "info[unused-figure]: figuren «…» står ikke noe sted i teksten (2 steder)\n"
    "plan/goals/0.md:1:1: info[unused-source]: ingenting i planen viser til kilden «A»\n"
    "Merknader stanser ikke planen. «planverk check --all» viser hver av dem, med sted og råd.\n"
)


def test_notes_are_summed_up_by_rule_unless_every_one_is_asked_for() -> None:
    found = [
        *notes("proposed-responsible", "ansvaret er et forslag: Skolene", "ansvaret er et forslag: Psykososial beredskap"),
        *notes("incomplete-entry", "noe mangler", "noe mangler", "noe mangler"),
        *notes("unused-figure", "figuren «Ro i Drammen» står ikke noe sted i teksten", "figuren «Håp» står ikke noe sted i teksten"),
        *notes("unused-source", "ingenting i planen viser til kilden «A»"),
    ]
    count = "\nKontrollerte 3 filer i planen mot 3 regler: {} feil, 0 advarsler, 8 merknader.\n"
    every = replace(OUTCOME, diagnostics=found)
    assert text.report(every).count("info[") == 8 and "--all" not in text.report(every)
    assert text.report(replace(every, every=False)) == SUMMED + count.format(0)
    both = replace(every, diagnostics=[DANGLING, *found], every=False)
    assert text.report(both) == text.format_text([DANGLING], OUTCOME.texts, "nb") + "\n" + SUMMED + count.format(1)
    assert text.report(replace(OUTCOME, diagnostics=[DANGLING], every=False)) == text.report(replace(OUTCOME, diagnostics=[DANGLING]))


@pytest.mark.parametrize(
    ("messages", "said"),
    [
        (["a"], "a"),
        (["a", "a"], "a"),
        (["a b c", "a x c"], "a … c"),
        (["a", "b"], "…"),
        (["a b", "a b b"], "a b…"),
        (["", ""], ""),
        (["mål 1 «Ro»", "mål 2 «Ro»", "mål 12 «Ro»"], "mål … «Ro»"),
    ],
)
def test_what_messages_say_alike(messages: list[str], said: str) -> None:
    assert in_common(messages) == said


@pytest.mark.parametrize("style", ["json", "sarif", "github", "gitlab", "junit"])
def test_programs_have_every_note(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(ROOT / "tests/plans/example")
    main(["check", "-C", folder, "--format", style, *DAY])
    one = capsys.readouterr().out
    main(["check", "-C", folder, "--format", style, *DAY, "--all"])
    assert capsys.readouterr().out == one
    assert {"incomplete-entry", "proposed-responsible", "unused-referenced-plan"} <= {name for name in all_rules() if name in one}


def test_check_shows_every_note_where_asked(capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(ROOT / "tests/plans/example")
    main(["check", "-C", folder, *DAY])
    summed = capsys.readouterr().out
    main(["check", "-C", folder, *DAY, "--all"])
    every = capsys.readouterr().out
    assert summed.splitlines()[-1] == every.splitlines()[-1]
    assert "--all" in summed and "--all" not in every and len(every) > len(summed)


def test_lines_break_at_the_width_of_the_terminal() -> None:
    long = replace(
        DANGLING, message="målet «maal-9» finnes ikke blant målene i planen", hints=("mente du «maal-1», eller skal målet lages i en egen fil?",)
    )
    assert text.format_text([long], {"plan/measures/rutine.md": "\n\n\ngoal: maal-9" + " x" * 40 + "\n"}, "nb", width=44) == (
        "plan/measures/rutine.md:4:7:\n"
        "    error[dangling-reference]: målet\n"
        "    «maal-9» finnes ikke blant målene i\n"
        "    planen\n"
        "  |\n"
        "4 | goal: maal-9 x x x x x x x x x x x x …\n"
        "  |       ^^^^^^\n"
        "  = mente du «maal-1», eller skal målet\n"
        "    lages i en egen fil?\n"
    )


@pytest.mark.parametrize("width", [1, 20, 40, 57, 80, 300])
@pytest.mark.parametrize("char", ["x", "漢", "e\u0301", "x ", "\x1b", "👩‍👧"])
def test_nothing_is_wider_than_the_terminal(width: int, char: str) -> None:
    diagnostic = replace(DANGLING, message=char * 200, hints=(char * 200,), location=Location("plan/a.md", span(1, 90, 1, 95)))
    shown = text.format_text([diagnostic], {"plan/a.md": char * 200}, "nb", width=width)
    assert max(map(cells, shown.split("\n"))) <= max(width, 40)
    assert "".join(shown.split()).count("".join(text.safe(char).split())) >= 400


@pytest.mark.parametrize(
    ("line", "meant", "shown", "carets"),
    [
        ("title: 漢字 maal-9", "maal-9", "title: 漢字 maal-9", "            ^^^^^^"),
        ("title: e\u0301n maal-9", "maal-9", "title: e\u0301n maal-9", "          ^^^^^^"),
        ("title: 漢字", "漢字", "title: 漢字", "       ^^^^"),
        ("e\u0301", "\u0301", "e\u0301", "^"),
        ("a\x1bb maal-9", "maal-9", "a\\x1bb maal-9", "       ^^^^^^"),
        ("각 x", "x", "각 x", "   ^"),
    ],
)
def test_the_caret_stands_under_its_place(line: str, meant: str, shown: str, carets: str) -> None:
    at = line.index(meant) + 1
    diagnostic = replace(DANGLING, location=Location("plan/a.md", span(1, at, 1, at + len(meant))), hints=())
    assert text.format_text([diagnostic], {"plan/a.md": line}, "nb").split("\n")[2:4] == [f"1 | {shown}", f"  | {carets}"]


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "terminal", "piped"),
    [
        ({}, True, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, True, False),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        ({"TERM": "dumb"}, False, False),
    ],
)
def test_colour_is_for_terminals(environment: dict[str, str], terminal: bool, piped: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert (shows_colour(Terminal()), shows_colour(StringIO())) == (terminal, piped)


def test_width_is_that_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "61")
    assert (width_of(Terminal()), width_of(StringIO())) == (61, None)


def test_colours_reach_a_pipe_that_asks_for_them(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    main(["check", "-C", str(ROOT), *DAY])
    assert "\x1b[1;33mwarning[referenced-plan-expires]\x1b[0m: " in capsys.readouterr().out
