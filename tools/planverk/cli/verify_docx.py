"""`planverk verify-docx`: checks any Word file, whoever made it, for those who read it with aids and for Word itself."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from planverk.cli import CLEAN, FINDINGS
from planverk.cli.messages import language, say, speaking
from planverk.cli.options import lang_option
from planverk.cli.streams import shows_colour, width_of


@click.command("verify-docx", help=say("help-verify-docx"), epilog=say("help-verify-docx-epilog"))
@click.argument("file", metavar="FILE")
@click.option("--format", "style", type=click.Choice(("text", "json")), default="text", show_default=True, help=say("help-format"))
@click.option("--strict", is_flag=True, help=say("help-strict"))
@lang_option
def verify_docx(file: str, style: str, strict: bool, lang: str | None) -> int:
    """Exit code 1 where there are errors, with --strict also where there are warnings; 2 for what is no Word file."""
    from planverk.app.given_file import check_word_file
    from planverk.report.word import format_json, format_text

    tongue = lang or language()
    with speaking(tongue):
        checked = check_word_file(Path(file))
    if style == "json":
        click.echo(format_json(checked, tongue), nl=False)
    else:
        click.echo(format_text(checked, tongue, shows_colour(sys.stdout), width_of(sys.stdout)), nl=False)
    return FINDINGS if checked.count("error") or (strict and checked.count("warning")) else CLEAN
