"""The whole plan with its changes marked: tracked changes in Word, brackets in a PDF; and the list of them as a table to fill in."""

from __future__ import annotations

from dataclasses import replace

from planverk.app.compare_targets import PlanVersion
from planverk.app.edition_names import edition_names
from planverk.app.opening import now
from planverk.app.proposals import Proposed, side_of
from planverk.app.publishing import render_outputs, revision_made_from
from planverk.catalogue import load_words
from planverk.compare.records import unread_files
from planverk.document.compose import compose
from planverk.document.document import Document
from planverk.document.redline import redline
from planverk.errors import Note, Tell, UserError, silent
from planverk.formats.docx import render as render_docx
from planverk.formats.docx.authors import with_authors
from planverk.formats.registry import FORMATS
from planverk.reading.cache import cache_folder
from planverk.reading.git import Revision
from planverk.reading.history import author_of
from planverk.report.changes_document import between_editions, marked_document
from planverk.verdicts.numbered import numbered
from planverk.verdicts.protocol import table_document
from planverk.verdicts.redline_lines import Numbers, lines_of_changes
from planverk.verdicts.table import as_csv
from planverk.word.tracking import read_tracked

REDLINE, TABLE = "redline", "table"
"""What the provenance calls a redline, and the table of changes to fill in."""
MOST_NUMBERED = 300
"""Changes that get a number in a redline: each is tried by composing the plan without it."""
_NOBODY = "planverk"
"""Who changed a plan that tells no author and no organisation: Word asks for a name."""


def redline_file(old: PlanVersion, new: PlanVersion, style: str, tell: Tell = silent) -> bytes:
    """The file, checked by its gate. UserError where it would not hold to what it claims, or would show as deleted what only cannot be read."""
    for side in (old, new):
        if path := next(unread_files(side.plan), None):
            raise UserError("redline-unread", path=path, revision=side.name or Note("folder-now"))
    proposed = Proposed(old, new)
    document = _redline(proposed)
    if style == "pdf":
        document = _in_brackets(document, proposed)
    made = render_outputs(document, (style,), cache_folder("parts"), tell)[0].data
    assert isinstance(made, bytes)
    return made if style == "pdf" else _numbered(made, document, proposed)


def table_file(old: PlanVersion, new: PlanVersion, style: str, tell: Tell = silent) -> bytes:
    """The list of changes as a table to fill in, in Word ("docx") or for a spreadsheet ("csv")."""
    proposed = Proposed(old, new)
    proposal, language = proposed.proposal, proposed.new.plan.head.language
    if style == "csv":
        return as_csv(proposal.changes, proposed.told, side_of(proposed.old), side_of(proposed.new), language)
    made = render_outputs(table_document(proposed.sheet(TABLE)), (style,), None, tell)[0].data
    assert isinstance(made, bytes)
    return made


def _redline(proposed: Proposed) -> Document:
    """The redline, of the author of the later revision or, for a folder, of the plan's organisation now. It says which two editions it is between,
    and of no single revision that it is built from it."""
    old, new = proposed.old, proposed.new
    author = author_of(new.root, new.revision) if new.revision else ""
    who, language = author or new.plan.head.publisher or _NOBODY, new.plan.head.language
    made = redline(_composed(old), _composed(new), who, new.revision.when if new.revision else now())
    between = between_editions(*edition_names(old, new, language), language)
    assert made.redline
    return replace(made, redline=replace(made.redline, between=between), provenance=proposed.provenance(REDLINE), revision="")


# --- the numbers of the changes ---


def _numbered(data: bytes, document: Document, proposed: Proposed) -> bytes:
    """The redline in Word with the number of each change beside its marks, where Word and LibreOffice show whose they are: that stays, whatever else
    a program writes anew."""
    assert document.redline
    word = load_words("verdicts", proposed.new.plan.head.language)
    names = {
        line: word["author" if len(numbers) == 1 else "author-several"].format(
            who=document.redline.author, number=numbers[0], numbers=", ".join(map(str, numbers))
        )
        for line, numbers in lines_shown(data, proposed).items()
    }
    made = with_authors(data, names)
    FORMATS["docx"].code.gate(made, document)
    return made


def _in_brackets(document: Document, proposed: Proposed) -> Document:
    """The redline with its marks as text, and the numbers of the changes after the lines that show them."""
    language = proposed.new.plan.head.language
    names = edition_names(proposed.old, proposed.new, language)
    if not proposed.proposal.changes:
        return marked_document(document, *names, language)
    sent = render_docx(document)
    return numbered(marked_document(document, *names, language, numbers=True), read_tracked(sent), lines_shown(sent, proposed), language)


def lines_shown(data: bytes, proposed: Proposed) -> Numbers:
    """Which changes each line of a redline in Word shows."""
    without = {change.number: proposed.lines(change.number) for change in proposed.proposal.changes[:MOST_NUMBERED]}
    return lines_of_changes(read_tracked(data), proposed.lines(), without)


def _composed(side: PlanVersion) -> Document:
    """The document that a build of the edition would print."""
    revision = side.revision or _here(side)
    return compose(side.plan, revision, revision.when if revision else now())


def _here(side: PlanVersion) -> Revision | None:
    try:
        return revision_made_from(side.root, side.tree, side.plan)
    except UserError:  # the build tells why
        return None
