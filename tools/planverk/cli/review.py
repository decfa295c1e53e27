"""`planverk review`: notes that a function has read entries as they are, and lists what must be read again."""

from __future__ import annotations

import click

from planverk.app.opening import now, open_tree, parse_day
from planverk.cli.messages import say
from planverk.cli.writing import carry_out, refusals, told_or_asked, writing_options
from planverk.errors import UserError
from planverk.model.reading_states import Suspect, suspects
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
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
    from planverk.authoring.reviewing import review as reviewing

    opened = open_tree(folder, None)
    if listed:
        _list(opened.tree)
        return
    if not entries:
        raise UserError("review-what")
    when = parse_day(day) if day else now().date()
    if when > now().date():
        raise UserError("review-not-yet", day=when.isoformat())
    who = told_or_asked(by, "--by", say("ask-review-by"))
    with refusals():
        edits = reviewing(opened.tree, entries, who, when, note or "")
    carry_out(opened.root, edits, dry_run)
    if not dry_run:
        for edit in edits:
            click.echo(say("adopt-wrote", path=edit.path))
        if not edits:
            click.echo(say("review-nothing-new"))


def _list(tree: Tree) -> None:
    """Every entry that must be read again, with what has changed; then how many stamps hold."""
    plan = read_plan(tree)[0]
    found = list(suspects(plan))
    for suspect in found:
        click.echo(safe(_line(suspect)))
    click.echo(say("review-summary", suspect=len(found), stamped=len(plan.reviews)))


def _line(suspect: Suspect) -> str:
    day = suspect.review.date.isoformat() if suspect.review.date else ""
    what = [suspect.entry.key] * suspect.itself + list(suspect.others)
    return say("review-suspect", name=suspect.entry.key, by=suspect.review.by, date=day, changed=", ".join(what))
