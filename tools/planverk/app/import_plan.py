"""Makes a plan repository of an adopted plan that came as a document, and proves where its words went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planverk.app.edits import write
from planverk.app.given_file import read_given_file
from planverk.app.new_repository import check_place, completed, init_git
from planverk.app.opening import now
from planverk.authoring.edits import Edit, files_after
from planverk.errors import UserError
from planverk.files import digest_of
from planverk.importing import report as formats
from planverk.importing.foreign import Foreign
from planverk.importing.hints import NO_HINTS, BadMapping, Hints, read_hints
from planverk.importing.prove import prove
from planverk.importing.read import Refused, read_document
from planverk.importing.recognise import recognise
from planverk.importing.report import ImportReport
from planverk.importing.write import plan_edits
from planverk.word.container import Unreadable

STYLES = ("text", "json")
MOST_ENTRIES = 3_000
"""Entries that are made of a document: each becomes a file, which is laid out, read back and compared."""


@dataclass(frozen=True, slots=True)
class ImportedPlan:
    """What became of a document: the report, and the folder that the plan is in."""

    report: ImportReport
    folder: Path

    @property
    def is_whole(self) -> bool:
        """True where every word is in the plan or was left out by the user."""
        return self.report.proof.holds

    def shown(self, style: str, width: int | None = None) -> str:
        """The report in one of STYLES; lines of text break at `width` cells."""
        return formats.as_json(self.report) if style == "json" else formats.as_text(self.report, width)


def import_plan(
    path: Path, folder: Path, language: str, left: Sequence[str] = (), accept_changes: bool = False, mapping: Path | None = None
) -> ImportedPlan:
    """Makes the plan of a document in a folder that is empty or new, with the report beside it; all files or none.

    `left` are the beginnings of paragraphs that are not to be in the plan; tracked changes are accepted only where asked.
    `mapping` is a file that says what the recogniser can't know. UserError where a file can't be read as what it should be, or
    something is in the folder already or can't be written.
    """
    root = folder.resolve()
    check_place(root)
    data = read_given_file(path)
    document = _read(data, path, accept_changes)
    hints = _hints(mapping) if mapping else NO_HINTS
    drafts = recognise(document, replace(hints, leave=(*left, *hints.leave)))
    if len(drafts.entries) > MOST_ENTRIES:
        raise UserError("import-too-large", path=path)
    edits = tuple(_ignoring_reports(edit) for edit in plan_edits(root, drafts, document))
    proof = prove(document, drafts, files_after({}, edits), now())
    report = ImportReport(path.name, digest_of(data), document, drafts, proof, language)
    texts = {formats.REPORT_JSON: formats.as_json(report), formats.REPORT_HTML: formats.as_html(report)}
    write(
        root,
        [
            *completed(edits, drafts.language),
            *(Edit(name, None, text.encode("utf-8", "surrogateescape")) for name, text in texts.items()),
        ],
    )
    init_git(root)
    return ImportedPlan(report, root)


def _ignoring_reports(edit: Edit) -> Edit:
    """The edit; that of .gitignore names the reports too, since they hold what is kept out of the plan, such as names of persons."""
    return replace(edit, after=(edit.after or b"") + b"/import-report.*\n") if edit.path == ".gitignore" else edit


def _read(data: bytes, path: Path, accept_changes: bool) -> Foreign:
    try:
        document = read_document(data, accept_changes)
    except Refused as reason:
        raise UserError(f"import-{reason}", path=path) from None
    except Unreadable as reason:
        raise UserError("not-readable", path=path, problem=reason) from None
    if not document.texts:
        raise UserError("import-empty", path=path)
    return document


def _hints(path: Path) -> Hints:
    data = read_given_file(path)
    try:
        return read_hints(data.decode("utf-8-sig"))
    except UnicodeError:
        raise UserError("import-encoding", path=path) from None
    except BadMapping as fault:
        raise UserError(fault.key, path=path, line=fault.line, **fault.facts) from None
