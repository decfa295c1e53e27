"""`planverk portfolio`: many plans checked at once, and one data set of all of them."""

from __future__ import annotations

import sys
from typing import Any

import click

from planverk.cli import CLEAN, FINDINGS
from planverk.cli.click_messages import localized
from planverk.cli.messages import language, say
from planverk.cli.options import lang_option

QUERY = "query"
MOST_LISTED = 20
"""Plans with errors that are named."""


class _Questioned(click.Command):
    """Hands a call whose first word is QUERY to the command of that name. A folder with that name is `./query`."""

    def make_context(self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any) -> click.Context:
        if args[:1] != [QUERY]:
            return super().make_context(info_name, args, parent, **extra)
        from planverk.cli.portfolio_query import query

        return localized(query).make_context(f"{info_name} {QUERY}", args[1:], parent, **extra)


@click.command(cls=_Questioned, help=say("help-portfolio"), epilog=say("help-portfolio-epilog"))
@click.argument("places", metavar="PLACE…", nargs=-1, required=True)
@click.option("--output", metavar="DIR", default="portfolio", show_default=True, help=say("help-portfolio-output"))
@click.option("--title", metavar="TEXT", default="", help=say("help-portfolio-title"))
@click.option("--publisher", metavar="TEXT", default="", help=say("help-portfolio-publisher"))
@click.option("--jobs", "at_once", type=click.IntRange(1, 64), metavar="NUMBER", help=say("help-portfolio-jobs"))
@click.option("--today", metavar="DATE", help=say("help-today"))
@lang_option
def portfolio(places: tuple[str, ...], today: str | None, lang: str | None, **wishes: Any) -> int:
    """Exit code 1 where a plan has errors or could not be checked."""
    from planverk.app.opening import now, parse_day
    from planverk.app.portfolio import Wishes, make_portfolio

    asked = Wishes(day=parse_day(today) if today else now().date(), language=lang or language(), **wishes)  # each option has the name of a field
    with click.progressbar(length=1, label=say("portfolio-checking"), file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def show(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        made = make_portfolio(places, asked, show)
    for each in made.failed:
        click.echo(say("portfolio-failed", plan=each.key, folder=each.folder), err=True)
    for each in made.faulty[:MOST_LISTED]:
        click.echo(say("portfolio-faulty", plan=each.key, folder=each.folder, errors=each.errors), err=True)
    if len(made.faulty) > MOST_LISTED:
        click.echo(say("portfolio-more", count=len(made.faulty) - MOST_LISTED), err=True)
    faulty, failed = len(made.faulty), len(made.failed)
    good = len(made.plans) - faulty - failed
    click.echo(say("portfolio-summary", plans=len(made.plans), good=good, faulty=faulty, failed=failed, unchanged=made.unchanged))
    click.echo(say("made", path=made.folder))
    return FINDINGS if made.failed or made.faulty else CLEAN
