"""`planverk new`: a new plan in a repository of its own, or a new entry of one."""

from __future__ import annotations

from pathlib import Path

import click

from planverk.app.edits import FORMS
from planverk.app.new_repository import FORGES, LANGUAGES, PlanFacts, init_git, kinds, make_repository
from planverk.cli.click_messages import Group
from planverk.cli.messages import language, say
from planverk.cli.new_entry import entry_command
from planverk.cli.streams import answers
from planverk.cli.writing import carry_out, told_or_asked

USUAL = "handlingsplan"
"""What is made where nobody is asked what the plan is about."""


@click.group(cls=Group, help=say("help-new"), epilog=say("help-new-epilog"))
def new() -> None:
    """The group itself does nothing."""


@new.command("plan", help=say("help-new-plan"), epilog=say("help-new-plan-epilog"))
@click.argument("directory", metavar="DIR")
@click.option("--lang", type=click.Choice(LANGUAGES), help=say("field-lang"))
@click.option("--kind", type=click.Choice(tuple(kinds())), help=say("field-kind"))
@click.option("--title", metavar="TEXT", help=say("field-title"))
@click.option("--name", metavar="TEXT", help=say("field-name"))
@click.option("--orgnr", metavar="NUMBER", help=say("field-orgnr"))
@click.option("--ci", "forge", type=click.Choice(tuple(FORGES)), help=say("field-ci"))
@click.option("--wheel", metavar="FILE", help=say("help-wheel"))
@click.option("--dry-run", is_flag=True, help=say("help-show-only"))
def plan(directory: str, lang: str | None, kind: str | None, wheel: str | None, dry_run: bool, forge: str | None, **told: str | None) -> None:
    """Says where the plan is, and what to do next."""
    tongue = told_or_asked(lang, "--lang", say("field-lang"), LANGUAGES, required=False) or language()
    about = _kind_asked() if kind is None and answers() else kind or USUAL
    known = {flag: told_or_asked(value, f"--{flag}", say(f"field-{flag}"), required=False) for flag, value in told.items()}
    place = told_or_asked(forge, "--ci", say("field-ci"), tuple(FORGES), required=False) or "none"
    root = Path(directory)
    edits = make_repository(root, PlanFacts(tongue, about, place, **known), wheel)
    carry_out(root.resolve(), edits, dry_run)
    if not dry_run:
        if not init_git(root.resolve()):
            click.echo(say("plan-without-git"), err=True)
        click.echo(say("made-plan", folder=directory))


def _kind_asked() -> str:
    """What the plan is about, as somebody at the terminal says after reading what there is."""
    for name in kinds():
        click.echo(f"  {name:<{max(map(len, kinds()))}}  {say(f'kind-{name}')}", err=True)
    return told_or_asked(None, "--kind", say("ask-kind"), tuple(kinds()))


for _kind, _form in FORMS.items():
    new.add_command(entry_command(_kind, _form))
