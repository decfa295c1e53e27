"""Turns a Word file that circulated and came back into proposed edits, as a patch or a branch, with a report of every change and comment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from planverk.app.given_file import read_given_file
from planverk.app.opening import open_root
from planverk.app.placing import is_replaced, unwritten
from planverk.app.reproduce import Candidate, compose_again, make_again, source_of
from planverk.authoring.commits import Prepared, check_branch, land, prepare_branch
from planverk.authoring.edits import Edit, shown
from planverk.compare.naming import Naming
from planverk.errors import Note, Tell, UserError, silent
from planverk.formats.published import Published, docx_provenance
from planverk.model.canonical import plan_digest
from planverk.model.provenance import Provenance
from planverk.reading.git import prefix_in_repository
from planverk.report.errors import text_of
from planverk.review_import import report_formats
from planverk.review_import.changes import Change
from planverk.review_import.compare_tracked import compare_tracked
from planverk.review_import.context import Resolution
from planverk.review_import.report import ReviewReport
from planverk.review_import.resolve import entry_names, resolve
from planverk.transaction import FileChange, replaced
from planverk.word.container import Unreadable
from planverk.word.tracked_document import Other, TrackedDocument
from planverk.word.tracking import read_tracked

STYLES = ("text", "markdown", "json")
PATCH, REPORT = ".review.patch", ".review.md"
"""What the names of the two files end in that are written."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What becomes of each change and comment, and the places of what was written of it: "report", "patch", "branch" and "commit", None for what
    there is none of."""

    review: ReviewReport
    written: dict[str, str | None]

    @property
    def needs_a_person(self) -> bool:
        """True where a change was not written in, or a comment is open."""
        return self.review.needs_a_person

    def report(self, style: str, width: int | None = None, colour: bool = False) -> str:
        """The report in one of STYLES; lines of text break at `width` cells."""
        if style == "json":
            return report_formats.as_json(self.review, self.written)
        return report_formats.as_markdown(self.review) if style == "markdown" else report_formats.as_text(self.review, width, colour)


def import_review(
    path: Path, folder: str, language: str, rev: str | None = None, branch: str | None = None, output: str | None = None, tell: Tell = silent
) -> Imported:
    """Compares a file with the one that was sent, and writes the report and the proposals, all or none.

    UserError where it is no file of a plan that is here, or something cannot be written.
    """
    root = open_root(folder, tell)
    if branch is not None:
        check_branch(root, branch)
    place = Path(output) if output is not None else path.parent
    if place.exists() and not place.is_dir():
        raise UserError("in-the-way-of-folder", path=place)
    resolved = resolve_file(path, folder, rev, tell)
    review = _review(path, resolved, language)
    return Imported(review, _write(place, path.stem, resolved, review, branch, language, tell))


def _review(path: Path, resolved: ResolvedReview, language: str) -> ReviewReport:
    source, resolution = resolved.source, resolved.resolution
    naming, keys, name = Naming(source.plan, language), entry_names(source.plan), text_of(source.name, language)
    return ReviewReport(
        path.name, name, resolved.same, resolved.returned, resolved.changes, resolution.results, resolution.comments, resolved.formatted, naming, keys
    )


def _write(
    place: Path, name: str, resolved: ResolvedReview, review: ReviewReport, branch: str | None, language: str, tell: Tell
) -> dict[str, str | None]:
    root, edits = resolved.source.opened.root, resolved.resolution.edits
    texts = {name + REPORT: report_formats.as_markdown(review)}
    if edits and branch is None:
        above = prefix_in_repository(root)  # Git takes the paths of a patch from the top of the repository
        texts[name + PATCH] = shown(replace(edit, path=above + edit.path) for edit in edits)
    commit = _commit(resolved, review, branch, language) if edits and branch is not None else None
    placed_with(root, place, {file: text.encode("utf-8", "surrogateescape") for file, text in texts.items()}, commit, tell)
    patch = str(place / (name + PATCH)) if name + PATCH in texts else None
    return {"report": str(place / (name + REPORT)), "patch": patch, "branch": branch if commit else None, "commit": commit.commit if commit else None}


def placed_with(root: Path, place: Path, files: Mapping[str, bytes], commit: Prepared | None, tell: Tell = silent) -> None:
    """Writes files into a folder and makes the branch of a commit, all or none. UserError where something cannot be written."""
    try:
        there = [place / file for file in files if is_replaced(place / file)]
        changes = [FileChange(file, None, data, overwrites=True) for file, data in files.items()]
        with replaced(place, changes, commit.record() if commit else None):
            if commit:
                land(root, commit, "planverk import-review")
    except (UserError, OSError) as error:
        raise _not_saved(error) or unwritten(error, place) from None
    for path in there:
        tell(Note("replaced", path=path))


def _commit(resolved: ResolvedReview, review: ReviewReport, branch: str, language: str) -> Prepared:
    base = resolved.source.commit
    if base is None:
        raise UserError("branch-without-revision")
    told = "\n".join(review.opening)  # no names: what is in Git stays there
    message = f"{text_of(Note('returned-commit', file=review.file), language)}\n\n{told}\n"
    return commit_of(resolved.source.opened.root, branch, base.id, resolved.resolution.edits, message)


def commit_of(root: Path, branch: str, base: str, edits: tuple[Edit, ...], message: str) -> Prepared:
    """A commit of edits on top of another, for a new branch. UserError where Git cannot make it."""
    try:
        return prepare_branch(root, branch, base, edits, message)
    except UserError as error:
        raise _not_saved(error) or error from None
    except OSError as error:
        raise UserError("git-not-saved", detail=error.strerror or error) from None


def _not_saved(error: Exception) -> UserError | None:
    """What is said where Git refuses: that nothing is saved."""
    return UserError("git-not-saved", **error.facts) if isinstance(error, UserError) and error.key == "git-failed" else None


@dataclass(frozen=True, slots=True)
class ResolvedReview:
    """A file that came back: the state of the plan that it was made from, whether that says the same as the file was made from, and the outcome."""

    source: Candidate
    same: bool
    returned: TrackedDocument
    changes: tuple[Change, ...]
    formatted: tuple[Other, ...]
    resolution: Resolution


def resolve_file(path: Path, folder: str, rev: str | None, tell: Tell = silent) -> ResolvedReview:
    """What becomes of the changes in a file. UserError where it is no Word file, or where nothing tells what it was made from."""
    data = read_given_file(path)
    returned = _tracked(data, path)
    told = _provenance(data, path, rev)
    source = source_of(told, folder, rev)
    same = not told.digest or plan_digest(source.plan) == told.digest
    sent = _tracked(make_again(Published("docx", {"": data}, told, data), source, tell=tell)[1][""], path)
    comparison = compare_tracked(sent, returned)
    if not same:  # the plan says something else than the file was made from: only what Word tracked counts
        comparison = replace(comparison, formatted=(), changes=tuple(change for change in comparison.changes if change.tracked))
    resolution = resolve(
        source.opened.tree, source.plan, lambda plan: compose_again(told, replace(source, plan=plan)), sent, returned, comparison, same
    )
    return ResolvedReview(source, same, returned, comparison.changes, comparison.formatted, resolution)


def _tracked(data: bytes, path: Path) -> TrackedDocument:
    try:
        return read_tracked(data)
    except Unreadable as reason:
        raise UserError("not-readable", path=path, problem=reason) from None


def _provenance(data: bytes, path: Path, rev: str | None) -> Provenance:
    """What the file says of where it came from; what `rev` says where it tells nothing."""
    try:
        return docx_provenance(data)
    except UserError as unreadable:
        if rev is None:
            raise UserError("returned-untold", path=path) from None
        if unreadable.key != "published-untold":
            raise UserError(unreadable.key, file=path) from None
    return Provenance(basis="revision")
