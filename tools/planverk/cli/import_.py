"""`planverk import`: makes a plan repository of an adopted plan, with a report of where every paragraph went."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from planverk.app.import_plan import STYLES, Asked, import_plan
from planverk.app.import_questions import Question, with_answers
from planverk.app.import_update import update_plan
from planverk.cli import CLEAN, FINDINGS
from planverk.cli.messages import language, say, speaking, tell
from planverk.cli.options import lang_option
from planverk.cli.streams import width_of
from planverk.report.text import safe


@click.command("import", help=say("help-import"), epilog=say("help-import-epilog"))
@click.argument("file", metavar="FILE")
@click.option("--into", "folder", metavar="DIR", required=True, help=say("help-import-into"))
@click.option("--leave", "left", metavar="TEXT", multiple=True, help=say("help-import-leave"))
@click.option("--mapping", metavar="FILE", help=say("help-import-mapping"))
@click.option("--accept-changes", is_flag=True, help=say("help-import-accept-changes"))
@click.option("--update", is_flag=True, help=say("help-import-update"))
@click.option("--with-pdf", is_flag=True, help=say("help-import-with-pdf"))
@click.option("--interactive", is_flag=True, help=say("help-import-interactive"))
@click.option("--format", "style", type=click.Choice(STYLES), default="text", show_default=True, help=say("help-import-format"))
@lang_option
def import_(
    file: str,
    folder: str,
    left: tuple[str, ...],
    mapping: str | None,
    accept_changes: bool,
    update: bool,
    with_pdf: bool,
    interactive: bool,
    style: str,
    lang: str | None,
) -> int:
    """Exit code 1 where words of the file are neither in the plan nor left out, or something was changed both in it and in the plan."""
    tongue = lang or language()
    asked = Asked(Path(file), left, accept_changes, Path(mapping) if mapping else None, with_pdf)
    with speaking(tongue):
        asked = with_answers(asked, partial(_ask, tongue)) if interactive else asked
        done = update_plan(asked, Path(folder), tongue, partial(tell, tongue=tongue)) if update else import_plan(asked, Path(folder), tongue)
    click.echo(done.shown(style, width_of(sys.stdout)), nl=False)
    click.echo(say("updated-plan" if update else "imported-plan", tongue=tongue, folder=folder), err=True)
    return CLEAN if done.is_whole else FINDINGS


def _ask(tongue: str, question: Question) -> str:
    """Shows a text and asks what it is; an empty answer leaves it as it is."""
    place = say("ask-import-page", tongue=tongue, page=question.page) if question.page else ""
    click.echo(f"\n{place}{safe(question.text)}\n", err=True)
    said: str = click.prompt(say(f"ask-import-{question.table}", tongue=tongue), type=click.Choice(("", *question.choices)), default="", err=True)
    return said
