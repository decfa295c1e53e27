"""`planverk withdraw`: withdraws a measure, whose text and number stay."""

from __future__ import annotations

import click

from planverk.app.opening import parse_day
from planverk.cli.messages import help_text, say, tell
from planverk.cli.options import writing_options
from planverk.cli.writing import carry_out, told_or_asked


@click.command(help=help_text("help-withdraw"), epilog=help_text("help-withdraw-epilog"))
@click.argument("measure", metavar="measure:ID")
@click.option("--date", "day", metavar="DATE", help=help_text("help-withdraw-date"))
@click.option("--reason", metavar="TEXT", help=help_text("help-withdraw-reason"))
@writing_options
def withdraw(measure: str, day: str | None, reason: str | None, folder: str, dry_run: bool) -> None:
    """Says which file holds the tombstone."""
    from planverk.app.edits import open_to_edit, withdraw_measure

    opened = open_to_edit(folder, tell)
    when = parse_day(told_or_asked(day, "--date", say("ask-withdraw-date", nouns=opened.nouns)))
    why = told_or_asked(reason, "--reason", say("ask-withdraw-reason"))
    edits = withdraw_measure(opened.tree, measure, when, why)
    carry_out(opened.root, edits, dry_run)
    if not dry_run:
        click.echo(say("withdrawn", name=measure, path=edits[0].path))
