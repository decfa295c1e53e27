"""Takes what a committee decided of a proposal: finds the text that follows, and writes a branch of it and the protocol."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from planverk.app.compare_targets import read_version
from planverk.app.given_file import read_given_file
from planverk.app.import_review import commit_of, placed_with
from planverk.app.opening import open_root
from planverk.app.proposals import Decided, Proposed, side_of
from planverk.app.publishing import render_outputs
from planverk.app.redlines import REDLINE, lines_shown, redline_file
from planverk.app.reproduce import PROTOCOL
from planverk.authoring.commits import check_branch
from planverk.authoring.edits import Edit, edits_of, files_after
from planverk.authoring.escaping import as_text, escaped
from planverk.authoring.source_file import SourceFile, value_edit
from planverk.errors import Note, Tell, UserError, silent
from planverk.formats.docx import render as render_docx
from planverk.formats.published import docx_provenance
from planverk.model.provenance import Provenance
from planverk.reading.git import find_revision
from planverk.reading.plan import read_plan
from planverk.report.errors import text_of
from planverk.review_import.compare_tracked import compare_tracked
from planverk.review_import.resolve import resolve
from planverk.verdicts.proposed import ProposedChange, amended, amendments_between, keys_of, with_answers
from planverk.verdicts.protocol import protocol_document
from planverk.verdicts.record import VERDICTS, Given, Side, Verdicts, as_json, from_json
from planverk.verdicts.redline_lines import ReturnedRedline
from planverk.verdicts.segments import BODY
from planverk.verdicts.table import from_csv, from_word
from planverk.word.container import Unreadable
from planverk.word.tracked_document import TrackedDocument
from planverk.word.tracking import read_tracked

SUFFIX = ".protocol"


@dataclass(frozen=True)
class ImportedVerdicts:
    """What was decided and written: the paths of the protocol, and the branch with its commit, None where none was made."""

    decided: Decided
    places: tuple[Path, ...]
    branch: str | None
    commit: str | None

    @property
    def counts(self) -> dict[str, int]:
        """How many changes have which verdict."""
        return {verdict: self.decided.verdicts.count(verdict) for verdict in VERDICTS}


def import_verdicts(
    path: Path, folder: str, language: str, body: str = "", branch: str | None = None, output: str | None = None, tell: Tell = silent
) -> ImportedVerdicts:
    """Reads what was decided, and writes the protocol and a branch with what was adopted, all or none. `body` is who decided where the file does not
    tell. UserError where the file tells of no proposal that is here, or something cannot be written."""
    root = open_root(folder, tell)
    place = Path(output) if output is not None else path.parent
    if place.exists() and not place.is_dir():
        raise UserError("in-the-way-of-folder", path=place)
    decided = decided_in(path, folder, body, tell)
    name = branch or f"verdicts-{decided.verdicts.after.revision[:8]}"
    edits = tuple(edits_of_files(decided.proposed.new.tree.files, decided.files))
    if edits:
        check_branch(root, name)
    parts = _protocol(decided, path.stem.removesuffix(SUFFIX), tell)
    message = f"{text_of(Note('verdicts-commit', file=path.name), language)}\n"
    base = decided.proposed.new.revision
    commit = commit_of(root, name, base.id, edits, message) if edits and base else None
    placed_with(root, place, parts, commit, tell)
    return ImportedVerdicts(decided, tuple(place / each for each in parts), name if commit else None, commit.commit if commit else None)


def edits_of_files(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[Edit]:
    """The edits that lead from files to others, those that go among them."""
    gone = [Edit(path, data, None) for path, data in before.items() if path not in after]
    return [*gone, *edits_of(before, after)]


def _protocol(decided: Decided, name: str, tell: Tell) -> dict[str, bytes]:
    proposed, verdicts = decided.proposed, decided.verdicts
    told = [proposed.telling.amendment(each) for each in verdicts.amendments]
    document = protocol_document(proposed.sheet(PROTOCOL), verdicts, told, decided.unplaced)
    outputs = {each.path.rpartition(".")[2]: each.data for each in render_outputs(document, ("pdf", "docx"), None, tell)}
    record = as_json(verdicts, proposed.proposal.changes, proposed.told, proposed.new.plan.head.title, decided.unplaced)
    made = {suffix: data for suffix, data in outputs.items() if isinstance(data, bytes)}
    return {f"{name}{SUFFIX}.{suffix}": data for suffix, data in (*made.items(), ("json", record.encode()))}


# --- what was decided ---


def decided_in(path: Path, folder: str, body: str = "", tell: Tell = silent) -> Decided:
    """What a file says that was decided: a record, a table that was filled in, or a redline in which changes were accepted and rejected."""
    data = read_given_file(path)
    told = from_json(data) or from_csv(data, path)
    if told is not None:
        return _as_told(told, folder, path, body, tell)
    read, provenance = _word(data, path)
    sides = Side(provenance.since, provenance.since_digest), Side(provenance.revision, provenance.digest)
    if provenance.document == REDLINE:
        return _in_redline(read, _editions(*sides, folder, path, tell), body, tell)
    filled = from_word(read, *sides, path)
    if filled is None:
        raise UserError("verdicts-of-nothing", path=path)
    return _as_told(filled, folder, path, body, tell)


def decided_of(file: str | None, proposal: str | None, folder: str, tell: Tell = silent) -> Decided | None:
    """What a file says that was decided of the proposal in a revision; None where neither is named.

    UserError where one of them is missing, or the file is about another proposal or leaves something open.
    """
    if (proposal is None) != (file is None):
        raise UserError("adopt-half-proposal")
    if proposal is None or file is None:
        return None
    path = Path(file)
    decided = decided_in(path, folder, "", tell)
    revision = find_revision(decided.proposed.new.root, proposal)
    if revision.id != decided.verdicts.after.revision:
        raise UserError("adopt-other-proposal", path=path, told=decided.verdicts.after.revision[:8], revision=revision.id[:8])
    if decided.is_open:
        numbers = [str(number) for number, given in decided.verdicts.given.items() if given.verdict == "open"]
        raise UserError("adopt-undecided", path=path, numbers=", ".join(numbers) or "–")
    return decided


def _word(data: bytes, path: Path) -> tuple[TrackedDocument, Provenance]:
    try:
        return read_tracked(data), docx_provenance(data)
    except (Unreadable, UserError):
        raise UserError("verdicts-of-nothing", path=path) from None


def _editions(before: Side, after: Side, folder: str, path: Path, tell: Tell) -> Proposed:
    """The two editions that a file names. UserError where they are not here, or say something else than they did."""
    if not before.revision or not after.revision:
        raise UserError("verdicts-unsaved", path=path)
    try:
        found = Proposed(read_version(folder, before.revision, tell), read_version(folder, after.revision, tell))
    except UserError as error:
        if error.key not in ("no-revision", "no-revision-or-folder", "no-revision-shallow", "nothing-committed"):
            raise
        raise UserError("verdicts-not-here", path=path, before=before.revision[:8], after=after.revision[:8]) from None
    for told, side in ((before, found.old), (after, found.new)):
        if told.digest and told.digest != side_of(side).digest:
            raise UserError("verdicts-other-text", path=path, revision=told.revision[:8])
    return found


def _as_told(told: Verdicts, folder: str, path: Path, body: str, tell: Tell) -> Decided:
    """What a record or a table says; new texts that were typed in a table are written in place of the proposed ones."""
    proposed = _editions(told.before, told.after, folder, path, tell)
    proposal, told = proposed.proposal, replace(told, before=side_of(proposed.old), after=side_of(proposed.new))
    verdicts = told.of(proposal)
    given = {number: _with_body(told.given.get(number, Given("open")), body) for number in verdicts}
    files = proposal.decided(verdicts)
    amendments = told.amendments
    if not amendments:
        wanted, changes = dict(files), {change.number: change for change in proposal.changes}
        for number, each in told.given.items():
            if each.text:
                wanted |= _written(changes[number], each.text, wanted, path)
        amendments = with_answers([*amendments_between(files, wanted)], proposal, keys_of(proposed.new.plan))
    try:
        adopted = amended(files, amendments)
    except (ValueError, KeyError):
        raise UserError("verdicts-other-text", path=path, revision=told.after.revision[:8]) from None
    return Decided(proposed, replace(told, given=given, amendments=tuple(amendments)), adopted)


def _with_body(given: Given, body: str) -> Given:
    return given if given.body or given.verdict == "open" else given._replace(body=body)


def _written(change: ProposedChange, text: str, files: Mapping[str, bytes], path: Path) -> dict[str, bytes]:
    """The file with a new text in place of the one that a change proposes. UserError where that is no text, or no single one."""
    (where, _), *more = change.places[-1:]
    if change.field and not more and where in files and "\n\n" not in change.after:
        file = SourceFile(where, files[where])
        if change.field == BODY and file.text.count(change.after) == 1 and change.after:
            lead = change.after[: len(change.after) - len(change.after.lstrip("#-*+>0123456789.) \t"))] if change.after[:1] in "#-*+>" else ""
            new = lead + (escaped(text) if lead else as_text(escaped(text)))
            return {where: file.data.decode().replace(change.after, new).encode()}
        if change.field != BODY and isinstance(file.fields.data.get(change.field), str):
            return {where: file.with_changes([value_edit(file, (change.field,), text)])}
    raise UserError("verdict-text-not-writable", path=path, number=change.number)


# --- a redline in which changes were accepted and rejected ---


def _in_redline(read: TrackedDocument, proposed: Proposed, body: str, tell: Tell) -> Decided:
    sent = redline_file(proposed.old, proposed.new, "docx", tell)
    redline = ReturnedRedline(read_tracked(sent), read, lines_shown(sent, proposed))
    proposal = proposed.proposal
    verdicts = redline.verdicts([change.number for change in proposal.changes])
    files = proposal.decided(verdicts)
    adopted, unplaced = _with_their_own(redline, proposed, files)
    amendments = with_answers([*amendments_between(files, adopted)], proposal, keys_of(proposed.new.plan))
    given = {number: _with_body(Given(verdict), body) for number, verdict in verdicts.items()}
    names = {change.number: change.name for change in proposal.changes}
    return Decided(proposed, Verdicts(side_of(proposed.old), side_of(proposed.new), given, names, amendments), adopted, unplaced)


def _with_their_own(redline: ReturnedRedline, proposed: Proposed, files: Mapping[str, bytes]) -> tuple[Mapping[str, bytes], tuple[str, ...]]:
    """The files with what was written into the redline beside accepting and rejecting; and what of that a person has to write in."""
    tree = replace(proposed.new.tree, files=dict(files))
    plan = read_plan(tree)[0]
    sent, returned = read_tracked(render_docx(proposed.compose(plan))), redline.settled()
    comparison = compare_tracked(sent, returned)
    own = tuple(change for change in comparison.changes if redline.is_their_own(change))
    if not own:
        return files, ()
    resolution = resolve(tree, plan, proposed.compose, sent, returned, replace(comparison, changes=own, formatted=()), True)
    left = [change for change, result in zip(own, resolution.results, strict=True) if result.outcome == "look"]
    return files_after(dict(files), resolution.edits), tuple(" ".join((change.after or change.before).split()) for change in left)
