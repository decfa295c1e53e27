"""`planverk new`: a new plan, or a new entry of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from planverk.app.opening import open_tree
from planverk.authoring.forms import FORMS, Form, Question
from planverk.cli.messages import language, say
from planverk.cli.terminal import answers
from planverk.cli.writing import carry_out, refusals, told_or_asked, writing_options
from planverk.model.labels import question as asked


@click.group(help=say("help-new"), epilog=say("help-new-epilog"))
def new() -> None:
    """The group itself does nothing."""


@new.command("plan", help=say("help-new-plan"), epilog=say("help-new-plan-epilog"))
@click.argument("directory", metavar="DIR")
@click.option("--lang", type=click.Choice(("nb", "nn")), help=say("field-lang"))
@click.option("--title", metavar="TEXT", help=say("field-title"))
@click.option("--name", metavar="TEXT", help=say("field-name"))
@click.option("--orgnr", metavar="NUMBER", help=say("field-orgnr"))
@click.option("--dry-run", is_flag=True, help=say("help-show-only"))
def plan(directory: str, lang: str | None, title: str | None, name: str | None, orgnr: str | None, dry_run: bool) -> None:
    """Says where the plan is, and what to do next."""
    from planverk.authoring.new_plan import Told, new_plan

    tongue = told_or_asked(lang, "--lang", say("field-lang"), ("nb", "nn"), required=False) or _own_language()
    known = {flag: told_or_asked(told, f"--{flag}", say(f"field-{flag}"), required=False) for flag, told in _flags(title, name, orgnr)}
    root = Path(directory)
    with refusals():
        edits = new_plan(root, Told(tongue, **known))
    carry_out(root.resolve(), edits, dry_run)
    if not dry_run:
        click.echo(say("made-plan", folder=directory))


def _own_language() -> str:
    return "nn" if language() == "nn" else "nb"


def _flags(title: str | None, name: str | None, orgnr: str | None) -> tuple[tuple[str, str | None], ...]:
    return ("title", title), ("name", name), ("orgnr", orgnr)


# --- entries ---


def _command(kind: str, form: Form) -> click.Command:
    """The command that makes an entry of one kind; it has a flag for each question."""
    options = [_option(form, question) for question in form.questions]
    options.append(click.Option(["--id"], metavar="ID", help=say("field-id")))
    command = click.Command(kind, params=[*options], callback=_make(kind, form), help=say(f"help-new-{kind}"), epilog=say("help-new-entry-epilog"))
    return writing_options(command)


def _option(form: Form, question: Question) -> click.Option:
    shape: dict[str, Any] = {"type": click.Choice(question.allowed)} if question.allowed else {"metavar": "TEXT"}
    help_text = _text(form, question) + (f". {say('may-repeat')}" if question.many else "")
    return click.Option([f"--{question.flag}", question.flag.replace("-", "_")], multiple=question.many, help=help_text, **shape)


def _text(form: Form, question: Question) -> str:
    return asked(form.model.kind, ".".join(question.place), language())


def _make(kind: str, form: Form) -> Callable[..., None]:
    def make(folder: str, dry_run: bool, id: str | None, **told: Any) -> None:
        """Says which file was made."""
        from planverk.authoring.new_entry import may_name, new_entry
        from planverk.reading.plan import read_plan

        opened = open_tree(folder, None)
        named = read_plan(opened.tree)[0] if answers() else None
        given = {
            question.flag: _answers(form, question, told[question.flag.replace("-", "_")], may_name(named, question) if named else ())
            for question in form.questions
        }
        with refusals():
            made = new_entry(opened.tree, form, given, id or "")
        carry_out(opened.root, made.edits, dry_run)
        if not dry_run:
            click.echo(say("made", path=made.path))
            for edit in made.edits[1:]:
                click.echo(say("added-to-contents", path=edit.path))
            click.echo(say("fill-in", name=made.name), err=True)

    return make


def _answers(form: Form, question: Question, told: str | Sequence[str] | None, named: Sequence[str]) -> tuple[str, ...]:
    """The values of a question, from its flag or from the terminal; several are asked for one by one until an empty answer.

    At the terminal an answer is one of those `named`, if there are any.
    """
    flag, text = f"--{question.flag}", _text(form, question)
    if not question.many:
        given = told if isinstance(told, str) else None
        answer = told_or_asked(given, flag, text, question.allowed or named, question.required)
        return (answer,) if answer else ()
    if told or not answers():
        return tuple(told or ())
    found: list[str] = []
    while more := told_or_asked(None, flag, text, named, required=False):
        found.append(more)
    return tuple(found)


for _kind, _form in FORMS.items():
    new.add_command(_command(_kind, _form))
