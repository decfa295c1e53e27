"""What `planverk portfolio` shows while it works, and what it tells of the plans in the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from planverk.cli.messages import say

if TYPE_CHECKING:
    from planverk.app.portfolio import Portfolio, Wishes

MOST_LISTED = 20
"""Plans with errors that are named."""


@contextmanager
def bar(key: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on the terminal for as long as something goes on, and what moves it."""
    with click.progressbar(length=1, label=say(key), file=sys.stderr, hidden=not sys.stderr.isatty()) as shown:

        def show(done: int, total: int) -> None:
            shown.length = total
            shown.update(done - shown.pos)

        yield show


def tell_of(made: Portfolio) -> None:
    """Tells how the plans came out, those with errors by name."""
    for each in made.failed:
        click.echo(say("portfolio-failed", plan=each.key, folder=each.folder), err=True)
    for each in made.faulty[:MOST_LISTED]:
        click.echo(say("portfolio-faulty", plan=each.key, folder=each.folder, errors=each.errors), err=True)
    faulty, failed = len(made.faulty), len(made.failed)
    if faulty > MOST_LISTED:
        click.echo(say("portfolio-more", count=faulty - MOST_LISTED), err=True)
    good = len(made.plans) - faulty - failed
    click.echo(say("portfolio-summary", plans=len(made.plans), good=good, faulty=faulty, failed=failed, unchanged=made.unchanged))
    click.echo(say("made", path=made.folder))


def build(made: Portfolio, target: str, asked: Wishes) -> int:
    """Builds the plans without errors and tells of it; how many could not be built."""
    from planverk.app.portfolio import BUILT
    from planverk.app.portfolio_build import build_portfolio

    with bar("portfolio-building") as show:
        found = build_portfolio(made, target, asked.language, asked.at_once, show)
    unbuilt = [each for each in found if each.problem]
    for each in unbuilt:
        click.echo(say("portfolio-unbuilt", plan=each.plan.key, problem=each.problem), err=True)
    unchanged = sum(each.unchanged for each in found)
    click.echo(say("portfolio-built", built=len(found) - len(unbuilt) - unchanged, unchanged=unchanged, unbuilt=len(unbuilt)))
    click.echo(say("made", path=made.folder / BUILT))
    return len(unbuilt)
