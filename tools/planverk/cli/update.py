"""`planverk update`: what a newer planverk would change in a plan's own repository, and taking it into use."""

from __future__ import annotations

import click

from planverk.app.opening import open_root
from planverk.cli.messages import say, tell
from planverk.cli.options import folder_option
from planverk.cli.writing import carry_out, for_reader


@click.command(help=say("help-update"), epilog=say("help-update-epilog"))
@click.option("--wheel", metavar="FILE", help=say("help-update-wheel"))
@click.option("--apply", "applies", is_flag=True, help=say("help-update-apply"))
@folder_option
def update(wheel: str | None, applies: bool, folder: str) -> None:
    """Says which findings come and go, how the text changes and whether the outputs can be made; with --apply also which files were changed."""
    from planverk.app.update import compare_with, find_newer

    root = open_root(folder, tell)
    newer = find_newer(root, wheel)
    if newer is None:
        click.echo(say("update-none"))
        return
    click.echo(say("update-tries", version=newer.version), err=True)
    found = compare_with(root, newer)
    click.echo(say("update-from-to", before=found.before, after=found.after))
    for sign, findings in (("+", found.come), ("-", found.gone)):
        for line in findings:
            click.echo(for_reader(f"{sign} {line}"))
    if not found.come and not found.gone:
        click.echo(say("update-same-findings"))
    click.echo(for_reader(found.text) if found.text else say("update-same-text"))
    click.echo(say("update-outputs", folder=found.outputs) if found.outputs else say("update-no-outputs"))
    if not applies:
        click.echo(say("update-not-applied"))
        return
    carry_out(root, found.edits, dry_run=False)
    for edit in found.edits:
        click.echo(say("removed-file" if edit.after is None else "migrated-file", path=edit.path))
    click.echo(say("update-applied", version=found.after))
