"""`planverk log`: the history of the plan, or of one entry, in the plan's own words."""

from __future__ import annotations

import sys
from functools import partial

import click

from planverk.app.history import MOST, Told, history
from planverk.cli.messages import in_words, language, say, tell
from planverk.cli.options import folder_option, lang_option
from planverk.cli.streams import shows_colour, width_of
from planverk.report.changes_text import indented
from planverk.report.terminal import wrapped
from planverk.report.text import safe


@click.command(help=say("help-log"), epilog=say("help-log-epilog"))
@click.argument("entry", metavar="[KIND:ID]", required=False)
@click.option("--rev", metavar="REV", default="HEAD", help=say("help-log-rev"))
@click.option("--most", type=click.IntRange(1, 10_000), default=MOST, show_default=True, help=say("help-log-most"))
@click.option("--words", is_flag=True, help=say("help-log-words"))
@click.option("--authors", is_flag=True, help=say("help-log-authors"))
@lang_option
@folder_option
def log(entry: str | None, rev: str, most: int, words: bool, authors: bool, lang: str | None, folder: str) -> None:
    """Prints a paragraph a step."""
    tongue = lang or language()
    colour, width = shows_colour(sys.stdout), width_of(sys.stdout)
    found = history(folder, rev, most, entry, tongue, partial(indented, colour=colour, width=width) if words else None, tell)
    for number, told in enumerate(found.told):
        click.echo(("\n" if number else "") + _heading(told, authors))
        if told.words:
            click.echo(told.words, color=colour)
        for line in () if told.words else told.lines:
            text = safe(line) if isinstance(line, str) else in_words(line, tongue)
            click.echo(wrapped(f"  • {text}", width, 4))
    if not found.told:
        click.echo(say("log-none"))
    if found.more or found.cut:
        click.echo(say("log-more" if found.more else "log-cut"), err=True)


def _heading(told: Told, authors: bool) -> str:
    revision = told.step.revision
    parts = (f"{revision.when:%Y-%m-%d}", revision.id[:8], told.step.author if authors else "", told.step.subject)
    return wrapped(safe("  ".join(filter(None, parts))), width_of(sys.stdout), 2)
