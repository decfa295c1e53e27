"""Help and wrong calls are in the language of messages to the last word."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import click
import pytest

from planverk.app.build import CHOICES
from planverk.cli import CLEAN, WRONG_CALL, main
from planverk.cli.command import COMMANDS, module_of, planverk
from planverk.cli.messages import help_text

ALL = ", ".join(CHOICES)

CLICKS = re.compile(r"Usage|Options|Commands|Show this|default|OPTIONS|COMMAND|ARGS")


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS), ("new", "plan"), ("new", "measure")], ids=" ".join)
def test_help_has_none_of_clicks_own_words(command: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, "--help"]) == CLEAN
    page = capsys.readouterr().out
    assert page.startswith(f"Bruk: {' '.join(('planverk', *command))} [VALG]")
    assert "-h, --help" in page and "Vis denne hjelpen og avslutt." in page
    assert CLICKS.findall(page) == []


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_listed_with_its_own_help(name: str) -> None:
    command = planverk.get_command(click.Context(planverk), name)
    assert command is not None and (command.name, command.help) == (name, help_text(f"help-{name}"))


def test_listing_the_commands_imports_none_of_them() -> None:
    """Half a second otherwise: what a command needs is what the whole program needs, all commands together."""
    code = "import sys; from planverk.cli import main; main(['--help']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    *page, modules = done.stdout.splitlines()
    assert [name for name in COMMANDS if not any(line.split()[:1] == [name] for line in page)] == []
    assert {f"planverk.cli.{module_of(name)}" for name in COMMANDS} & {*modules.split()} == set()


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (["chek"], "kommandoen «chek» finnes ikke. Mente du check?\nPrøv «planverk --help»."),
        (["qqqq"], "kommandoen «qqqq» finnes ikke.\nPrøv «planverk --help»."),
        (["new", "mesure"], "kommandoen «mesure» finnes ikke. Mente du measure?\nPrøv «planverk new --help»."),
        (["check", "--formt", "x"], "valget «--formt» finnes ikke. Mente du --format?\nPrøv «planverk check --help»."),
        (["renumber", "maal"], "«maal» kan ikke stå her. Velg en av disse: goals, measures.\nPrøv «planverk renumber --help»."),
        (["build", "pdff"], f"«pdff» kan ikke stå her. Mente du pdf? Velg en av disse: {ALL}.\n"
                            "Prøv «planverk build --help»."),
        (["check", "--format", "jsn"], "«jsn» kan ikke stå etter --format. Mente du json? "
                                       "Velg en av disse: text, json, sarif, github, gitlab, junit.\nPrøv «planverk check --help»."),
        (["check", "--lang", "no'\""], "«no'\"» kan ikke stå etter --lang. Velg en av disse: nb, nn, en.\nPrøv «planverk check --help»."),
        (["new", "plan"], "DIR mangler.\nPrøv «planverk new plan --help»."),
        (["serve", "--port", "70000"], "--port må være et tall fra 0 til 65535.\nPrøv «planverk serve --help»."),
        (["check", "--strict=3"], "--strict er brukt galt: enten mangler verdien, eller så skal valget ikke ha noen."),
        (["check", "a", "b"], "her er mer enn kommandoen tar imot: a b. En tekst med mellomrom må stå i anførselstegn.\n"
                              "Prøv «planverk check --help»."),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_plainly(call: list[str], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(call) == WRONG_CALL
    assert capsys.readouterr().err.removesuffix("\n") == f"planverk: {expected}"


@pytest.mark.parametrize(
    ("tongue", "head", "wrong"),
    [
        ("nn", "Bruk: planverk [VAL] KOMMANDO …", "planverk: kommandoen «chek» finst ikkje. Meinte du check?"),
        ("en", "Usage: planverk [OPTIONS] COMMAND …", "planverk: there is no command “chek”. Did you mean check?"),
    ],
)
def test_other_languages(tongue: str, head: str, wrong: str) -> None:
    def said(*call: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"PLANVERK_LANG": tongue, "PYTHONIOENCODING": "utf-8"}
        return subprocess.run([sys.executable, "-m", "planverk", *call], capture_output=True, encoding="utf-8", env=environment, check=False)

    assert said("--help").stdout.splitlines()[0] == head
    assert said("chek").stderr.splitlines()[0] == wrong
