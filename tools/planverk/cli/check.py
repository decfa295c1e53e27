"""`planverk check`: validates the plan and writes nothing in it, but with --fix."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path

import click

from planverk.app.opening import Opened, now, open_tree, parse_day, place_options
from planverk.catalogue import LANGUAGES
from planverk.cli import CLEAN, FINDINGS
from planverk.cli.messages import language, say
from planverk.cli.terminal import shows_colour, width_of
from planverk.errors import UserError
from planverk.reading.cache import Checked, digest_of_extras, keep, key_of, recall
from planverk.reading.tree import Tree
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
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("help-lang"))
@place_options
def check(folder: str, rev: str | None, style: str, every: bool, strict: bool, fix: bool, dry_run: bool, today: str | None, lang: str | None) -> int:
    """Exit code 1 where there are errors, with --strict also where there are warnings."""
    day = parse_day(today) if today else now().date()
    tongue = lang or language()
    if dry_run and not fix:
        raise UserError("dry-run-without-fix")
    if fix and rev is not None:
        raise UserError("fix-of-revision")
    opened = open_tree(folder, rev)
    if fix:
        opened = _mended(opened, folder, day, tongue, dry_run)
    checked = check_tree(opened.tree, day, tongue)
    outcome = replace(_outcome(checked, opened.tree, tongue, rev, strict), every=every)
    if not dry_run:
        _print(outcome.below(_prefix(opened.root)) if style in FROM_THE_TOP else outcome, style)
    return FINDINGS if outcome.stops else CLEAN


def check_tree(tree: Tree, day: date, tongue: str) -> Checked:
    """What a check of a tree finds, remembered where the same tree was checked before; fixes are not."""
    key = key_of(tree, day.isoformat(), tongue)
    checked = recall(key, tree)
    if checked is None:
        checked = check_anew(tree, day, tongue)
        keep(key, checked)
    return checked


def check_anew(tree: Tree, day: date, tongue: str) -> Checked:
    """What a check of a tree finds, with the fixes."""
    gc.disable()  # loading what reads and checks makes many objects and no garbage
    try:
        return _checked(tree, day, tongue)
    finally:
        gc.enable()


def _checked(tree: Tree, day: date, tongue: str) -> Checked:
    from planverk.reading.plan import read_plan
    from planverk.rules.engine import check_plan, rules_in_force

    plan, findings = read_plan(tree)
    theme = plan.settings.theme
    extras = digest_of_extras(
        tree, tuple(filter(None, (*theme.font_files, theme.logo, theme.reference_docx, *plan.settings.fields.by_kind.values())))
    )
    return Checked(check_plan(plan, findings, day, tongue), sum(1 for _ in plan.entries), extras, rules_in_force(plan))


def texts_of(checked: Checked, tree: Tree) -> dict[str, str]:
    """The texts of the files that have findings, as far as they can be shown."""
    from planverk.source.text import decode

    paths = {diagnostic.location.path for diagnostic in checked.diagnostics}
    files = {path: tree.files[path] if path in tree.files else tree.extra(path) for path in paths if path in tree.files or path in checked.extras}
    return {path: decode(path, data)[0] for path, data in files.items() if data is not None}


def _mended(opened: Opened, folder: str, day: date, tongue: str, dry_run: bool) -> Opened:
    """The plan as it is after mending; with `dry_run`, as it was."""
    from planverk.cli.fixing import fix, show_fixes

    if dry_run:
        show_fixes(opened, day, tongue)
        return opened
    fix(opened, day, tongue)
    return open_tree(folder, None)


def _outcome(checked: Checked, tree: Tree, tongue: str, rev: str | None, strict: bool) -> Outcome:
    """What the formats are given; the width and the colours are those of the stream that they go to."""
    colour, width = shows_colour(sys.stdout), width_of(sys.stdout)
    return Outcome(checked.diagnostics, checked.entries, tongue, texts_of(checked, tree), checked.rules, rev, strict, colour, width)


def _prefix(root: Path) -> str:
    from planverk.reading.git import prefix_in_repository

    return prefix_in_repository(root)


def _print(outcome: Outcome, style: str) -> None:
    write: Callable[[Outcome], str] = import_module(f"planverk.report.{dict(FORMATS)[style]}").report
    click.echo(write(outcome), nl=False, color=outcome.colour)
