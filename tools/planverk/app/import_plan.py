"""Makes a plan repository of an adopted plan that came as a document, and proves where its words went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planverk.app.edits import write
from planverk.app.given_file import read_given_file
from planverk.app.new_repository import check_place, completed, init_git
from planverk.app.opening import now
from planverk.authoring.edits import Edit, files_after
from planverk.document.compose import compose
from planverk.errors import UserError
from planverk.files import digest_of
from planverk.importing import report as formats
from planverk.importing.base import BASE, Base, as_json, base_of
from planverk.importing.drafts import Drafts
from planverk.importing.foreign import Foreign
from planverk.importing.hints import NO_HINTS, BadMapping, Hints, as_toml, read_hints
from planverk.importing.pdf_pages import page_pictures
from planverk.importing.prove import Proof, prove
from planverk.importing.read import Refused, read_document
from planverk.importing.recognise import recognise
from planverk.importing.report import ImportReport
from planverk.importing.write import plan_edits
from planverk.reading.plan import read_plan
from planverk.reading.tree import Tree
from planverk.word.container import Unreadable

STYLES = ("text", "json")
MAPPING = "import-mapping.toml"
"""What was answered, as a mapping that the document can be imported with again."""
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


@dataclass(frozen=True, slots=True)
class Asked:
    """A document to import, and what is said of it: the beginnings of paragraphs that are left out, a file of a mapping, whether tracked changes
    count as accepted, whether the PDF of the plan is built and compared as well, and what somebody answered, which holds
    all the rest."""

    path: Path
    left: Sequence[str] = ()
    accept_changes: bool = False
    mapping: Path | None = None
    with_pdf: bool = False
    answers: Hints | None = None

    def hints(self) -> Hints:
        """All that is said of how the document is to be read. UserError where the mapping can't be used."""
        if self.answers is not None:
            return self.answers
        hints = _hints(self.mapping) if self.mapping else NO_HINTS
        return replace(hints, leave=(*self.left, *hints.leave))


@dataclass(frozen=True, slots=True)
class Made:
    """The plan of a document, in memory."""

    file: str
    sha256: str
    document: Foreign
    drafts: Drafts
    edits: tuple[Edit, ...]
    base: Base
    data: bytes
    with_pdf: bool = False

    @property
    def files(self) -> dict[str, bytes]:
        """The files by path."""
        return files_after({}, self.edits)

    def proof(self, built: str = "") -> Proof:
        """The proof, made from the files."""
        return prove(self.document, self.drafts, self.files, now(), built)

    def report(self, language: str) -> ImportReport:
        """The report, with the proof."""
        proof = self.proof(_built(self.files) if self.with_pdf else "")
        pictures = page_pictures(self.data) if self.document.way in ("tags", "layout") else ()
        return ImportReport(self.file, self.sha256, self.document, self.drafts, proof, language, pictures)


def _built(files: Mapping[str, bytes]) -> str:
    """What the PDF of a plan says. UserError where it can't be built of what the document tells."""
    from planverk.formats.pdf import render

    plan = read_plan(Tree(dict(files)))[0]
    return " ".join(text.plain for text in read_document(render(compose(plan, None, now()))).texts)


Named = Mapping[tuple[str, str], str]


def make_plan(asked: Asked, hints: Hints, folder: Path | None, named: Named | None = None) -> Made:
    """The plan of a document for a folder, which has to be empty or new where one is given; `named` are the ids that entries are to have in place of
    those made of their titles. UserError where a file can't be read as what it should be, or something is in the folder."""
    data = read_given_file(asked.path)
    document = _read(data, asked.path, asked.accept_changes)
    drafts = recognise(document, hints, named or {})
    if len(drafts.entries) > MOST_ENTRIES:
        raise UserError("import-too-large", path=asked.path)
    edits = tuple(_ignoring_reports(edit) for edit in plan_edits(folder, drafts, document))
    base = base_of(asked.path.name, hints, asked.accept_changes, files_after({}, edits))
    return Made(asked.path.name, digest_of(data), document, drafts, edits, base, data, asked.with_pdf)


def import_plan(asked: Asked, folder: Path, language: str) -> ImportedPlan:
    """Makes the plan of a document in a folder that is empty or new, with the report beside it; all files or none. UserError where a file can't be
    read as what it should be, or something is in the folder already or can't be written."""
    root = folder.resolve()
    check_place(root)
    made = make_plan(asked, asked.hints(), root)
    report = made.report(language)
    beside = {**report_files(report), BASE: as_json(made.base)}
    if asked.answers is not None:
        beside[MAPPING] = as_toml(asked.answers).encode("utf-8", "surrogateescape")
    write(root, [*completed(made.edits, made.drafts.language), *(Edit(name, None, data) for name, data in beside.items())])
    init_git(root)
    return ImportedPlan(report, root)


def report_files(report: ImportReport) -> dict[str, bytes]:
    """The report as it is kept beside the plan."""
    texts = {formats.REPORT_JSON: formats.as_json(report), formats.REPORT_HTML: formats.as_html(report)}
    return {name: text.encode("utf-8", "surrogateescape") for name, text in texts.items()}


def _ignoring_reports(edit: Edit) -> Edit:
    """The edit; that of .gitignore names the reports too, since they hold what is kept out of the plan, such as names of persons."""
    return replace(edit, after=(edit.after or b"") + b"/import-report.*\n/import-mapping.toml\n") if edit.path == ".gitignore" else edit


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
