"""Takes a file that came back, whoever made it: one of planverk's own by its provenance, any other as a new state of the document that was
imported."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path

from planverk.app.import_plan import Asked
from planverk.app.import_review import PATCH, REPORT, Imported, commit_of, import_review, placed_with
from planverk.app.import_update import Again, has_base, import_again
from planverk.app.opening import open_root, open_tree
from planverk.authoring.commits import check_branch
from planverk.authoring.edits import shown
from planverk.catalogue import load_words
from planverk.errors import Note, Tell, UserError, silent
from planverk.reading.git import find_revision, prefix_in_repository
from planverk.report import changes_data, changes_markdown, changes_text
from planverk.report.errors import text_of
from planverk.report.text import safe

_UNTOLD = ("returned-untold", "not-readable")
"""Why a file is none of planverk's Word files."""


@dataclass(frozen=True, slots=True)
class ReviewedDocument:
    """What changed in a document that planverk did not make, and the places of what was written of it, as of `Imported`."""

    again: Again
    written: dict[str, str | None] = field(default_factory=dict)

    @property
    def needs_a_person(self) -> bool:
        """True where something was changed both in the document and in the plan."""
        return bool(self.again.conflicts)

    def report(self, style: str, width: int | None = None, colour: bool = False) -> str:
        """The report in one of the styles of a review; lines of text break at `width` cells."""
        difference = replace(self.again.difference, width=width, colour=colour)
        if style == "json":
            told = json.loads(changes_data.report(difference))
            told |= {"conflicts": [each._asdict() for each in self.again.conflicts], "written": self.written}
            return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
        form = changes_markdown if style == "markdown" else changes_text
        words = load_words("importing", difference.language)
        conflicts = ["", words["part-conflicts"], "", *(f"- {safe(each)}" for each in self.again.told_conflicts), ""] if self.again.conflicts else []
        told_text: str = form.report(difference)
        return told_text + "\n".join(conflicts)


def review_any(
    path: Path, folder: str, language: str, rev: str | None = None, branch: str | None = None, output: str | None = None, tell: Tell = silent
) -> Imported | ReviewedDocument:
    """Compares a file with what it was made from, and writes the report and the proposals, all or none.

    A file that tells nothing of planverk is a new state of the document that the plan was imported from, its tracked changes accepted: what changed
    in it is carried over to the plan as it is now. UserError where neither is so, or something cannot be written.
    """
    try:
        return import_review(path, folder, language, rev, branch, output, tell)
    except UserError as error:
        root = open_root(folder)
        if error.key not in _UNTOLD or not has_base(root):
            raise
    return _review(path, root, language, branch, Path(output) if output is not None else path.parent, tell)


def _review(path: Path, root: Path, language: str, branch: str | None, place: Path, tell: Tell) -> ReviewedDocument:
    head = find_revision(root, "HEAD") if branch is not None else None
    here = open_tree(str(root), "HEAD" if head else None).tree.files
    again = import_again(Asked(path, accept_changes=True), root, here, language)
    report, patch = place / (path.stem + REPORT), place / (path.stem + PATCH)
    texts = {report.name: ReviewedDocument(again).report("markdown")}
    if again.edits and head is None:
        above = prefix_in_repository(root)
        texts[patch.name] = shown(replace(edit, path=above + edit.path) for edit in again.edits)
    commit = None
    if branch is not None and head and again.edits:
        check_branch(root, branch)
        commit = commit_of(root, branch, head.id, again.edits, text_of(Note("returned-commit", file=path.name), language) + "\n")
    placed_with(root, place, {name: text.encode("utf-8", "surrogateescape") for name, text in texts.items()}, commit, tell)
    written = {"report": str(report), "patch": str(patch) if patch.name in texts else None, "branch": branch if commit else None}
    return ReviewedDocument(again, {**written, "commit": commit.commit if commit else None})
