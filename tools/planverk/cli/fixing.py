"""What `planverk check --fix` does: finds what is safe to mend, asks about guesses one by one, and writes all of it or nothing."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

import click

from planverk.app.opening import Opened
from planverk.authoring.apply_fixes import mend
from planverk.authoring.edits import Edit, apply, edits_of, shown
from planverk.cli.check import check_anew, texts_of
from planverk.cli.messages import say
from planverk.cli.terminal import agreed, answers, shows_colour, width_of
from planverk.cli.writing import for_reader, refusals
from planverk.diagnostics import Diagnostic, Replacement
from planverk.reading.cache import Checked
from planverk.reading.tree import Tree
from planverk.report.text import format_text

MOST_ROUNDS = 5
"""What was mended may show what else can be; in practice the second round finds nothing."""

Choose = Callable[[Checked, Tree], list[Replacement]]
"""Which of the fixes that ask are wanted."""


@dataclass(frozen=True)
class Fixed:
    """What becomes of the files; and how many fixes nobody was asked about, or wanted."""

    edits: tuple[Edit, ...]
    left: int


def fix(opened: Opened, day: date, tongue: str) -> None:
    """Mends what is safe in the files, and says what. UserError where something cannot be written; then nothing is."""
    asked = answers()
    fixed = _fixed(opened.tree, day, tongue, _ask_in(tongue) if asked else _none)
    with refusals():
        apply(opened.root, fixed.edits)
    for edit in fixed.edits:
        click.echo(say("fixed-file", path=edit.path, count=_lines_in(edit)), err=True)
    click.echo(_summary("fixed-many", "fixed-one", "fixed-none", len(fixed.edits)), err=True)
    if fixed.left and not asked:
        click.echo(say("fix-left", count=fixed.left), err=True)


def show_fixes(opened: Opened, day: date, tongue: str) -> None:
    """Prints what `fix` would change, and changes nothing."""
    fixed = _fixed(opened.tree, day, tongue, _none)
    click.echo(for_reader(shown(fixed.edits)), nl=False, color=shows_colour(sys.stdout))
    click.echo(_summary("would-fix-many", "would-fix-one", "would-fix-none", len(fixed.edits)), err=True)
    if fixed.left:
        click.echo(say("fix-left", count=fixed.left), err=True)


def _fixed(tree: Tree, day: date, tongue: str, choose: Choose) -> Fixed:
    files = dict(tree.files)
    checked = check_anew(tree, day, tongue)
    fixes = [*_safe_ones(checked.diagnostics), *choose(checked, tree)]
    for _ in range(MOST_ROUNDS):
        mended = {path: mend(path, data, _in_file(path, fixes)) for path, data in files.items()}
        fresh = {path: each.data for path, each in mended.items()}
        if fresh == files:
            break
        files = fresh
        checked = check_anew(replace(tree, files=files), day, tongue)
        fixes = _safe_ones(checked.diagnostics)
    return Fixed(edits_of(tree.files, files), sum(1 for one in checked.diagnostics if one.fix and one.fix.asked))


def _safe_ones(diagnostics: Iterable[Diagnostic]) -> list[Replacement]:
    return [one.fix for one in diagnostics if one.fix and not one.fix.asked]


def _in_file(path: str, fixes: Iterable[Replacement]) -> list[Replacement]:
    return [fix for fix in fixes if fix.location.path == path]


def _none(checked: Checked, tree: Tree) -> list[Replacement]:
    return []


def _ask_in(tongue: str) -> Choose:
    def choose(checked: Checked, tree: Tree) -> list[Replacement]:
        """The guesses that somebody at the terminal says yes to, each shown with its finding."""
        wanted, texts = [], texts_of(checked, tree)
        for one in checked.diagnostics:
            if one.fix and one.fix.asked:
                click.echo(format_text([one], texts, tongue, shows_colour(sys.stderr), width_of(sys.stderr)), err=True, nl=False)
                if agreed(say("ask-fix", old=one.fix.old, new=one.fix.new)):
                    wanted.append(one.fix)
        return wanted

    return choose


def _lines_in(edit: Edit) -> int:
    """How many lines an edit touches; mending neither adds nor takes lines."""
    pairs = zip(*(re.findall(rb"[^\n]*\n|[^\n]+", data or b"") for data in (edit.before, edit.after)), strict=True)
    return sum(before != after for before, after in pairs)


def _summary(many: str, one: str, none: str, count: int) -> str:
    return say(none if not count else one if count == 1 else many, count=count)
