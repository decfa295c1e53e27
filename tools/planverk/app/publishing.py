"""From a plan to its outputs: what they say they are made from, the Document that they print, and each of them whole before any is placed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from planverk.app.given_file import read_given_file
from planverk.document.changes_table import News
from planverk.document.compose import compose
from planverk.document.document import Document
from planverk.document.hearing import compose_hearing
from planverk.document.records import Change
from planverk.errors import Note, Tell, UserError, silent
from planverk.files import digest_of
from planverk.formats.apart import apart, pays
from planverk.formats.outputs import Output
from planverk.formats.registry import Format, in_order
from planverk.model.canonical import plan_digest
from planverk.model.data_entries import Adopted
from planverk.model.plan import Plan
from planverk.reading.git import Revision, revision_of
from planverk.reading.history import history_of
from planverk.reading.plan import inputs
from planverk.reading.tree import Tree

HEARING = "hearing"
"""The document of the hearing, as PDF and Word."""


def with_template(document: Document, path: str) -> Document:
    """The document with the Word template of a file, which it names by its hash. UserError where the file cannot be read."""
    data = read_given_file(Path(path))
    look, provenance = replace(document.look, word_template=data), replace(document.provenance, template=digest_of(data))
    return replace(document, look=look, provenance=provenance)


def revision_made_from(root: Path, tree: Tree, plan: Plan) -> Revision | None:
    """The commit that an output of a folder as it is names, `changed` where a file that it is made from differs; None outside Git."""
    return revision_of(root, inputs(tree, plan))


def document_of(root: Path, plan: Plan, revision: Revision | None, moment: datetime, news: News | None = None) -> Document:
    """What every output of a plan prints, with what changed the plan up to a revision, as far as Git tells."""
    return compose(plan, revision, moment, tuple(Change(*commit) for commit in history_of(root, revision)), news)


def hearing_outputs(plan: Plan, document: Document, keep: Path | None, tell: Tell = silent, news: News | None = None) -> list[Output]:
    """The document of the hearing, from that of the plan. UserError where the plan holds no statement."""
    if not plan.statements:
        raise UserError("no-statements")
    made = render_outputs(compose_hearing(document, plan, news), ("pdf", "docx"), keep, tell)
    return [replace(output, path=output.path.replace("plan", HEARING)) for output in made]


def render_outputs(document: Document, names: Iterable[str], keep: Path | None, tell: Tell = silent) -> list[Output]:
    """The outputs in formats by name, the site last since it offers the others. A gate that fails is a UserError, and so is an unusable theme."""
    if document.look.unusable:
        raise UserError("theme-unusable", files=", ".join(document.look.unusable))
    files, folders = (tuple(each for each in in_order(names) if bool(each.suffix) is wanted) for wanted in (True, False))
    pdf = [each for each in files if each.name == "pdf" and len(files + folders) > 1 and pays()]
    with ExitStack() as stack:
        # the PDF takes the longest, and the other files need not wait for it
        began = {each.name: stack.enter_context(apart(each, document, keep)) for each in pdf}
        beside = {each.name: _rendered(each, tell, partial(each.output, document, keep)) for each in files if each.name not in began}
        beside |= {each.name: _rendered(each, tell, began[each.name]) for each in pdf}
    outputs = [beside[each.name] for each in files]
    return outputs + [_rendered(each, tell, partial(each.output, document, keep, outputs)) for each in folders]


def _rendered(each: Format, tell: Tell, make: Callable[[], Output]) -> Output:
    """An output; how long it was waited for is told."""
    began = time.monotonic()
    made = make()
    tell(Note("rendered", name=each.name.upper(), seconds=f"{time.monotonic() - began:.1f}"))
    return made


def manifest_of(plan: Plan) -> Adopted | None:
    """The manifest of a plan that is as it was adopted, to the last word; None of any other."""
    adoption = plan.head.last_adoption
    manifest = plan.adopted.get(adoption.name) if adoption and plan.head.status == "adopted" else None
    return manifest if manifest and not manifest.faulty and manifest.digest == plan_digest(plan) else None


def check_adopted(plan: Plan, document: Document, outputs: Iterable[Output]) -> None:
    """UserError where the outputs of a plan that is as it was adopted are not those that its manifest names, to the byte: a package would say
    that it holds what was adopted and hold something else."""
    manifest = manifest_of(plan)
    adopted = {made.path: made.sha256 for made in manifest.outputs} if manifest else {}
    others = [output.path for output in outputs if adopted.get(output.path, "") not in ("", digest_of(output.data))]
    if manifest and others:
        tools = ", ".join(f"{tool.name} {tool.version}" for tool in manifest.tools)
        raise UserError("bundle-not-adopted", files=", ".join(others), path=manifest.path, tools=tools)
