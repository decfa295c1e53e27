"""`planverk new`: a new plan, or a new entry of one."""

from __future__ import annotations

from pathlib import Path

import click

from planverk.app.edits import FORMS, PlanFacts, make_plan
from planverk.cli.messages import language, say
from planverk.cli.new_entry import entry_command
from planverk.cli.writing import carry_out, told_or_asked


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
    tongue = told_or_asked(lang, "--lang", say("field-lang"), ("nb", "nn"), required=False) or ("nn" if language() == "nn" else "nb")
    flags = {"title": title, "name": name, "orgnr": orgnr}
    known = {flag: told_or_asked(told, f"--{flag}", say(f"field-{flag}"), required=False) for flag, told in flags.items()}
    root = Path(directory)
    edits = make_plan(root, PlanFacts(tongue, **known))
    carry_out(root.resolve(), edits, dry_run)
    if not dry_run:
        click.echo(say("made-plan", folder=directory))


for _kind, _form in FORMS.items():
    new.add_command(entry_command(_kind, _form))
