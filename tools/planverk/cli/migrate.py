"""`planverk migrate`: takes a plan to the newest format."""

from __future__ import annotations

import click

from planverk.cli.messages import say, tell
from planverk.cli.options import writing_options
from planverk.cli.writing import carry_out


@click.command(help=say("help-migrate"), epilog=say("help-migrate-epilog"))
@writing_options
def migrate(folder: str, dry_run: bool) -> None:
    """Says from which format to which the plan was taken, and which files that changed."""
    from planverk.app.edits import migrate_plan, open_to_edit

    opened = open_to_edit(folder, tell)
    found = migrate_plan(opened.tree)
    if not found.edits:
        click.echo(say("format-newest", format=found.after))
        return
    carry_out(opened.root, found.edits, dry_run)
    if not dry_run:
        for edit in found.edits:
            click.echo(say("migrated-file", path=edit.path))
        click.echo(say("migrated", before=found.before, after=found.after))
