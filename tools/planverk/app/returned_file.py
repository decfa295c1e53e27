"""Reads a Word file that came back beside the one that was sent, and settles what becomes of every change in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planverk.app.reproduce import Candidate, make_again, source_of
from planverk.authoring.edits import Edit, files_after
from planverk.catalogue import load_words
from planverk.cli.verify_docx import read_word_file
from planverk.diagnostics import Finding
from planverk.document.context import Context
from planverk.document.front import COLOPHON
from planverk.errors import UserError
from planverk.formats.docx.names import bookmark
from planverk.formats.published import Published, docx_provenance
from planverk.model.annotations import shown_fields
from planverk.model.canonical import plan_digest
from planverk.model.labels import printed_label
from planverk.model.plan import Plan
from planverk.model.prose_entries import Measure
from planverk.model.provenance import Provenance
from planverk.model.references import Labels
from planverk.paths import DATA_FOLDER, HELP_FILE, PLAN_FILE
from planverk.reading.plan import read_plan
from planverk.review_import.changes import Returned
from planverk.review_import.compare_tracked import Compared, compare_returned
from planverk.review_import.context import Outcome
from planverk.review_import.import_changes import take_back
from planverk.review_import.proof import misprinted
from planverk.review_import.source_map import Ground
from planverk.word.container import Unreadable
from planverk.word.tracked_document import Circulated, Other
from planverk.word.tracking import read_circulated

_KINDS = ("chapter", "goal", "measure", "definition", "function", "plan", "source", "resource", "figure")
_ROUNDS = 4
"""How often changes are taken back whose result is not as it was meant."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A file that came back: the state of the plan that it was made from, whether that says the same as the file was made from, and the outcome."""

    source: Candidate
    same: bool
    came: Circulated
    changes: tuple[Returned, ...]
    formatted: tuple[Other, ...]
    outcome: Outcome


def settle(path: Path, folder: str, rev: str | None) -> Settled:
    """What becomes of the changes in a file. UserError where it is no Word file, or where nothing tells what it was made from."""
    data = read_word_file(path)
    came = _circulated(data, path)
    told = _provenance(data, path, rev)
    source = source_of(told, folder, rev)
    same = not told.digest or plan_digest(source.plan) == told.digest
    published = Published("docx", {"": data}, told, data)
    sent = _circulated(make_again(published, source)[1][""], path)
    compared = _compared(sent, came, same)
    return Settled(source, same, came, compared.changes, compared.formatted, _proved(published, source, sent, came, compared, same))


def _circulated(data: bytes, path: Path) -> Circulated:
    read = read_circulated(data)
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


def _compared(sent: Circulated, came: Circulated, same: bool) -> Compared:
    """The changes; where the plan says something else than the file was made from, only those that Word tracked."""
    compared = compare_returned(sent, came)
    return compared if same else replace(compared, formatted=(), changes=tuple(change for change in compared.changes if change.tracked))


# --- the outcome ---


def _proved(published: Published, source: Candidate, sent: Circulated, came: Circulated, compared: Compared, same: bool) -> Outcome:
    """The outcome without the changes after which the plan would not be read, or not be printed, as they mean it."""
    left, known = frozenset[int](), _faults(read_plan(source.opened.tree)[1])
    for _ in range(_ROUNDS):
        outcome = take_back(_ground(source), sent, came, compared, same, left)
        wrong = _not_as_meant(published, source, sent, came, compared.changes, outcome, known)
        if not wrong:
            return outcome
        left |= wrong
    return take_back(_ground(source), sent, came, compared, same, frozenset(range(len(compared.changes))))


def _ground(source: Candidate) -> Ground:
    return ground_of(source.opened.tree.files, source.plan)


def _faults(findings: Sequence[Finding]) -> Counter[tuple[str, str]]:
    return Counter((finding.location.path, finding.rule) for finding in findings)


def _not_as_meant(
    published: Published,
    source: Candidate,
    sent: Circulated,
    came: Circulated,
    changes: Sequence[Returned],
    outcome: Outcome,
    known: Counter[tuple[str, str]],
) -> frozenset[int]:
    """The numbers of changes whose files have faults that are not `known`, or whose text is not to be read in a new edition."""
    if not outcome.edits:
        return frozenset()
    placed = [number for number, verdict in enumerate(outcome.verdicts) if not verdict.why]
    after = replace(source.opened.tree, files=files_after(source.opened.tree.files, outcome.edits))
    plan, findings = read_plan(after)
    faulty = {path for path, _ in _faults(findings) - known}
    if faulty:
        return frozenset(number for number in placed if faulty & outcome.verdicts[number].paths) or frozenset(placed)
    edition = make_again(published, replace(source, opened=replace(source.opened, tree=after), plan=plan))[1][""]
    printed = read_circulated(edition)
    assert isinstance(printed, Circulated)
    return misprinted(changes, placed, sent, came, printed)


def owners(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Which files stand below which bookmark of the plan's Word file; "" is what comes before the first."""
    context = Context(plan)
    found: dict[str, tuple[str, ...]] = {}
    for kind in _KINDS:
        for name, entry in plan.kinds[kind].items():
            progress = plan.progress.get(name) if kind == "measure" else None
            found[bookmark(context.anchor(kind, name))] = (entry.path, *((progress.path,) if progress else ()))
    return {**found, "": (PLAN_FILE,), bookmark(COLOPHON): (PLAN_FILE,), bookmark(context.words["anchor-help"]): (HELP_FILE,)}


def labels(plan: Plan) -> Mapping[str, str]:
    """The labels of a measure's facts, and the fields that they show."""
    names = [field.alias or name for name, field in shown_fields(Measure)]
    return {printed_label("measure", name, plan.head.language): name for name in names}


def ground_of(files: Mapping[str, bytes], plan: Plan) -> Ground:
    """The files of a plan, with what a Word file of it shows where."""
    data = {figure.path: f"{DATA_FOLDER}/{figure.data}" for figure in plan.figures.values()}
    fixed = (text for text in load_words("document", plan.head.language).values() if "{" not in text)
    words = frozenset(" ".join(text.split()) for text in (*fixed, *labels(plan)))
    return Ground(files, owners(plan), labels(plan), data, words, Labels(plan).printed)


def entry_names(plan: Plan) -> dict[str, str]:
    """KIND:ID of the entry that each file holds."""
    everything = (plan.head, *((plan.help,) if plan.help else ()), *(entry for kind in plan.kinds.values() for entry in kind.values()))
    return {entry.path: entry.key for entry in (*everything, *plan.progress.values())}


def in_repository(edits: Sequence[Edit], prefix: str) -> tuple[Edit, ...]:
    """The edits with paths from the top of the repository, from where Git takes those of a patch."""
    return tuple(replace(edit, path=prefix + edit.path) for edit in edits)
