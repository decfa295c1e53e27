"""What `planverk check --fix` does: asks about guesses one by one, writes what is mended, all of it or nothing, and says what it was."""

from __future__ import annotations

import sys
from datetime import date

import click

from planverk.app.earlier_ids import with_earlier_ids
from planverk.app.edits import shown, write
from planverk.app.fix import Agree, fixes, lines_in
from planverk.app.opening import Opened
from planverk.cli.messages import say
from planverk.cli.streams import agreed, answers, shows_colour, width_of
from planverk.cli.writing import for_reader
from planverk.diagnostics import Diagnostic, Replacement
from planverk.report.text import format_text


def fix(opened: Opened, day: date, tongue: str) -> None:
    """Mends what is safe in the files, and says what. UserError where something cannot be written; then nothing is."""
    asked = answers()
    opened = with_earlier_ids(opened)
    fixed = fixes(opened.tree, day, tongue, _ask_in(tongue) if asked else None)
    write(opened.root, fixed.edits)
    for edit in fixed.edits:
        click.echo(say("fixed-file", path=edit.path, count=lines_in(edit)), err=True)
    _sum_up(("fixed-none", "fixed-one", "fixed-many"), len(fixed.edits), 0 if asked else fixed.left)


def show_fixes(opened: Opened, day: date, tongue: str) -> None:
    """Prints what `fix` would change, and changes nothing."""
    fixed = fixes(with_earlier_ids(opened).tree, day, tongue)
    click.echo(for_reader(shown(fixed.edits)), nl=False, color=shows_colour(sys.stdout))
    _sum_up(("would-fix-none", "would-fix-one", "would-fix-many"), len(fixed.edits), fixed.left)


def _sum_up(keys: tuple[str, str, str], count: int, left: int) -> None:
    """Says how many files, by the keys for none, one and many, and how many guesses are left to decide."""
    click.echo(say(keys[min(count, 2)], count=count), err=True)
    if left:
        click.echo(say("fix-left", count=left), err=True)


def _ask_in(tongue: str) -> Agree:
    def agree(finding: Diagnostic, fix: Replacement, texts: dict[str, str]) -> bool:
        """A guess that somebody at the terminal says yes to, shown with its finding."""
        click.echo(format_text([finding], texts, tongue, shows_colour(sys.stderr), width_of(sys.stderr)), err=True, nl=False)
        return agreed(say("ask-fix", old=fix.old, new=fix.new))

    return agree
