"""`planverk serve`: the plan as a site on this machine, up to date with the files."""

from __future__ import annotations

import os
import traceback
from datetime import datetime

import click

from planverk.app.opening import now, open_root
from planverk.catalogue import LANGUAGES
from planverk.cli import CLEAN
from planverk.cli.messages import language, say, tell
from planverk.cli.options import folder_option
from planverk.errors import UserError

PORT = 8440
MOST = 65_535


@click.command(help=say("help-serve"), epilog=say("help-serve-epilog"))
@click.option("--port", type=click.IntRange(0, MOST), default=PORT, show_default=True, help=say("help-port"))
@click.option("--open", "opens", is_flag=True, help=say("help-open"))
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("help-serve-lang"))
@folder_option
def serve(folder: str, port: int, opens: bool, lang: str | None) -> int:
    """Runs until it is interrupted, which is its ordinary end."""
    from planverk.app.watch import Builder, parts_folder, until_asked_to_end
    from planverk.serve.findings_panel import counts
    from planverk.serve.preview import Built, Preview

    def shown(built: Built) -> None:
        found = counts(built.edition, language()) or say("no-findings")
        click.echo(say("shown-again", time=f"{datetime.now():%H:%M:%S}", seconds=_seconds(built.seconds), counts=found))

    root = open_root(folder, tell)
    try:
        preview = Preview(Builder(root, parts_folder(), lang or _wished(), now, _report), port)
    except OSError as error:
        raise UserError("no-port", port=port, problem=error) from None
    if port not in (0, preview.server.port):
        click.echo(say("port-taken", port=port, other=preview.server.port), err=True)
    with until_asked_to_end(preview.end):
        shown(preview.first)
        click.echo(say("serving", address=preview.server.address))
        if opens:
            click.launch(preview.server.address)
        preview.watch(shown)
    click.echo(say("serve-ended"))
    return CLEAN


def _wished() -> str | None:
    """The language that PLANVERK_LANG asks for, None where it asks for none: then the plan's own is used."""
    return language() if os.environ.get("PLANVERK_LANG") in LANGUAGES else None


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f}" if language() == "en" else f"{seconds:.1f}".replace(".", ",")


def _report(error: BaseException) -> None:
    traceback.print_exception(error)
    click.echo(say("cannot-show"), err=True)
