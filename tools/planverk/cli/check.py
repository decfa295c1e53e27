"""`planverk check`: validates the plan and writes nothing."""

from __future__ import annotations

import os
import sys

import click

from planverk.catalogue import LANGUAGES
from planverk.cli import CLEAN, FINDINGS
from planverk.cli.repository import now, open_plan, parse_day, place_options
from planverk.cli.stop import language, say
from planverk.diagnostics import Severity
from planverk.report.data import format_json
from planverk.report.text import format_summary, format_text
from planverk.rules.engine import check_plan

FORMATS = ("text", "json")


@click.command(help=say("help-check"), epilog=say("help-check-epilog"))
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", show_default=True, help=say("help-format"))
@click.option("--strict", is_flag=True, help=say("help-strict"))
@click.option("--today", metavar="DATE", help=say("help-today"))
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("help-lang"))
@place_options
def check(folder: str, rev: str | None, style: str, strict: bool, today: str | None, lang: str | None) -> int:
    """Exit code 1 where there are errors, with --strict also where there are warnings."""
    day = parse_day(today) if today else now().date()
    tongue = lang or language()
    opened = open_plan(folder, rev)
    diagnostics = check_plan(opened.plan, opened.findings, day, tongue)
    if style == "json":
        click.echo(format_json(diagnostics, opened.entries), nl=False)
    else:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        text = format_text(diagnostics, opened.plan.texts, tongue, colour)
        click.echo((text + "\n" if text else "") + format_summary(diagnostics, opened.entries, tongue))
    stopping = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return FINDINGS if any(diagnostic.severity in stopping for diagnostic in diagnostics) else CLEAN
