"""`planverk renumber`: numbers goals and measures from 1 without gaps."""

from __future__ import annotations

import click

from planverk.cli.messages import help_text, say, tell
from planverk.cli.options import writing_options
from planverk.cli.writing import carry_out

WHAT = ("goals", "measures")


@click.command(help=help_text("help-renumber"), epilog=say("help-renumber-epilog"))
@click.argument("what", type=click.Choice(WHAT), required=False, metavar="[goals|measures]")
@writing_options
def renumber(what: str | None, folder: str, dry_run: bool) -> None:
    """Says which entries got another number, and where prose names a number that a person has to look at."""
    from planverk.app.edits import open_to_edit, renumber_entries

    opened = open_to_edit(folder, tell)
    found = renumber_entries(opened.tree, (what,) if what else WHAT)
    if not found.edits:
        click.echo(say("numbers-right"))
        return
    carry_out(opened.root, found.edits, dry_run)
    for each in found.changed:
        click.echo(say("renumbered", name=each.entry.key, before=each.before or "–", after=each.after), err=dry_run)
    for place, text in found.unsure:
        click.echo(say("number-in-prose", place=f"{place.path}:{place.span.start.line}:{place.span.start.column}", text=text), err=True)
    if found.adopted:
        click.echo(say("renumbered-adopted"), err=True)
