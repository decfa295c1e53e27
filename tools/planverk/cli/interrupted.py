"""What a command does before anything else: finishes or undoes what an earlier one left, and says so."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from planverk.cli.stop import say
from planverk.journal import pending


def tidy_up(start: Path) -> None:
    """Leaves nothing half done in the repository of a folder, or outside Git in the folder; says so where something was, in one line."""
    try:
        start = start.resolve()
        if not any(pending(start)):
            return
    except OSError:  # the folder that we are in may have been taken away; the command itself says what it needs
        return
    from planverk.report.text import safe
    from planverk.transaction import recover

    try:
        found = recover(start, lambda also: _landed(start, also))
    except OSError as error:
        click.echo(say("not-recovered", problem=error.strerror or error), err=True)
        return
    for each in found:
        click.echo(say("recovered-finished" if each.finished else "recovered-undone"), err=True)
        for path, earlier in each.left:
            click.echo(say("recovered-left", path=safe(path), earlier=safe(earlier)), err=True)


def _landed(start: Path, also: Mapping[str, str]) -> bool:
    """OSError where Git cannot tell."""
    from planverk.authoring.commits import has_landed
    from planverk.cli.git_stops import stop_of
    from planverk.reading.git import GitError

    try:
        return has_landed(start, also)
    except GitError as error:
        raise OSError(0, stop_of(error).text) from None
