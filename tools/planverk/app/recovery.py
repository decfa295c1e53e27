"""What a command does before anything else: finishes or undoes what an earlier one left, and says so."""

from __future__ import annotations

from pathlib import Path

import click

from planverk.cli.messages import say
from planverk.errors import UserError
from planverk.journal import pending


def tidy_up(start: Path) -> None:
    """Leaves nothing half done in the repository of a folder, or outside Git in the folder; says so where something was, in one line."""
    try:
        start = start.resolve()
        if not any(pending(start)):
            return
    except OSError:  # the folder that we are in may have been taken away; the command itself says what it needs
        return
    from planverk.authoring.commits import has_landed
    from planverk.transaction import recover

    try:
        found = recover(start, lambda also: has_landed(start, also))
    except UserError as error:  # of Git, which alone can tell whether what was begun has landed
        click.echo(say("not-recovered", problem=error), err=True)
        return
    except OSError as error:
        click.echo(say("not-recovered", problem=error.strerror or error), err=True)
        return
    for each in found:
        click.echo(say("recovered-finished" if each.finished else "recovered-undone"), err=True)
        for path, earlier in each.left:
            click.echo(say("recovered-left", path=path, earlier=earlier), err=True)
