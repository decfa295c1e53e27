"""The commands below `planverk new` that make an entry, one for each kind that has a form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from planverk.app.edits import Form, Question, make_entry, names_for, open_to_edit, plan_of, question_text
from planverk.catalogue import with_nouns
from planverk.cli.messages import help_text, language, say, tell
from planverk.cli.options import writing_options
from planverk.cli.streams import answers
from planverk.cli.writing import carry_out, told_or_asked


def entry_command(kind: str, form: Form) -> click.Command:
    """The command that makes an entry of one kind; it has a flag for each question."""
    options = [_option(form, question) for question in form.questions]
    options.append(click.Option(["--id"], metavar="ID", help=say("field-id")))
    command = click.Command(
        kind, params=[*options], callback=_make(kind, form), help=help_text(f"help-new-{kind}"), epilog=say("help-new-entry-epilog")
    )
    return writing_options(command)


def _option(form: Form, question: Question) -> click.Option:
    shape: dict[str, Any] = {"type": click.Choice(question.allowed)} if question.allowed else {"metavar": "TEXT"}
    help_text = question_text(form, question, language()) + (f". {say('may-repeat')}" if question.many else "")
    return click.Option([f"--{question.flag}", question.flag.replace("-", "_")], multiple=question.many, help=help_text, **shape)


def _make(kind: str, form: Form) -> Callable[..., None]:
    def make(folder: str, dry_run: bool, id: str | None, **told: Any) -> None:
        """Says which file was made."""
        opened = open_to_edit(folder, tell)
        plan = plan_of(opened) if answers() else None
        nouns, given = plan.nouns(language()) if plan else None, {}
        for question in form.questions:
            text = with_nouns(question_text(form, question, language()), language(), nouns)
            named = names_for(plan, question) if plan else ()
            given[question.flag] = _answers(question, text, told[question.flag.replace("-", "_")], named)
        made = make_entry(opened.tree, form, given, id or "")
        carry_out(opened.root, made.edits, dry_run)
        if not dry_run:
            click.echo(say("made", path=made.path))
            for edit in made.edits[1:]:
                click.echo(say("added-to-contents", path=edit.path))
            click.echo(say("fill-in", name=made.name), err=True)

    return make


def _answers(question: Question, text: str, told: str | Sequence[str] | None, named: Sequence[str]) -> tuple[str, ...]:
    """The values of a question, from its flag or from the terminal, which shows its text; several are asked for one by one until an empty answer.

    At the terminal an answer is one of those `named`; a question that can name none isn't asked, unless it must be answered.
    """
    flag = f"--{question.flag}"
    if answers() and question.names and not (told or named or question.required):
        return ()
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
