"""`planverk adopt`: enters an adoption, builds the adopted editions, and keeps a manifest of both."""

from __future__ import annotations

import click

from planverk.app.adopt import Decision, decided, organisations, told_decision
from planverk.app.adopt import adopt as adopted
from planverk.app.edits import open_to_edit
from planverk.app.opening import Opened, parse_day
from planverk.app.verdicts import decided_of
from planverk.cli import CLEAN, FINDINGS
from planverk.cli.build import show_errors
from planverk.cli.messages import in_words, language, say, tell
from planverk.cli.options import writing_options
from planverk.cli.streams import agreed, answers
from planverk.cli.writing import show, told_or_asked


@click.command(help=say("help-adopt"), epilog=say("help-adopt-epilog"))
@click.option("--organisation", metavar="TEXT", help=say("help-adopt-organisation"))
@click.option("--body", metavar="TEXT", help=say("help-adopt-body"))
@click.option("--date", "day", metavar="DATE", help=say("help-adopt-date"))
@click.option("--case", metavar="TEXT", help=say("help-adopt-case"))
@click.option("--tag/--no-tag", "tagged", default=None, help=say("help-adopt-tag"))
@click.option("--bundle", is_flag=True, help=say("help-bundle"))
@click.option("--from", "proposal", metavar="REV", help=say("help-adopt-from"))
@click.option("--verdicts", metavar="FILE", help=say("help-adopt-verdicts"))
@click.option("--sign", metavar="KEY", help=say("help-adopt-sign"))
@writing_options
def adopt(
    organisation: str | None,
    body: str | None,
    day: str | None,
    case: str | None,
    tagged: bool | None,
    bundle: bool,
    proposal: str | None,
    verdicts: str | None,
    sign: str | None,
    folder: str,
    dry_run: bool,
) -> int:
    """Exit code 1, and nothing changed, where check finds an error in the plan as adopted."""
    opened = open_to_edit(folder, tell)
    found = decided_of(verdicts, proposal, folder, tell)
    done = adopted(opened, _decision(opened, organisation, body, day, case), tagged, _wants_tag, language(), dry_run, bundle, tell, found, sign)
    if done.outcome.stops:
        show_errors(done.outcome, "not-adopted")
        return FINDINGS
    if dry_run:
        show(done.edits)
        return CLEAN
    for edit in done.edits:
        click.echo(say("adopt-wrote", path=edit.path))
    for place in done.places:
        click.echo(say("made", path=place))
    if done.commit:
        click.echo(say("adopt-tagged", tag=done.commit.tag, commit=done.commit.commit[:8]))
    if done.advice:
        click.echo(in_words(done.advice), err=True)
    return CLEAN


def _wants_tag(tag: str) -> bool:
    return answers() and agreed(say("ask-adopt-tag", tag=tag))


def _decision(opened: Opened, organisation: str | None, body: str | None, day: str | None, case: str | None) -> Decision:
    """What the flags tell, else what plan.yaml tells already, else what is answered."""
    if organisation is None and (names := organisations(opened.tree)):
        organisation = told_or_asked(None, "--organisation", say("ask-adopt-organisation"), names)
    whose = " ".join((organisation or "").split())
    told = told_decision(opened.tree, whose) if body is None and day is None and case is None else None
    if told:
        return told
    who = told_or_asked(body, "--body", say("ask-adopt-body"))
    when = parse_day(told_or_asked(day, "--date", say("ask-adopt-date")))
    return decided(who, when, told_or_asked(case, "--case", say("ask-adopt-case")), whose)
