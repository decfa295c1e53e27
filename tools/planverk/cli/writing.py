"""What the author's commands have in common: doing the edits or showing them, and asking for what no flag tells."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from planverk.app.edits import Edit, shown, write
from planverk.cli.messages import say
from planverk.cli.streams import answers, shows_colour
from planverk.errors import UserError
from planverk.ids import nearest
from planverk.report.text import painted, safe

_MOST_SHOWN = 10
"""Choices in a question; more would hide it, and are told after an answer that is none of them."""

_COLOURS = {"+": "32", "-": "31", "@": "36"}


def carry_out(root: Path, edits: Sequence[Edit], dry_run: bool) -> None:
    """Makes the edits, or with `dry_run` shows them. UserError where they cannot be made; then none is."""
    if dry_run:
        show(edits)
    else:
        write(root, edits)


def show(edits: Sequence[Edit]) -> None:
    """Prints edits as a diff, and that nothing was changed."""
    click.echo(for_reader(shown(edits)), nl=False, color=shows_colour(sys.stdout))
    click.echo(say("only-shown"), err=True)


def for_reader(diff: str) -> str:
    """The diff as it is for a program, without control characters on a terminal, with colours where they are wished."""
    lines = diff.split("\n")
    if sys.stdout.isatty():
        lines = [safe(line) for line in lines]
    if shows_colour(sys.stdout):
        lines = [painted(line, _COLOURS.get(line[:1], ""), line[:1] in _COLOURS) for line in lines]
    return "\n".join(lines)


def told_or_asked(told: str | None, flag: str, question: str, choices: Sequence[str] = (), required: bool = True) -> str:
    """What the flag told, else what somebody at the terminal answers; "" for no answer to what is not required.

    UserError where nobody can be asked for what is required.
    """
    if told is not None:
        return told
    if not answers():
        if required:
            raise UserError("flag-missing", flag=flag)
        return ""
    shown = f" ({', '.join(choices)})" if 0 < len(choices) <= _MOST_SHOWN else ""
    label = question + shown + ("" if required else f" [{say('may-wait')}]")
    while True:
        answer = str(click.prompt(label, default="", show_default=False, prompt_suffix=" " if label.endswith("?") else ": ", err=True)).strip()
        if (answer or not required) and (not answer or not choices or answer in choices):
            return answer
        if answer:
            click.echo(say("choices", names=", ".join(nearest(answer, choices) or choices)), err=True)
