"""`planverk build`: checks the plan, then publishes it as PDF, HTML and Word."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from planverk.cli import CLEAN, FINDINGS
from planverk.cli.repository import Opened, now, open_tree, place_options
from planverk.cli.stop import Stop, language, say
from planverk.diagnostics import Finding, Severity
from planverk.document.blocks import Document
from planverk.document.compose import compose
from planverk.model.plan import Plan
from planverk.reading.git import GitError, Revision, find_revision, revision_of
from planverk.reading.plan import read_plan
from planverk.render.manifest import make_manifest
from planverk.render.outputs import Output, place_outputs
from planverk.report.text import format_summary, format_text
from planverk.rules.engine import check_plan

TARGETS = ("pdf", "html", "docx")


@click.command(help=say("help-build"), epilog=say("help-build-epilog"))
@click.argument("target", type=click.Choice((*TARGETS, "all")), default="all", metavar="[pdf|html|docx|all]")
@click.option("--output", metavar="DIR", help=say("help-output"))
@place_options
def build(folder: str, rev: str | None, target: str, output: str | None) -> int:
    """Exit code 1, and earlier outputs left as they are, where check finds an error."""
    opened = open_tree(folder, rev)
    plan, findings = read_plan(opened.tree)
    revision = _revision(opened, plan, rev)
    built = revision.when if revision else now()
    if not _publishable(plan, findings, built):
        return FINDINGS
    if revision is None:
        click.echo(say("no-git-version"), err=True)
    document = compose(plan, revision, built)
    keep = opened.root / "build" / ".cache"
    folder_out = Path(output) if output else opened.root / "build"
    outputs = _render(document, TARGETS if target == "all" else (target,), keep)
    try:
        place_outputs(folder_out, outputs, lambda earlier: make_manifest(document, outputs, earlier))
    except OSError as error:
        raise Stop("not-writable", folder=folder_out, problem=error.strerror or error) from None
    for made in outputs:
        click.echo(say("made", path=folder_out / made.path))
    return CLEAN


def _revision(opened: Opened, plan: Plan, rev: str | None) -> Revision | None:
    try:
        return find_revision(opened.root, rev) if rev else revision_of(opened.root, opened.tree.files | dict(plan.theme_files))
    except GitError as error:
        raise Stop(error.key, **error.facts) from None


def _publishable(plan: Plan, findings: list[Finding], built: datetime) -> bool:
    """True where check finds no error; else the errors are shown."""
    diagnostics = check_plan(plan, findings, built.date(), language())
    errors = [diagnostic for diagnostic in diagnostics if diagnostic.severity is Severity.ERROR]
    if errors:
        click.echo(format_text(errors, plan.texts, language()), err=True)
        click.echo(format_summary(diagnostics, sum(1 for _ in plan.entries), language()), err=True)
        click.echo(say("not-built"), err=True)
    return not errors


def _render(document: Document, targets: tuple[str, ...], keep: Path) -> list[Output]:
    """Every output, rendered whole before any is placed. A gate that fails stops the build."""
    makers: dict[str, Callable[[], Output]] = {
        "pdf": lambda: _pdf(document, keep),
        "docx": lambda: _docx(document, keep),
        "html": lambda: _html(document, keep, outputs),
    }
    outputs: list[Output] = []
    for name in ("pdf", "docx", "html"):
        if name in targets:
            began = time.monotonic()
            outputs.append(makers[name]())
            click.echo(say("rendered", name=name.upper(), seconds=f"{time.monotonic() - began:.1f}"), err=True)
    return outputs


def _pdf(document: Document, keep: Path) -> Output:
    from planverk.render.pdf import TypesettingError, render_pdf

    try:
        return Output("plan.pdf", render_pdf(document, keep))
    except TypesettingError as error:
        raise Stop("gate-failed", name="PDF", problem=error) from None


def _docx(document: Document, keep: Path) -> Output:
    from planverk.render.docx import WordError, render_docx

    try:
        return Output("plan.docx", render_docx(document, keep))
    except WordError as error:
        raise Stop("gate-failed", name="Word", problem=error) from None


def _html(document: Document, keep: Path, made: list[Output]) -> Output:
    from planverk.render.html import Download, render_html

    labels = {"plan.pdf": document.words["download-pdf"], "plan.docx": document.words["download-docx"]}
    downloads = [Download(f"../{output.path}", labels[output.path], len(output.data)) for output in made if isinstance(output.data, bytes)]
    return Output("html", render_html(document, keep, downloads))
