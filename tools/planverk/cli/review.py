"""`planverk review`: notes that a function has read entries as they are, and lists what must be read again."""

from __future__ import annotations

import sys
from functools import partial

import click

from planverk.app.edits import open_to_edit, stamp_review
from planverk.app.opening import Opened, now, parse_day
from planverk.app.review_list import to_read_again
from planverk.cli.messages import language, say, tell
from planverk.cli.options import writing_options
from planverk.cli.streams import shows_colour, width_of
from planverk.cli.writing import carry_out, told_or_asked
from planverk.errors import UserError
from planverk.report.changes_text import indented
from planverk.report.terminal import wrapped
from planverk.report.text import safe


@click.command(help=say("help-review"), epilog=say("help-review-epilog"))
@click.argument("entries", nargs=-1, metavar="[KIND:ID]…")
@click.option("--by", metavar="FUNCTION", help=say("help-review-by"))
@click.option("--note", metavar="TEXT", help=say("help-review-note"))
@click.option("--date", "day", metavar="DATE", help=say("help-review-date"))
@click.option("--list", "listed", is_flag=True, help=say("help-review-list"))
@writing_options
def review(entries: tuple[str, ...], by: str | None, note: str | None, day: str | None, listed: bool, folder: str, dry_run: bool) -> None:
    """Says which stamps were written, or which no longer hold."""
    opened = open_to_edit(folder, tell)
    if listed:
        _list(opened)
        return
    if not entries:
        raise UserError("review-what")
    when = parse_day(day) if day else now().date()
    if when > now().date():
        raise UserError("review-not-yet", day=when.isoformat())
    who = told_or_asked(by, "--by", say("ask-review-by"))
    edits = stamp_review(opened.tree, entries, who, when, note or "")
    carry_out(opened.root, edits, dry_run)
    if not dry_run:
        for edit in edits:
            click.echo(say("adopt-wrote", path=edit.path))
        if not edits:
            click.echo(say("review-nothing-new"))


def _list(opened: Opened) -> None:
    """Every entry that must be read again, with what has changed, and the words; then how many stamps hold."""
    colour, width = shows_colour(sys.stdout), width_of(sys.stdout)
    found, stamped = to_read_again(opened, language(), partial(indented, colour=colour, width=width))
    for each in found:
        line = say("review-suspect", name=each.name, by=each.by, date=each.day, changed=", ".join(each.changed))
        click.echo(wrapped(safe(line), width, 2))
        words = wrapped(f"  {say('review-not-found')}", width, 2) if each.words is None else each.words
        click.echo(f"{words}\n" if words else "", color=colour)
    click.echo(say("review-summary", suspect=len(found), stamped=stamped))
