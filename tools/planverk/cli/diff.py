"""`planverk diff`: what changed between two editions of the plan, in its own words."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib import import_module

import click

from planverk.app.compare import FILES, WEIGHTS, check_wishes, compare, read_both, write_file
from planverk.cli import CLEAN, FINDINGS
from planverk.cli.messages import language, say, tell
from planverk.cli.options import folder_option, lang_option
from planverk.cli.streams import shows_colour, width_of

FORMATS = (("text", "changes_text"), ("markdown", "changes_markdown"), ("json", "changes_data"), ("html", "changes_html"))
"""What --format takes, and the module of report/ whose function `report` writes it."""

STYLES = (*(name for name, _ in FORMATS), *FILES)


@click.command(help=say("help-diff"), epilog=say("help-diff-epilog"))
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="[AFTER]", required=False)
@click.option("--format", "style", type=click.Choice(STYLES), default="text", show_default=True, help=say("help-diff-format"))
@click.option("--only", type=click.Choice(WEIGHTS), default=None, help=say("help-diff-only"))
@click.option("--entry", "entries", multiple=True, metavar="KIND:ID", help=say("help-diff-entry"))
@click.option("--whole", is_flag=True, help=say("help-diff-whole"))
@click.option("--verdicts", is_flag=True, help=say("help-diff-verdicts"))
@click.option("--output", metavar="FILE", help=say("help-diff-output"))
@lang_option
@folder_option
def diff(
    before: str,
    after: str | None,
    style: str,
    only: str | None,
    entries: tuple[str, ...],
    whole: bool,
    verdicts: bool,
    output: str | None,
    lang: str | None,
    folder: str,
) -> int:
    """Exit code 1 where there are changes of those that were asked for."""
    check_wishes(style, output is not None, whole, verdicts, {"--only": only, "--entry": entries, "--lang": lang})
    old, new = read_both(folder, before, after, tell)
    found = compare(old, new, lang or language(), only, entries)
    if output is None:
        found = replace(found, colour=shows_colour(sys.stdout), width=width_of(sys.stdout))
    made: str | bytes
    if verdicts or style == "csv":
        from planverk.app.redlines import table_file

        made = table_file(old, new, style, tell)
    elif style == "docx" or whole:
        from planverk.app.redlines import redline_file

        made = redline_file(old, new, style, tell)
    elif style in ("pdf", "html"):
        from planverk.app.change_lists import list_file

        made = list_file(found, old, new, style, only, entries)
    else:
        made = import_module(f"planverk.report.{dict(FORMATS)[style]}").report(found)
    if output is None:
        click.echo(made.decode() if isinstance(made, bytes) and style == "html" else made, nl=False, color=found.colour)
    else:
        there = write_file(output, made.encode() if isinstance(made, str) else made)
        click.echo(say("replaced" if there else "made", path=output), err=True)
    return FINDINGS if found.changes else CLEAN
