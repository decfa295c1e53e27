"""`planverk diff`: what changed between two editions of the plan, in its own words."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

import click

from planverk.app.compare_targets import Side, read_side
from planverk.app.opening import now
from planverk.app.outputs import is_replaced, unwritten
from planverk.catalogue import LANGUAGES, load_words
from planverk.cli import CLEAN, FINDINGS
from planverk.cli.messages import language, say
from planverk.cli.terminal import shows_colour, width_of
from planverk.compare.change import Change
from planverk.compare.comparison import compare
from planverk.compare.kinds import Weight
from planverk.compare.records import records_of
from planverk.compare.sentences import Sentences
from planverk.errors import UserError
from planverk.ids import nearest
from planverk.report.difference import Difference
from planverk.transaction import FileChange, replace_all

FORMATS = (("text", "changes_text"), ("markdown", "changes_markdown"), ("json", "changes_data"), ("html", "changes_html"))
"""What --format takes, and the module of report/ whose function `report` writes it."""

FILES = ("pdf", "docx")
"""The formats that are made of a Document, and need a file to go to."""

STYLES = (*(name for name, _ in FORMATS), *FILES)


@click.command(help=say("help-diff"), epilog=say("help-diff-epilog"))
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="[AFTER]", required=False)
@click.option("--format", "style", type=click.Choice(STYLES), default="text", show_default=True, help=say("help-diff-format"))
@click.option("--only", type=click.Choice([weight.value for weight in Weight]), default=None, help=say("help-diff-only"))
@click.option("--entry", "entries", multiple=True, metavar="KIND:ID", help=say("help-diff-entry"))
@click.option("--whole", is_flag=True, help=say("help-diff-whole"))
@click.option("--output", metavar="FILE", help=say("help-diff-output"))
@click.option("--lang", type=click.Choice(LANGUAGES), default=None, help=say("help-lang"))
@click.option("-C", "folder", metavar="DIR", default=".", help=say("help-folder"))
def diff(
    before: str,
    after: str | None,
    style: str,
    only: str | None,
    entries: tuple[str, ...],
    whole: bool,
    output: str | None,
    lang: str | None,
    folder: str,
) -> int:
    """Exit code 1 where there are changes of those that were asked for."""
    _check_wishes(style, output, whole, {"--only": only, "--entry": entries, "--lang": lang})
    old, new = read_side(folder, before), read_side(folder, after)
    for entry in entries:
        _check_entry(entry, old, new)
    changes = _chosen(compare(old.plan, new.plan), only, entries)
    tongue = lang or language()
    sentences = Sentences(old.plan, new.plan, tongue)
    name = new.name or load_words("cli", tongue)["folder-now"]
    shown = output is None
    difference = Difference(changes, sentences, old.name, name, shown and shows_colour(sys.stdout), width_of(sys.stdout) if shown else None)
    if style == "docx" or whole:
        _put(_redline(old, new, style), output, False)
    elif style == "pdf":
        _put(_pdf(difference, old, new), output, False)
    else:
        write: Callable[[Difference], str] = import_module(f"planverk.report.{dict(FORMATS)[style]}").report
        _put(write(difference), output, difference.colour)
    return FINDINGS if changes else CLEAN


def _check_wishes(style: str, output: str | None, whole: bool, narrowing: Mapping[str, object]) -> None:
    """UserError where the wishes do not go together: a file needs a name, and the whole plan is always whole, in the plan's language."""
    if style in FILES and output is None:
        raise UserError(f"no-output-for-{style}")
    if whole and style not in FILES:
        raise UserError("whole-without-pdf")
    for option, wish in narrowing.items():
        if wish and (whole or style == "docx"):
            raise UserError("redline-is-whole", option=option)


def _chosen(changes: Sequence[Change], only: str | None, entries: Sequence[str]) -> list[Change]:
    """The changes of a weight, about entries."""
    weighed = [change for change in changes if only is None or change.weight.value == only]
    return [change for change in weighed if not entries or {change.entry_before, change.entry_after} & set(entries)]


def _check_entry(name: str, old: Side, new: Side) -> None:
    """UserError where neither plan has the entry."""
    if ":" not in name:
        raise UserError("entry-form")
    known = records_of(old.plan).keys() | records_of(new.plan).keys()
    if name not in known:
        near = nearest(name, known)
        raise UserError("no-such-entry-near" if near else "no-such-entry", name=name, near=near[0] if near else "")


def _redline(old: Side, new: Side, style: str) -> bytes:
    """The whole plan with its changes marked: as tracked changes in Word, in brackets in a PDF."""
    from planverk.app.redlines import redline_file

    return redline_file(old, new, style)


def _pdf(difference: Difference, old: Side, new: Side) -> bytes:
    """The changes as PDF/UA-1 and PDF/A-2a. UserError where the PDF would not hold to them."""
    from planverk.formats.pdf import render_pdf
    from planverk.report.changes_document import report_document

    before, after = (side.revision.when if side.revision else None for side in (old, new))
    return render_pdf(report_document(difference, before, after or now()), None)


def _put(made: str | bytes, output: str | None, colour: bool) -> None:
    """Prints what was made, or writes it to a file, whole or not at all."""
    if output is None:
        click.echo(made, nl=False, color=colour)
        return
    path = Path(output)
    try:
        there = is_replaced(path, shown=output)
        replace_all(path.absolute().parent, [FileChange(path.name, None, made.encode() if isinstance(made, str) else made, overwrites=True)])
    except (UserError, OSError) as error:
        raise unwritten(error, path) from None
    click.echo(say("replaced" if there else "made", path=output), err=True)
