"""Builds what a published file says that it is, once more, from the plan that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from planverk.app.adoption_record import record_up_to
from planverk.app.change_lists import LIST, list_again
from planverk.app.compare import news_since
from planverk.app.compare_targets import PlanVersion, read_version
from planverk.app.opening import Opened, open_tree
from planverk.app.packaging import bundle_of
from planverk.app.proposals import Proposed
from planverk.app.publishing import HEARING, document_of, render_outputs, with_template
from planverk.app.redlines import REDLINE, TABLE, redline_file, table_file
from planverk.document.document import Document
from planverk.document.hearing import compose_hearing
from planverk.errors import Note, Tell, UserError, silent
from planverk.exchange.bundle import bundle_bytes
from planverk.formats.published import Published
from planverk.formats.registry import FILES, FORMATS, OFFICIAL
from planverk.model.canonical import plan_digest
from planverk.model.data_entries import Adopted
from planverk.model.plan import Plan
from planverk.model.provenance import Provenance
from planverk.reading.git import Revision, find_revision
from planverk.reading.plan import read_plan

_COMMIT = re.compile(r"(?:[0-9a-f]{40}|[0-9a-f]{64})\Z")
PROTOCOL = "protocol"
"""What the provenance calls the protocol of verdicts."""
_HASH = re.compile(r"[0-9a-f]{64}\Z")
_NOT_HERE = ("no-revision", "no-revision-shallow", "nothing-committed")
_DOWNLOADS = {name: re.compile(rb'"(?:\.\./)*data/%s"' % re.escape(FORMATS[name].path.encode())) for name in FILES}


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The new build: from what (in words), the bytes by path as in `Published`, what they say they were made from, the manifest of the adoption of
    what the file says, None where it was not adopted so, and the bytes of a package, b"" of all else."""

    source: Note
    files: Mapping[str, bytes]
    provenance: Provenance
    adopted: Adopted | None
    package: bytes = b""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A state of the plan that the file may have been made from; `commit` is its revision, None for a folder as it is."""

    name: Note
    opened: Opened
    plan: Plan
    commit: Revision | None


def rebuild(published: Published, folder: str, rev: str | None = None, template: str | None = None, tell: Tell = silent) -> Rebuilt:
    """The same outputs from the revision `rev`, else from what the file names, with the Word template of a file if it was made with one. UserError
    where that is not here."""
    told = published.provenance
    if told.document in (REDLINE, TABLE, PROTOCOL, LIST):
        return _changes_again(published, folder, tell)
    if told.template and template is None and published.kind != "pdf":  # a PDF is the same whatever Word's template is
        raise UserError("verify-template-needed", template=told.template[:16])
    found = source_of(told, folder, rev, tell)
    document, files = make_again(published, found, template, tell)
    manifest = next((each for each in found.plan.adopted.values() if each.digest == told.digest), None)
    package = bundle_bytes(found.plan.head.title, files) if published.kind == "bundle" else b""
    return Rebuilt(found.name, files, document.provenance, manifest, package)


def _changes_again(published: Published, folder: str, tell: Tell) -> Rebuilt:
    """What tells the changes between two editions, once more from both. UserError where it does not name them, or holds what stands in neither."""
    told = published.provenance
    if told.document == PROTOCOL:
        raise UserError("verify-protocol")
    if not told.since or not told.revision:
        raise UserError("verify-changes-unsaved")
    proposed = Proposed(*(_edition(folder, revision, tell) for revision in (told.since, told.revision)))
    if told.document == LIST:
        data = list_again(told.asked, proposed.old, proposed.new, published.kind)
    else:
        make = redline_file if told.document == REDLINE else table_file
        data = make(proposed.old, proposed.new, published.kind, tell)
    source = Note("verify-source-changes", before=told.since[:16], after=told.revision[:16])
    return Rebuilt(source, {"": data}, proposed.provenance(told.document), None)


def _edition(folder: str, revision: str, tell: Tell) -> PlanVersion:
    if not _COMMIT.match(revision):
        raise UserError("verify-bad-revision")
    try:
        return read_version(folder, revision, tell)
    except UserError as stop:
        raise UserError("verify-revision-not-here", revision=revision) if stop.key in (*_NOT_HERE, "no-revision-or-folder") else stop from None


def make_again(published: Published, found: Candidate, template: str | None = None, tell: Tell = silent) -> tuple[Document, dict[str, bytes]]:
    """The document of a state of the plan, with all that the file says of how it was made, and the same kind of output of it."""
    document = compose_again(published.provenance, found, template, tell)
    try:
        if published.kind == "bundle":
            return document, bundle_of(found.opened, found.plan, document, render_outputs(document, OFFICIAL, None, tell), tell)
        return document, _files(published, document, tell)
    except ValueError as error:  # what a plan with errors may lead to; nothing is built of one otherwise
        raise UserError("verify-not-buildable", source=found.name, problem=error) from None


def compose_again(told: Provenance, found: Candidate, template: str | None = None, tell: Tell = silent) -> Document:
    """The document of a state of the plan, with all that a file says of how it was made."""
    revision = _revision(told, found)
    built = revision.when if revision else _moment(told)
    try:
        news = news_since(str(found.opened.root), told.since, found.plan, tell) if _COMMIT.match(told.since) else None
        document = document_of(found.opened.root, found.plan, revision, built, news)
    except ValueError as error:
        raise UserError("verify-not-buildable", source=found.name, problem=error) from None
    if template is not None:
        document = with_template(document, template)
    elif _HASH.match(told.template):
        document = replace(document, provenance=replace(document.provenance, template=told.template))
    return compose_hearing(document, found.plan, news) if told.document == HEARING and found.plan.statements else document


def source_of(told: Provenance, folder: str, rev: str | None, tell: Tell = silent) -> Candidate:
    """The state that the file was made from, as far as it is here: the first that says the same, else the first of all."""
    seen: list[Candidate] = []
    for name in _names(told, rev):
        seen += filter(None, [_read(folder, name, told, tell)])
        if seen and plan_digest(seen[-1].plan) == told.digest:
            return seen[-1]
    if not seen:
        raise UserError("no-plan", folder=folder)
    return (_adopted(told, folder, seen[0], tell) if told.basis == "adoption" and rev is None else None) or seen[0]


def _adopted(told: Provenance, folder: str, later: Candidate, tell: Tell) -> Candidate | None:
    """The plan as it was adopted, in a commit that entered a manifest with the file's hash; None where there is none."""
    for entered, manifest in record_up_to(later.opened).manifests():
        if manifest.digest == told.digest:
            candidate = _read(folder, entered.commit, told, tell, sought=True)
            if candidate and plan_digest(candidate.plan) == told.digest:
                return candidate
    return None


def _names(told: Provenance, rev: str | None) -> Iterator[str | None]:
    """Revisions to look at in turn, None for the folder."""
    if rev is not None:
        yield rev
    elif told.basis == "revision":
        yield _commit(told)
    else:
        yield None
        if told.revision:
            yield "HEAD"


def _commit(told: Provenance) -> str:
    if not _COMMIT.match(told.revision):
        raise UserError("verify-bad-revision")
    return told.revision


def _read(folder: str, name: str | None, told: Provenance, tell: Tell, sought: bool = False) -> Candidate | None:
    """A state by the name of its revision. UserError where there is none; None where HEAD, a folder's plan or what is `sought` is not."""
    try:
        opened = open_tree(folder, name, tell)
        commit = find_revision(opened.root, name) if name else None
    except UserError as stop:
        if sought or name in ("HEAD", None):
            return None
        if name == told.revision and stop.key in _NOT_HERE:
            raise UserError("verify-revision-not-here", revision=name) from None
        raise
    label = Note("verify-source-folder", path=opened.root) if commit is None else Note("verify-source-revision", revision=commit.id)
    return Candidate(label, opened, read_plan(opened.tree)[0], commit)


def _revision(told: Provenance, found: Candidate) -> Revision | None:
    """The revision that the new build shall carry: the one that was looked at, else the one that the changes or the adoption were made to."""
    if told.basis == "folder":
        return None
    if told.basis == "revision" and found.commit:
        return found.commit
    try:
        base = find_revision(found.opened.root, _commit(told))
    except UserError as error:
        raise UserError("verify-revision-not-here", revision=told.revision) if error.key in _NOT_HERE else error from None
    return replace(base, changed=told.basis == "changes", adopting=told.basis == "adoption")


def _moment(told: Provenance) -> datetime:
    try:
        moment = datetime.fromisoformat(told.built)
    except ValueError:
        raise UserError("verify-bad-time") from None
    if moment.tzinfo is None:
        raise UserError("verify-bad-time")
    return moment


def _files(published: Published, document: Document, tell: Tell) -> dict[str, bytes]:
    """The bytes of the same kind of output. Of a page alone: the page of the new site that is the same, else its front page."""
    if published.kind in FILES:
        (output,) = render_outputs(document, (published.kind,), None, tell)
        assert isinstance(output.data, bytes)
        return {"": output.data}
    front = published.files.get("index.html") or published.files[""]
    beside = tuple(name for name, link in _DOWNLOADS.items() if link.search(front))
    *_, output = render_outputs(document, (*beside, "html"), None, tell)
    assert not isinstance(output.data, bytes)
    if published.kind == "site":
        return dict(output.data)
    page = published.files[""]
    return {"": page if page in output.data.values() else output.data["index.html"]}
