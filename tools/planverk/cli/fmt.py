"""`planverk fmt`: lays out the plan's files canonically."""

from __future__ import annotations

import click

from planverk.cli import CLEAN, FINDINGS
from planverk.cli.messages import language, say, tell
from planverk.cli.options import writing_options
from planverk.cli.writing import carry_out
from planverk.report.errors import text_of


@click.command(help=say("help-fmt"), epilog=say("help-fmt-epilog"))
@click.argument("paths", nargs=-1, metavar="[PATHS]")
@click.option("--check", "only_check", is_flag=True, help=say("help-fmt-check"))
@writing_options
def fmt(paths: tuple[str, ...], only_check: bool, folder: str, dry_run: bool) -> int:
    """Exit code 1 where a file is left as it is because it cannot be laid out, and with --check where one would change."""
    from planverk.app.edits import lay_out, open_to_edit

    opened = open_to_edit(folder, tell)
    found = lay_out(opened, folder, paths)
    if not only_check and (dry_run or found.edits):
        carry_out(opened.root, found.edits, dry_run)
    if only_check or not dry_run:
        for edit in found.edits:
            click.echo(say("would-lay-out" if only_check else "laid-out", path=edit.path))
    for refusal in found.left:
        click.echo(text_of(refusal, language()), err=True)
    if not found.edits and not found.left:
        click.echo(say("all-laid-out"))
    return FINDINGS if found.left or (only_check and found.edits) else CLEAN
