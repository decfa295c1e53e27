"""`planverk build`: checks the plan, then publishes it in its formats."""

from __future__ import annotations

from typing import Any

import click

from planverk.app.build import ALL, CHOICES, Wishes
from planverk.app.build import build as built
from planverk.app.opening import open_tree
from planverk.cli import CLEAN, FINDINGS
from planverk.cli.messages import language, say, tell
from planverk.cli.options import place_options
from planverk.report.outcome import Outcome
from planverk.report.text import format_summary, format_text


@click.command(help=say("help-build"), epilog=say("help-build-epilog"))
@click.argument("target", type=click.Choice(CHOICES), default=ALL, metavar=f"[{'|'.join(CHOICES)}]")
@click.option("--output", metavar="DIR", help=say("help-output"))
@click.option("--replace", "replaces", is_flag=True, help=say("help-replace"))
@click.option("--changes-since", metavar="REV", help=say("help-changes-since"))
@click.option("--reference-docx", metavar="FILE", help=say("help-reference-docx"))
@click.option("--bundle", is_flag=True, help=say("help-bundle"))
@click.option("--sign-ssh", metavar="KEYFILE", help=say("help-sign-ssh"))
@click.option("--sign-gpg", metavar="KEY", help=say("help-sign-gpg"))
@place_options
def build(folder: str, rev: str | None, **wishes: Any) -> int:
    """Exit code 1, and earlier outputs left as they are, where check finds an error."""
    asked = Wishes(**wishes)  # each option has the name of a field
    made = built(open_tree(folder, rev, tell), asked, language(), rev, tell)
    if made.outcome.stops:
        show_errors(made.outcome, "not-built")
        return FINDINGS
    for place in made.places:
        click.echo(say("made", path=place))
    return CLEAN


def show_errors(outcome: Outcome, otherwise: str) -> None:
    """Says which errors stop the plan, and the text `otherwise` of the catalogue."""
    errors = [diagnostic for diagnostic in outcome.diagnostics if diagnostic.severity in outcome.stopping]
    click.echo(format_text(errors, outcome.texts, outcome.language), err=True)
    click.echo(format_summary(outcome.diagnostics, outcome.entries, outcome.language), err=True)
    click.echo(say(otherwise), err=True)
