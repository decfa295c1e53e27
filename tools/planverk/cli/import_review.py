"""`planverk import-review`: turns a Word file that circulated and came back into proposed edits, with a report of every change and comment."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from shlex import quote

import click

from planverk.app.import_review import STYLES
from planverk.app.import_review import import_review as imported
from planverk.cli import CLEAN, FINDINGS
from planverk.cli.messages import language, say, speaking, tell
from planverk.cli.options import folder_option, lang_option
from planverk.cli.streams import shows_colour, width_of


@click.command("import-review", help=say("help-import-review"), epilog=say("help-import-review-epilog"))
@click.argument("file", metavar="FILE.docx")
@click.option("--rev", metavar="REV", help=say("help-import-review-rev"))
@click.option("--branch", metavar="NAME", help=say("help-import-review-branch"))
@click.option("--output", metavar="DIR", help=say("help-import-review-output"))
@click.option("--format", "style", type=click.Choice(STYLES), default="text", show_default=True, help=say("help-import-review-format"))
@lang_option
@folder_option
def import_review(file: str, rev: str | None, branch: str | None, output: str | None, style: str, lang: str | None, folder: str) -> int:
    """Exit code 1 where something needs a person: a change that was not written in, or an open comment."""
    tongue = lang or language()
    with speaking(tongue):
        done = imported(Path(file), folder, tongue, rev, branch, output, partial(tell, tongue=tongue))
    click.echo(done.report(style, width_of(sys.stdout), shows_colour(sys.stdout)), nl=False)
    _tell(done.written, tongue)
    return FINDINGS if done.review.needs_a_person else CLEAN


def _tell(written: dict[str, str | None], tongue: str) -> None:
    """Says, apart from the report itself, what was written and how to go on."""
    if written["branch"]:
        click.echo(say("returned-branch", tongue=tongue, branch=written["branch"], commit=str(written["commit"])[:8]), err=True)
    elif written["patch"]:
        click.echo(say("returned-patch", tongue=tongue, path=written["patch"], quoted=quote(written["patch"])), err=True)
    else:
        click.echo(say("returned-no-edits", tongue=tongue), err=True)
    click.echo(say("returned-report", tongue=tongue, path=written["report"]), err=True)
