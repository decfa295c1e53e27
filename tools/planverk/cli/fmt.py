"""`planverk fmt`: lays out the plan's files canonically."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from planverk.app.opening import Opened, open_tree
from planverk.cli import CLEAN, FINDINGS
from planverk.cli.messages import language, say
from planverk.cli.writing import carry_out, writing_options
from planverk.errors import UserError
from planverk.report.errors import text_of


@click.command(help=say("help-fmt"), epilog=say("help-fmt-epilog"))
@click.argument("paths", nargs=-1, metavar="[PATHS]")
@click.option("--check", "only_check", is_flag=True, help=say("help-fmt-check"))
@writing_options
def fmt(paths: tuple[str, ...], only_check: bool, folder: str, dry_run: bool) -> int:
    """Exit code 1 where a file is left as it is because it cannot be laid out, and with --check where one would change."""
    from planverk.authoring.layout import lay_out

    opened = open_tree(folder, None)
    found = lay_out(opened.tree, _chosen(opened, folder, paths) if paths else opened.tree.files)
    if only_check:
        for edit in found.edits:
            click.echo(say("would-lay-out", path=edit.path))
    elif dry_run or found.edits:
        carry_out(opened.root, found.edits, dry_run)
    if not only_check and not dry_run:
        for edit in found.edits:
            click.echo(say("laid-out", path=edit.path))
    for refusal in found.left:
        click.echo(text_of(refusal, language()), err=True)
    if not found.edits and not found.left:
        click.echo(say("all-laid-out"))
    return FINDINGS if found.left or (only_check and found.edits) else CLEAN


def _chosen(opened: Opened, folder: str, paths: Iterable[str]) -> Iterator[str]:
    """The plan's files that paths from `folder` name, or that lie below them. UserError where there is no such file."""
    for path in dict.fromkeys(paths):
        place = Path(folder, path)
        if not place.exists() and not place.is_symlink():
            raise UserError("no-file", path=path)
        whole = place.resolve() if place.is_dir() else place.parent.resolve() / place.name
        if not whole.is_relative_to(opened.root):
            raise UserError("not-in-plan", path=path)
        below = whole.relative_to(opened.root).as_posix()
        yield from (name for name in opened.tree.files if name == below or below == "." or name.startswith(f"{below}/"))
