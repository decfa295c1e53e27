"""Enters an adoption, builds the adopted editions, and keeps a manifest of both: all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import chain
from pathlib import Path, PurePosixPath

from planverk.app.adoption_record import record_up_to, with_record
from planverk.app.adoption_signature import signature_edit
from planverk.app.build import outcome_of
from planverk.app.edits import nothing_changed, unwritten
from planverk.app.opening import Opened, now
from planverk.app.packaging import packed
from planverk.app.placing import changes_in, outputs_folder
from planverk.app.proposals import Decided, prove
from planverk.app.publishing import document_of, render_outputs, revision_made_from
from planverk.authoring.adopting import Decision, manifest, manifest_path, organisations, told_decision
from planverk.authoring.adopting import adopt as entering
from planverk.authoring.commits import Prepared, check_ready, has_tag, land, prepare
from planverk.authoring.edits import Edit, changes_of, files_after
from planverk.catalogue import load_words
from planverk.errors import Note, Tell, UserError, silent
from planverk.files import CONFLICTS
from planverk.formats.outputs import placed_below
from planverk.formats.registry import OFFICIAL
from planverk.model.plan import Plan
from planverk.reading.cache import cache_folder
from planverk.reading.git import Revision
from planverk.reading.plan import read_plan
from planverk.report.outcome import Outcome
from planverk.transaction import replaced
from planverk.version import tool_versions

__all__ = ["Decision", "organisations", "told_decision"]


@dataclass(frozen=True, slots=True)
class Adopted:
    """What was found and done; no edits where the check found an error, and nothing but edits where they were only to be shown. `advice` says what is
    left to do with Git."""

    outcome: Outcome
    edits: tuple[Edit, ...] = ()
    places: tuple[Path, ...] = ()
    commit: Prepared | None = None
    advice: Note | None = None


def decided(body: str, day: date, case: str, organisation: str = "") -> Decision:
    """The decision of a body on a day, in a case. UserError for a day that has not come."""
    if day > now().date():
        raise UserError("adopt-not-yet", day=day.isoformat())
    return Decision(" ".join(body.split()), day, " ".join(case.split()), organisation)


def adopt(
    opened: Opened,
    decision: Decision,
    tagged: bool | None,
    wants_tag: Callable[[str], bool],
    language: str,
    only_shown: bool = False,
    bundle: bool = False,
    tell: Tell = silent,
    decided: Decided | None = None,
    sign: str | None = None,
) -> Adopted:
    """Adopts a plan in its folder, with an archive package of what was adopted where one is wished. It is put into Git with a tag where
    `tagged`, or where None is told and the answer to `wants_tag` is yes. With a proposal as it was `decided`, its text must be what follows from it.

    With the name of a key, the manifest is signed (`sign`).

    UserError where the plan is not in the state to be adopted, or something cannot be written; then nothing is changed.
    """
    folder = outputs_folder(opened.root)
    opened = with_record(opened, record := record_up_to(opened))
    base = _base(opened, bool(tagged), decision)
    proved = None if decided is None else prove(decided, read_plan(opened.tree)[0], language)
    with nothing_changed():
        edits = entering(opened.tree, decision)
    plan, findings = read_plan(replace(opened.tree, files=files_after(opened.tree.files, edits)))
    outcome = outcome_of(plan, findings, now(), language)
    if outcome.stops:
        return Adopted(outcome)
    path = manifest_path(decision)
    if rival := next(record.rivals(PurePosixPath(path).name, ""), None):
        raise UserError("adopted-elsewhere", path=path, commit=rival.commit[:8])
    built = base.when if base else datetime.combine(decision.day, time(), UTC)
    document = document_of(opened.root, plan, base, built)
    outputs = render_outputs(document, OFFICIAL, cache_folder("parts"), tell)
    tools = {"planverk": document.provenance.version, **tool_versions()}
    data = manifest(plan, decision, base.id if base else "", {each.path: each.data for each in outputs}, tools, proved)
    edits = (*edits, Edit(path, None, data), *signature_edit(record, plan, path, data, sign, only_shown))
    if only_shown:
        return Adopted(outcome, edits)
    if bundle:
        tree = replace(opened.tree, files=files_after(opened.tree.files, edits))
        outputs = [*outputs, *packed(Opened(opened.root, tree), read_plan(tree)[0], document, outputs, tell=tell)]
    commit, advice = _commit(opened.root, edits, plan, decision, tagged, wants_tag, language) if base else (None, None)
    changes = chain(changes_of(edits), placed_below(opened.root, folder, changes_in(folder, document, outputs)))
    with unwritten(), _tagging(tag_of(decision)), replaced(opened.root, changes, commit.record() if commit else None):
        if commit:
            land(opened.root, commit, "planverk adopt")
    return Adopted(outcome, edits, tuple(folder / made.path for made in outputs), commit, advice)


def tag_of(decision: Decision) -> str:
    """The name of an adoption's tag."""
    return f"adopted-{decision.name}"


def _base(opened: Opened, tagged: bool, decision: Decision) -> Revision | None:
    """The commit that the plan is adopted from, None outside Git. UserError where the folder holds changes that are not in it."""
    base = revision_made_from(opened.root, opened.tree, read_plan(opened.tree)[0])
    if base is None:
        if tagged:
            raise UserError("adopt-no-git")
        return None
    if base.changed:
        raise UserError("adopt-changed")
    tag = tag_of(decision)
    if tagged:
        with _tagging(tag):
            taken = has_tag(opened.root, tag)
            if not taken:
                check_ready(opened.root)
        if taken:
            raise UserError("adopt-has-tag", tag=tag)
    return replace(base, adopting=True)


def _commit(
    root: Path, edits: tuple[Edit, ...], plan: Plan, decision: Decision, tagged: bool | None, wants_tag: Callable[[str], bool], language: str
) -> tuple[Prepared | None, Note | None]:
    """The commit with its tag, made and not put in yet, where they are wished; else what to do about them. UserError where Git would refuse them."""
    tag = tag_of(decision)
    with _tagging(tag):
        if tagged is None and has_tag(root, tag):  # of another plan in the repository, or of somebody who was here before
            return None, Note("adopt-tag-taken", tag=tag)
        if not (wants_tag(tag) if tagged is None else tagged):
            return None, Note("adopt-commit-yourself", tag=tag)
        facts = {"title": plan.head.title, "body": decision.body, "day": decision.day.isoformat(), "case": decision.case}
        check_ready(root)
        message = load_words("cli", language)["adopt-message"].format_map(facts)
        try:
            return prepare(root, edits, message, tag), None
        except OSError as error:
            raise UserError("git-failed", detail=error) from None


@contextmanager
def _tagging(tag: str) -> Iterator[None]:
    """Says of what Git refuses what it was to do."""
    try:
        yield
    except UserError as error:
        if error.key in CONFLICTS:
            raise UserError("refused", problem=error) from None
        raise UserError("adopt-not-tagged", tag=tag, problem=error.facts["detail"] if error.key == "git-failed" else error) from None
