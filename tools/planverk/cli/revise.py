"""`planverk revise`: opens an adopted plan for revision."""

from __future__ import annotations

import click

from planverk.cli.messages import say, tell
from planverk.cli.options import writing_options
from planverk.cli.writing import carry_out


@click.command(help=say("help-revise"), epilog=say("help-revise-epilog"))
@writing_options
def revise(folder: str, dry_run: bool) -> None:
    """Says where the earlier adoption stands now."""
    from planverk.app.edits import open_to_edit, revise_plan

    opened = open_to_edit(folder, tell)
    edits = revise_plan(opened.tree)
    carry_out(opened.root, edits, dry_run)
    if not dry_run:
        click.echo(say("revised", path=edits[0].path))
