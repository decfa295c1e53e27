"""`planverk import-review`: turns a Word file that circulated and came back into proposed edits, with a report of every change and comment."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from shlex import quote

import click

from planverk.app.import_review import STYLES
from planverk.app.review_foreign import review_any
from planverk.app.verdicts import import_verdicts
from planverk.cli import CLEAN, FINDINGS
from planverk.cli.messages import language, say, speaking, tell
from planverk.cli.options import folder_option, lang_option
from planverk.cli.streams import shows_colour, width_of
from planverk.errors import UserError


@click.command("import-review", help=say("help-import-review"), epilog=say("help-import-review-epilog"))
@click.argument("file", metavar="[FILE]", required=False)
@click.option("--verdicts", metavar="FILE", help=say("help-import-review-verdicts"))
@click.option("--body", metavar="TEXT", help=say("help-import-review-body"))
@click.option("--rev", metavar="REV", help=say("help-import-review-rev"))
@click.option("--branch", metavar="NAME", help=say("help-import-review-branch"))
@click.option("--output", metavar="DIR", help=say("help-import-review-output"))
@click.option("--format", "style", type=click.Choice(STYLES), default="text", show_default=True, help=say("help-import-review-format"))
@lang_option
@folder_option
def import_review(
    file: str | None,
    verdicts: str | None,
    body: str | None,
    rev: str | None,
    branch: str | None,
    output: str | None,
    style: str,
    lang: str | None,
    folder: str,
) -> int:
    """Exit code 1 where something needs a person: a change that was not written in or not decided, or an open comment."""
    tongue = lang or language()
    if (file is None) == (verdicts is None) or (verdicts and rev) or (body and not verdicts):
        raise UserError("review-or-verdicts")
    with speaking(tongue):
        if verdicts is not None:
            return _verdicts(verdicts, folder, tongue, body, branch, output)
        assert file is not None
        done = review_any(Path(file), folder, tongue, rev, branch, output, partial(tell, tongue=tongue))
    click.echo(done.report(style, width_of(sys.stdout), shows_colour(sys.stdout)), nl=False)
    _tell(done.written, tongue)
    return FINDINGS if done.needs_a_person else CLEAN


def _verdicts(file: str, folder: str, tongue: str, body: str | None, branch: str | None, output: str | None) -> int:
    done = import_verdicts(Path(file), folder, tongue, body or "", branch, output, partial(tell, tongue=tongue))
    click.echo(say("verdicts-counted", tongue=tongue, **done.counts))
    for line in done.decided.unplaced:
        click.echo(say("verdicts-unplaced", tongue=tongue, text=line), err=True)
    for place in done.places:
        click.echo(say("made", tongue=tongue, path=place), err=True)
    if done.branch:
        click.echo(say("verdicts-branch", tongue=tongue, branch=done.branch, commit=str(done.commit)[:8]), err=True)
    else:
        click.echo(say("verdicts-no-branch", tongue=tongue), err=True)
    return FINDINGS if done.decided.is_open else CLEAN


def _tell(written: dict[str, str | None], tongue: str) -> None:
    """Says, apart from the report itself, what was written and how to go on."""
    if written["branch"]:
        click.echo(say("returned-branch", tongue=tongue, branch=written["branch"], commit=str(written["commit"])[:8]), err=True)
    elif written["patch"]:
        click.echo(say("returned-patch", tongue=tongue, path=written["patch"], quoted=quote(written["patch"])), err=True)
    else:
        click.echo(say("returned-no-edits", tongue=tongue), err=True)
    click.echo(say("returned-report", tongue=tongue, path=written["report"]), err=True)
