"""`planverk build`: checks the plan, then publishes it as PDF, HTML and Word."""

from __future__ import annotations

from datetime import datetime

import click

from planverk.app.bundling import check_wishes, packed
from planverk.app.news import news_since
from planverk.app.opening import Opened, now, open_tree, place_options
from planverk.app.placing import outputs_folder, put
from planverk.app.publishing import HEARING, changes_until, hearing_outputs, render_outputs, source_files, with_template
from planverk.cli import CLEAN, FINDINGS
from planverk.cli.messages import language, say
from planverk.diagnostics import Finding, Severity
from planverk.document.compose import compose
from planverk.document.document import Document
from planverk.errors import UserError
from planverk.formats.registry import FORMATS, OFFICIAL
from planverk.model.plan import Plan
from planverk.reading.cache import cache_folder
from planverk.reading.git import Revision, find_revision, revision_of
from planverk.reading.plan import read_plan
from planverk.report.text import format_summary, format_text
from planverk.rules.engine import check_plan

TARGETS = (*FORMATS, "all", HEARING)


@click.command(help=say("help-build"), epilog=say("help-build-epilog"))
@click.argument("target", type=click.Choice(TARGETS), default="all", metavar=f"[{'|'.join(TARGETS)}]")
@click.option("--output", metavar="DIR", help=say("help-output"))
@click.option("--replace", "replaces", is_flag=True, help=say("help-replace"))
@click.option("--changes-since", "since", metavar="REV", help=say("help-changes-since"))
@click.option("--reference-docx", metavar="FILE", help=say("help-reference-docx"))
@click.option("--bundle", is_flag=True, help=say("help-bundle"))
@click.option("--sign-ssh", metavar="KEYFILE", help=say("help-sign-ssh"))
@click.option("--sign-gpg", metavar="KEY", help=say("help-sign-gpg"))
@place_options
def build(
    folder: str,
    rev: str | None,
    target: str,
    output: str | None,
    replaces: bool,
    since: str | None,
    reference_docx: str | None,
    bundle: bool,
    sign_ssh: str | None,
    sign_gpg: str | None,
) -> int:
    """Exit code 1, and earlier outputs left as they are, where check finds an error."""
    check_wishes(target, bundle, sign_ssh, sign_gpg)
    opened = open_tree(folder, rev)
    folder_out = outputs_folder(opened.root, output)
    plan, findings = read_plan(opened.tree)
    revision, note = _revision(opened, plan, rev)
    built = revision.when if revision else now()
    if not publishable(plan, findings, built, "not-built"):
        return FINDINGS
    if note:
        click.echo(note, err=True)
    news = news_since(str(opened.root), since, plan) if since is not None else None
    document = compose(plan, revision, built, changes_until(opened.root, revision), news)
    if reference_docx is not None:
        document = _with_template(document, reference_docx, target)
    keep = cache_folder("parts")
    outputs = (
        hearing_outputs(plan, document, keep) if target == HEARING else render_outputs(document, OFFICIAL if target == "all" else (target,), keep)
    )
    if bundle:
        outputs += packed(plan, document, opened.tree, outputs, sign_ssh, sign_gpg)
    put(opened.root, folder_out, document, outputs, checked=output is not None, replaces=replaces)
    for made in outputs:
        click.echo(say("made", path=folder_out / made.path))
    return CLEAN


def _with_template(document: Document, path: str, target: str) -> Document:
    """The document with another Word template than that of planverk.toml."""
    if target not in ("docx", "all"):
        raise UserError("reference-docx-without-docx")
    return with_template(document, path)


def _revision(opened: Opened, plan: Plan, rev: str | None) -> tuple[Revision | None, str]:
    """The commit that is built, or the note that there is none, and why."""
    try:
        if rev is not None:
            return find_revision(opened.root, rev), ""
        found = revision_of(opened.root, source_files(opened.tree, plan))
        return found, "" if found else say("no-git-version")
    except UserError as error:
        if rev is not None:
            raise
        return None, say("no-version", problem=error)


def publishable(plan: Plan, findings: list[Finding], built: datetime, otherwise: str) -> bool:
    """True where check finds no error; else the errors are shown, and the text `otherwise` of the catalogue."""
    diagnostics = check_plan(plan, findings, built.date(), language())
    errors = [diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR]
    if errors:
        click.echo(format_text(errors, plan.texts, language()), err=True)
        click.echo(format_summary(diagnostics, sum(1 for _ in plan.entries), language()), err=True)
        click.echo(say(otherwise), err=True)
    return not errors
