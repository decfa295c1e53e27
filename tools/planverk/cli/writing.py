"""What the author's commands have in common: where the plan is, doing the edits or showing them, and saying why not."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from planverk.authoring.edits import Edit, apply, shown
from planverk.cli.messages import say
from planverk.cli.terminal import answers, shows_colour
from planverk.errors import UserError
from planverk.ids import nearest
from planverk.report.text import safe
from planverk.transaction import Unfinished

F = TypeVar("F", bound=Callable[..., Any])
_MOST_SHOWN = 10
"""Choices in a question; more would hide it, and are told after an answer that is none of them."""

_COLOURS = {"+": "32", "-": "31", "@": "36"}


def writing_options(command: F) -> F:
    """-C and --dry-run, for commands that change a plan."""
    command = click.option("--dry-run", is_flag=True, help=say("help-show-only"))(command)
    return click.option("-C", "folder", metavar="DIR", default=".", help=say("help-folder"))(command)


@contextmanager
def refusals() -> Iterator[None]:
    """Says of what the author's tools refuse, and of what the system does not let them write, that nothing was changed."""
    with unwritten():
        try:
            yield
        except UserError as refusal:
            raise UserError("refused", problem=refusal) from None


@contextmanager
def unwritten() -> Iterator[None]:
    """Says of what the system does not let be written that nothing was changed."""
    try:
        yield
    except Unfinished as error:
        raise UserError("unfinished", problem=error.strerror or error) from None
    except OSError as error:
        raise UserError("fix-failed", problem=error.strerror or error) from None


def carry_out(root: Path, edits: Sequence[Edit], dry_run: bool) -> None:
    """Makes the edits, or with `dry_run` prints them as a diff. UserError where they cannot be made; then none is."""
    if dry_run:
        click.echo(for_reader(shown(edits)), nl=False, color=shows_colour(sys.stdout))
        click.echo(say("only-shown"), err=True)
        return
    with refusals():
        apply(root, edits)


def for_reader(diff: str) -> str:
    """The diff as it is for a program, without control characters on a terminal, with colours where they are wished."""
    lines = diff.split("\n")
    if sys.stdout.isatty():
        lines = [safe(line) for line in lines]
    if shows_colour(sys.stdout):
        lines = [f"\x1b[{_COLOURS[line[0]]}m{line}\x1b[0m" if line[:1] in _COLOURS else line for line in lines]
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
