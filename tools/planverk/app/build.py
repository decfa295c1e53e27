"""Builds the outputs of a plan and puts them in their places, all of them or none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from planverk.app.adoption_record import record_up_to, with_record
from planverk.app.opening import Opened, now
from planverk.app.placing import outputs_folder, put
from planverk.app.publishing import (
    HEARING,
    check_adopted,
    document_of,
    hearing_outputs,
    manifest_of,
    render_outputs,
    revision_made_from,
    with_template,
)
from planverk.diagnostics import Finding
from planverk.document.changes_table import News
from planverk.errors import Note, Tell, UserError, silent
from planverk.formats.registry import FORMATS, OFFICIAL
from planverk.model.plan import Plan
from planverk.reading.cache import cache_folder
from planverk.reading.git import Revision, find_revision
from planverk.reading.plan import read_plan
from planverk.report.outcome import Outcome
from planverk.rules.engine import check_plan

__all__ = ["ALL", "CHOICES", "HEARING", "Built", "Wishes", "adopted_from", "build", "outcome_of"]
ALL = "all"
CHOICES = (*FORMATS, ALL, HEARING)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is to be built and where to: a target of CHOICES, the folder (the plan's build/ by default), whether files there that no build made may be
    replaced, the revision that changes are listed from, another Word template, and an archive package with its signatures."""

    target: str = ALL
    output: str | None = None
    replaces: bool = False
    changes_since: str | None = None
    reference_docx: str | None = None
    bundle: bool = False
    sign_ssh: str | None = None
    sign_gpg: str | None = None

    def __post_init__(self) -> None:
        """UserError where wishes do not go together: a package holds all outputs, and a signature is of a package."""
        if self.bundle and self.target != ALL:
            raise UserError("bundle-of-all")
        if not self.bundle and (self.sign_ssh is not None or self.sign_gpg is not None):
            raise UserError("sign-without-bundle")


@dataclass(frozen=True, slots=True)
class Built:
    """What the check found, and the places of what was made; none where the check found an error: then earlier outputs are as they were."""

    outcome: Outcome
    places: tuple[Path, ...] = ()


def build(opened: Opened, wishes: Wishes, language: str, rev: str | None = None, tell: Tell = silent) -> Built:
    """Builds a plan that was opened at `rev`, None for the folder as it is. UserError where something is wrong; then nothing is placed."""
    folder = outputs_folder(opened.root, wishes.output)
    opened = with_record(opened, record_up_to(opened, rev))
    plan, findings = read_plan(opened.tree)
    revision, note = _revision(opened, plan, rev)
    if wishes.bundle and (adoption := adopted_from(opened, plan)):
        revision = adoption
    built = revision.when if revision else now()
    outcome = outcome_of(plan, findings, built, language)
    if outcome.stops:
        return Built(outcome)
    if note:
        tell(note)
    news = _news(opened, plan, wishes.changes_since, tell)
    document = document_of(opened.root, plan, revision, built, news)
    if wishes.reference_docx is not None:
        if wishes.target not in ("docx", ALL):
            raise UserError("reference-docx-without-docx")
        document = with_template(document, wishes.reference_docx)
    keep = cache_folder("parts")
    if wishes.target == HEARING:
        outputs = hearing_outputs(plan, document, keep, tell, news)
    else:
        outputs = render_outputs(document, OFFICIAL if wishes.target == ALL else (wishes.target,), keep, tell)
    if wishes.bundle:
        from planverk.app.packaging import packed

        check_adopted(plan, document, outputs)
        outputs += packed(opened, plan, document, outputs, wishes.sign_ssh, wishes.sign_gpg, tell)
    put(opened.root, folder, document, outputs, wishes.output is not None, wishes.replaces, tell)
    return Built(outcome, tuple(folder / made.path for made in outputs))


def _news(opened: Opened, plan: Plan, since: str | None, tell: Tell) -> News | None:
    if since is None:
        return None
    from planverk.app.compare import news_since  # all that compares and marks takes half as long to load as a small plan to build

    return news_since(str(opened.root), since, plan, tell)


def outcome_of(plan: Plan, findings: list[Finding], built: datetime, language: str) -> Outcome:
    """What a check finds at the moment that an output carries; an output is only made where nothing stops it."""
    return Outcome(check_plan(plan, findings, built.date(), language), sum(1 for _ in plan.entries), language, plan.texts)


def _revision(opened: Opened, plan: Plan, rev: str | None) -> tuple[Revision | None, Note | None]:
    """The commit that is built, or the note that there is none, and why."""
    if rev is not None:
        return find_revision(opened.root, rev), None
    try:
        found = revision_made_from(opened.root, opened.tree, plan)
    except UserError as error:
        if error.key == "git-not-run":  # the machine's trouble passes, and what was made meanwhile would lack its version for good
            raise
        return None, Note("no-version", problem=error)
    return found, None if found else Note("no-git-version")


def adopted_from(opened: Opened, plan: Plan) -> Revision | None:
    """The commit that a plan was adopted from, as its outputs name it; None where the plan is not as it was adopted, or that commit is not here."""
    manifest = manifest_of(plan)
    try:
        return replace(find_revision(opened.root, manifest.revision), adopting=True) if manifest and manifest.revision else None
    except UserError:
        return None
