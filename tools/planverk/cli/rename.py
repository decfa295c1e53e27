"""`planverk rename`: gives an entry another id, and mends every reference to it."""

from __future__ import annotations

import click

from planverk.cli.messages import say, tell
from planverk.cli.options import writing_options
from planverk.cli.writing import carry_out


@click.command(help=say("help-rename"), epilog=say("help-rename-epilog"))
@click.argument("entry", metavar="KIND:ID")
@click.argument("new", metavar="NEW")
@writing_options
def rename(entry: str, new: str, folder: str, dry_run: bool) -> None:
    """Says which file was moved, and in which others a reference was mended."""
    from planverk.app.edits import open_to_edit, rename_entry

    opened = open_to_edit(folder, tell)
    edits = rename_entry(opened.tree, entry, new)
    carry_out(opened.root, edits, dry_run)
    if not dry_run:
        for edit in edits:
            click.echo(say("moved", before=edit.source, after=edit.path) if edit.source else say("mended", path=edit.path))
