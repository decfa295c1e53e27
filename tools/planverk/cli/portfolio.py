"""`planverk portfolio`: many plans checked at once, and one data set of all of them."""

from __future__ import annotations

from typing import Any

import click

from planverk.app.build import CHOICES, HEARING
from planverk.app.opening import now, parse_day
from planverk.cli import CLEAN, FINDINGS
from planverk.cli.click_messages import localized
from planverk.cli.messages import language, say
from planverk.cli.options import lang_option
from planverk.cli.portfolio_told import bar, build, tell_of

QUERY = "query"
BUILDS = tuple(each for each in CHOICES if each != HEARING)


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
@click.option("--build", "target", type=click.Choice(BUILDS), help=say("help-portfolio-build"))
@click.option("--jobs", "at_once", type=click.IntRange(1, 64), metavar="NUMBER", help=say("help-portfolio-jobs"))
@click.option("--today", metavar="DATE", help=say("help-today"))
@lang_option
def portfolio(places: tuple[str, ...], today: str | None, lang: str | None, target: str | None, **wishes: Any) -> int:
    """Exit code 1 where a plan has errors, or could not be checked or built."""
    from planverk.app.portfolio import Wishes, make_portfolio

    asked = Wishes(day=parse_day(today) if today else now().date(), language=lang or language(), **wishes)  # each option has the name of a field
    with bar("portfolio-checking") as show:
        made = make_portfolio(places, asked, show)
    tell_of(made)
    unbuilt = build(made, target, asked) if target else 0
    return FINDINGS if made.failed or made.faulty or unbuilt else CLEAN
