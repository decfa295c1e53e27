"""`planverk check`: validates the plan and writes nothing in it."""

from __future__ import annotations

import os
import sys
from datetime import date

import click

from planverk.catalogue import LANGUAGES
from planverk.cli import CLEAN, FINDINGS
from planverk.cli.repository import now, open_tree, parse_day, place_options
from planverk.cli.stop import language, say
from planverk.diagnostics import Severity
from planverk.reading.cache import Checked, digest_of_extras, keep, key_of, recall
from planverk.reading.tree import Tree
from planverk.report.text import format_summary, format_text

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
    opened = open_tree(folder, rev)
    checked = check_tree(opened.tree, day, tongue)
    click.echo(_report(checked, opened.tree, style, tongue), nl=False)
    stopping = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return FINDINGS if any(diagnostic.severity in stopping for diagnostic in checked.diagnostics) else CLEAN


def check_tree(tree: Tree, day: date, tongue: str) -> Checked:
    """What a check of a tree finds, remembered where the same tree was checked before."""
    key = key_of(tree, day.isoformat(), tongue)
    checked = recall(key, tree)
    if checked is None:
        checked = _check_anew(tree, day, tongue)
        keep(key, checked)
    return checked


def _check_anew(tree: Tree, day: date, tongue: str) -> Checked:
    from planverk.reading.plan import read_plan
    from planverk.rules.engine import check_plan

    plan, findings = read_plan(tree)
    theme = plan.settings.theme
    extras = digest_of_extras(tree, tuple(filter(None, (*theme.font_files, theme.logo))))
    return Checked(check_plan(plan, findings, day, tongue), sum(1 for _ in plan.entries), extras)


def _report(checked: Checked, tree: Tree, style: str, tongue: str) -> str:
    if style == "json":
        from planverk.report.data import format_json

        return format_json(checked.diagnostics, checked.entries)
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    text = format_text(checked.diagnostics, texts_of(checked, tree), tongue, colour)
    return (text + "\n" if text else "") + format_summary(checked.diagnostics, checked.entries, tongue) + "\n"


def texts_of(checked: Checked, tree: Tree) -> dict[str, str]:
    """The texts of the files that have findings, as far as they can be shown."""
    from planverk.source.text import decode

    paths = {diagnostic.location.path for diagnostic in checked.diagnostics}
    return {path: decode(path, tree.files[path])[0] for path in paths if path in tree.files}
