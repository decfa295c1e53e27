"""`planverk adopt`: enters an adoption, builds the adopted editions, and keeps a manifest of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time
from itertools import chain
from pathlib import Path

import click

from planverk.app.opening import Opened, now, open_tree, parse_day
from planverk.app.placing import changes_in, outputs_folder
from planverk.app.publishing import changes_until, render_outputs, source_files
from planverk.authoring.adopting import Decision, manifest, manifest_edit, told_decision
from planverk.authoring.adopting import adopt as entering
from planverk.authoring.commits import Prepared, check_ready, has_tag, land, prepare
from planverk.authoring.edits import Edit, changes_of, files_after
from planverk.catalogue import load_words
from planverk.cli import CLEAN, FINDINGS
from planverk.cli.build import publishable
from planverk.cli.messages import language, say
from planverk.cli.terminal import agreed, answers
from planverk.cli.writing import carry_out, refusals, told_or_asked, unwritten, writing_options
from planverk.document.compose import compose
from planverk.document.document import Document
from planverk.document.provenance import tool_versions
from planverk.errors import UserError
from planverk.files import CONFLICTS
from planverk.formats.outputs import Output, placed_below
from planverk.formats.registry import OFFICIAL
from planverk.model.plan import Plan
from planverk.reading.cache import cache_folder
from planverk.reading.git import Revision, revision_of
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.transaction import replaced


@click.command(help=say("help-adopt"), epilog=say("help-adopt-epilog"))
@click.option("--body", metavar="TEXT", help=say("help-adopt-body"))
@click.option("--date", "day", metavar="DATE", help=say("help-adopt-date"))
@click.option("--case", metavar="TEXT", help=say("help-adopt-case"))
@click.option("--tag/--no-tag", "tagged", default=None, help=say("help-adopt-tag"))
@writing_options
def adopt(body: str | None, day: str | None, case: str | None, tagged: bool | None, folder: str, dry_run: bool) -> int:
    """Exit code 1, and nothing changed, where check finds an error in the plan as adopted."""
    opened = open_tree(folder, None)
    place = outputs_folder(opened.root)
    decision = _decision(opened.tree, body, day, case)
    base = _base(opened, bool(tagged), decision)
    with refusals():
        edits = entering(opened.tree, decision)
    after = replace(opened.tree, files=files_after(opened.tree.files, edits))
    plan, findings = read_plan(after)
    if not publishable(plan, findings, now(), "not-adopted"):
        return FINDINGS
    built = base.when if base else datetime.combine(decision.day, time(), UTC)
    document = compose(plan, base, built, changes_until(opened.root, base))
    outputs = render_outputs(document, OFFICIAL, cache_folder("parts"))
    data = manifest(plan, decision, base.id if base else "", {each.path: each.data for each in outputs}, {**_planverk(document), **tool_versions()})
    made = (*edits, manifest_edit(opened.tree, decision.day, data))
    if dry_run:
        carry_out(opened.root, made, dry_run)
        return CLEAN
    commit, advice = _commit(opened.root, made, plan, decision, tagged) if base else (None, "")
    changes = chain(changes_of(made), placed_below(opened.root, place, changes_in(place, document, outputs)))
    with unwritten(), _git_refusals(tag_of(decision)), replaced(opened.root, changes, commit.record() if commit else None):
        if commit:
            land(opened.root, commit, "planverk adopt")
    _say_done(made, outputs, opened.root)
    if commit:
        click.echo(say("adopt-tagged", tag=commit.tag, commit=commit.commit[:8]))
    if advice:
        click.echo(advice, err=True)
    return CLEAN


def _decision(tree: Tree, body: str | None, day: str | None, case: str | None) -> Decision:
    """What the flags tell, else what plan.yaml tells already, else what is answered."""
    told = told_decision(tree) if body is None and day is None and case is None else None
    if told:
        return told
    who = told_or_asked(body, "--body", say("ask-adopt-body"))
    when = parse_day(told_or_asked(day, "--date", say("ask-adopt-date")))
    if when > now().date():
        raise UserError("adopt-not-yet", day=when.isoformat())
    return Decision(" ".join(who.split()), when, " ".join(told_or_asked(case, "--case", say("ask-adopt-case")).split()))


def tag_of(decision: Decision) -> str:
    """The name of an adoption's tag."""
    return f"adopted-{decision.day.isoformat()}"


def _base(opened: Opened, tagged: bool, decision: Decision) -> Revision | None:
    """The commit that the plan is adopted from, None outside Git. UserError where the folder holds changes that are not in it."""
    plan = read_plan(opened.tree)[0]
    base = revision_of(opened.root, source_files(opened.tree, plan))
    if base is None:
        if tagged:
            raise UserError("adopt-no-git")
        return None
    if base.changed:
        raise UserError("adopt-changed")
    if tagged:
        with _git_refusals(tag_of(decision)):
            taken = has_tag(opened.root, tag_of(decision))
            if not taken:
                check_ready(opened.root)
        if taken:
            raise UserError("adopt-has-tag", tag=tag_of(decision))
    return replace(base, adopting=True)


def _planverk(document: Document) -> dict[str, str]:
    return {"planverk": document.provenance.version}


def _say_done(edits: Sequence[Edit], outputs: Sequence[Output], root: Path) -> None:
    for edit in edits:
        click.echo(say("adopt-wrote", path=edit.path))
    for made in outputs:
        click.echo(say("made", path=root / "build" / made.path))


def _commit(root: Path, edits: Sequence[Edit], plan: Plan, decision: Decision, tagged: bool | None) -> tuple[Prepared | None, str]:
    """The commit with its tag, made and not put in yet, where they are wished; else what to do about them. UserError where Git would refuse them."""
    tag = tag_of(decision)
    with _git_refusals(tag):
        if tagged is None and has_tag(root, tag):  # of another plan in the repository, or of somebody who was here before
            return None, say("adopt-tag-taken", tag=tag)
        if tagged is None and answers():
            tagged = agreed(say("ask-adopt-tag", tag=tag))
        if not tagged:
            return None, say("adopt-commit-yourself", tag=tag)
        facts = {"title": plan.head.title, "body": decision.body, "day": decision.day.isoformat(), "case": decision.case}
        check_ready(root)
        message = load_words("cli", language())["adopt-message"].format_map(facts)
        try:
            return prepare(root, edits, message, tag), ""
        except OSError as error:
            raise UserError("git-failed", detail=error.strerror or error) from None


@contextmanager
def _git_refusals(tag: str) -> Iterator[None]:
    """Says of what Git refuses what it was to do."""
    try:
        yield
    except UserError as error:
        if error.key in CONFLICTS:
            raise UserError("refused", problem=error) from None
        raise UserError("adopt-not-tagged", tag=tag, problem=error.facts["detail"] if error.key == "git-failed" else error) from None
