"""Turns a Word file that circulated and came back into proposed edits, as a patch or a branch, with a report of every change and comment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from planverk.app.opening import open_root
from planverk.app.placing import is_replaced, unwritten
from planverk.app.returned_file import ResolvedReview, in_repository, resolve_file
from planverk.authoring.commits import Prepared, check_identity, has_branch, is_branch_name, land, prepare_branch
from planverk.authoring.edits import shown
from planverk.compare.naming import Naming
from planverk.errors import Note, Tell, UserError, silent
from planverk.reading.git import prefix_in_repository
from planverk.report.errors import text_of
from planverk.review_import import report_json, report_markdown, report_text
from planverk.review_import.report import ReviewReport
from planverk.review_import.resolve import entry_names
from planverk.transaction import FileChange, replaced

STYLES = ("text", "markdown", "json")
PATCH, REPORT = ".review.patch", ".review.md"
"""What the names of the two files end in that are written."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What becomes of each change and comment, and the places of what was written of it: "report", "patch", "branch" and "commit", None for what
    there is none of."""

    review: ReviewReport
    written: dict[str, str | None]

    def report(self, style: str, width: int | None = None, colour: bool = False) -> str:
        """The report in one of STYLES; lines of text break at `width` cells."""
        if style == "json":
            return report_json.report(self.review, self.written)
        return report_markdown.report(self.review) if style == "markdown" else report_text.report(self.review, width, colour)


def import_review(
    path: Path, folder: str, language: str, rev: str | None = None, branch: str | None = None, output: str | None = None, tell: Tell = silent
) -> Imported:
    """Compares a file with the one that was sent, and writes the report and the proposals, all or none.

    UserError where it is no file of a plan that is here, or something cannot be written.
    """
    root = open_root(folder, tell)
    if branch is not None:
        _check_branch(root, branch)
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


def _check_branch(root: Path, branch: str) -> None:
    """UserError, before anything is read, where the branch could not be made."""
    there = has_branch(root, branch)
    if not is_branch_name(root, branch):
        raise UserError("bad-branch", name=branch)
    if there:
        raise UserError("branch-exists", name=branch)
    check_identity(root)


def _write(
    place: Path, name: str, resolved: ResolvedReview, review: ReviewReport, branch: str | None, language: str, tell: Tell
) -> dict[str, str | None]:
    root, edits = resolved.source.opened.root, resolved.resolution.edits
    texts = {name + REPORT: report_markdown.report(review)}
    if edits and branch is None:
        texts[name + PATCH] = shown(in_repository(edits, prefix_in_repository(root)))
    try:
        there = [place / file for file in texts if is_replaced(place / file)]
        commit = _commit(resolved, review, branch, language) if edits and branch is not None else None
        changes = [FileChange(file, None, text.encode("utf-8", "surrogateescape"), overwrites=True) for file, text in texts.items()]
        with replaced(place, changes, commit.record() if commit else None):
            if commit:
                land(root, commit, "planverk import-review")
    except (UserError, OSError) as error:
        if isinstance(error, UserError) and error.key == "git-failed":
            raise UserError("git-not-saved", **error.facts) from None
        raise unwritten(error, place) from None
    for path in there:
        tell(Note("replaced", path=path))
    patch = str(place / (name + PATCH)) if name + PATCH in texts else None
    return {"report": str(place / (name + REPORT)), "patch": patch, "branch": branch if commit else None, "commit": commit.commit if commit else None}


def _commit(resolved: ResolvedReview, review: ReviewReport, branch: str, language: str) -> Prepared:
    base = resolved.source.commit
    if base is None:
        raise UserError("branch-without-revision")
    told = "\n".join(review.opening)  # no names: what is in Git stays there
    message = f"{text_of(Note('returned-commit', file=review.file), language)}\n\n{told}\n"
    return prepare_branch(resolved.source.opened.root, branch, base.id, resolved.resolution.edits, message)
