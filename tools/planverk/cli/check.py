"""`planverk check`: validates the plan and writes nothing in it, but with --fix."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

import click

from planverk.app.check import check as checked
from planverk.app.check import from_the_top
from planverk.app.opening import now, open_tree, parse_day
from planverk.cli import CLEAN, FINDINGS
from planverk.cli.messages import language, say, tell
from planverk.cli.options import lang_option, place_options
from planverk.cli.streams import shows_colour, width_of
from planverk.errors import UserError
from planverk.report.outcome import Outcome

FORMATS = (("text", "text"), ("json", "data"), ("sarif", "sarif"), ("github", "github"), ("gitlab", "gitlab"), ("junit", "junit"))
"""What --format takes, and the module of report/ whose function `report` writes it."""

FROM_THE_TOP = ("sarif", "github", "gitlab")
"""Formats whose readers look for paths from the top of the Git repository, which may be above the folder of the plan."""


@click.command(help=say("help-check"), epilog=say("help-check-epilog"))
@click.option("--format", "style", type=click.Choice([name for name, _ in FORMATS]), default="text", show_default=True, help=say("help-format"))
@click.option("--all", "every", is_flag=True, help=say("help-all"))
@click.option("--strict", is_flag=True, help=say("help-strict"))
@click.option("--fix", is_flag=True, help=say("help-fix"))
@click.option("--dry-run", is_flag=True, help=say("help-dry-run"))
@click.option("--today", metavar="DATE", help=say("help-today"))
@lang_option
@place_options
def check(folder: str, rev: str | None, style: str, every: bool, strict: bool, fix: bool, dry_run: bool, today: str | None, lang: str | None) -> int:
    """Exit code 1 where there are errors, with --strict also where there are warnings."""
    day = parse_day(today) if today else now().date()
    tongue = lang or language()
    if dry_run and not fix:
        raise UserError("dry-run-without-fix")
    if fix and rev is not None:
        raise UserError("fix-of-revision")
    opened = open_tree(folder, rev, tell)
    if fix:
        from planverk.cli import fixing

        (fixing.show_fixes if dry_run else fixing.fix)(opened, day, tongue)
        opened = open_tree(folder, None, tell)
    found = checked(opened, day, tongue, rev)
    outcome = replace(found, strict=strict, every=every, colour=shows_colour(sys.stdout), width=width_of(sys.stdout))
    if not dry_run:
        _print(from_the_top(outcome, opened) if style in FROM_THE_TOP else outcome, style)
    return FINDINGS if outcome.stops else CLEAN


def _print(outcome: Outcome, style: str) -> None:
    write: Callable[[Outcome], str] = import_module(f"planverk.report.{dict(FORMATS)[style]}").report
    click.echo(write(outcome), nl=False, color=outcome.colour)
