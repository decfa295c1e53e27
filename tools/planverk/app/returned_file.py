"""Reads a Word file that came back beside the one that was sent, and settles what becomes of every change in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planverk.app.reproduce import Candidate, compose_again, make_again, source_of
from planverk.app.word_file import read_word_file
from planverk.authoring.edits import Edit
from planverk.errors import Tell, UserError, silent
from planverk.formats.published import Published, docx_provenance
from planverk.model.canonical import plan_digest
from planverk.model.provenance import Provenance
from planverk.review_import.changes import Change
from planverk.review_import.compare_tracked import Comparison, compare_tracked
from planverk.review_import.context import Resolution
from planverk.review_import.resolve import resolve
from planverk.word.container import Unreadable
from planverk.word.tracked_document import Other, TrackedDocument
from planverk.word.tracking import read_tracked


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
    data = read_word_file(path)
    returned = _tracked(data, path)
    told = _provenance(data, path, rev)
    source = source_of(told, folder, rev)
    same = not told.digest or plan_digest(source.plan) == told.digest
    sent = _tracked(make_again(Published("docx", {"": data}, told, data), source, tell=tell)[1][""], path)
    comparison = _compared(sent, returned, same)
    resolution = resolve(
        source.opened.tree, source.plan, lambda plan: compose_again(told, replace(source, plan=plan)), sent, returned, comparison, same
    )
    return ResolvedReview(source, same, returned, comparison.changes, comparison.formatted, resolution)


def _tracked(data: bytes, path: Path) -> TrackedDocument:
    read = read_tracked(data)
    if isinstance(read, Unreadable):
        raise UserError("not-readable", path=path, problem=read)
    return read


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


def _compared(sent: TrackedDocument, returned: TrackedDocument, same: bool) -> Comparison:
    """The changes; where the plan says something else than the file was made from, only those that Word tracked."""
    comparison = compare_tracked(sent, returned)
    return comparison if same else replace(comparison, formatted=(), changes=tuple(change for change in comparison.changes if change.tracked))


def in_repository(edits: Sequence[Edit], prefix: str) -> tuple[Edit, ...]:
    """The edits with paths from the top of the repository, from where Git takes those of a patch."""
    return tuple(replace(edit, path=prefix + edit.path) for edit in edits)
