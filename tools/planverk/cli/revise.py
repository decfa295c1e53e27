"""`planverk revise`: opens an adopted plan for revision."""

from __future__ import annotations

import click

from planverk.app.opening import open_tree
from planverk.cli.messages import say
from planverk.cli.writing import carry_out, refusals, writing_options


@click.command(help=say("help-revise"), epilog=say("help-revise-epilog"))
@writing_options
def revise(folder: str, dry_run: bool) -> None:
    """Says where the earlier adoption stands now."""
    from planverk.authoring.adopting import revise as revising

    opened = open_tree(folder, None)
    with refusals():
        edits = revising(opened.tree)
    carry_out(opened.root, edits, dry_run)
    if not dry_run:
        click.echo(say("revised", path=edits[0].path))
