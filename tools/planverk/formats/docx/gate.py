"""The gate of the Word file: what every Word file is held to (planverk.word), and what ours promises beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from planverk.document.accept_reject import accept
from planverk.document.blocks import DefinitionList, Paragraph, Table
from planverk.document.document import Document
from planverk.document.said import Said, differences, said_by
from planverk.document.walk import plain
from planverk.errors import UserError
from planverk.formats.clean import clean
from planverk.formats.docx.contents import listed
from planverk.formats.docx.ooxml import bookmark
from planverk.formats.docx.tables import WHOLE
from planverk.formats.walk import document_blocks, document_sections
from planverk.word import Fault, Place, Reading, Unreadable, check_reading, read_package, weight_of
from planverk.word.checks.tables import is_header
from planverk.word.fault import quoted
from planverk.word.names import DC, Element, number_of, value, w
from planverk.word.reading import text_of

_BOOKMARK = re.compile(r"[^\W\d]\w{0,39}")
_OURS = frozenset((
    "bookmark-open", "comments-left", "compatibility-mode", "content-outside", "document-protected", "heading-first-too-low", "id-repeated",
    "link-by-colour", "list-missing", "note-faked", "note-not-called", "object-floating", "page-size-missing", "paragraph-empty", "style-missing",
    "table-header-empty", "table-merged", "table-uneven", "text-box",
))  # fmt: skip
"""Rules that the author can't break, only we: their faults stop a build whatever they classify."""
_WORDS = ("list-faked", "link-without-text")
"""Rules that an author can break by what he writes: that is a finding for readers of the file, and stops no build."""


def check_docx(data: bytes, document: Document) -> list[Fault]:
    """The faults of a file that was made of the document; none for a file that passes. One with tracked changes is held against its later edition."""
    try:
        reading = Reading(read_package(data))
    except Unreadable as reason:
        return [Fault("file-unreadable", Place("plan.docx"), {"reason": reason.key, **reason.facts})]
    document = accept(document) if document.redline else document
    ours = tuple(lambda reading, check=check: check(reading, document) for check in CHECKS)
    written = {quoted(clean(plain(block.children))) for _, block in document_blocks(document) if isinstance(block, Paragraph)}
    stopping = (fault for fault in check_reading(reading, ours).faults if weight_of(fault) == "error" or fault.rule in _OURS)
    return [fault for fault in stopping if not (fault.rule in _WORDS and fault.place.quote in written)]


def hold(data: bytes, document: Document) -> None:
    """Returns where a file that was made of the document has no fault; else UserError with every one."""
    if faults := check_docx(data, document):
        raise UserError("word-gate", faults=tuple(faults))


# --- the file ------------------------------------------------------------------------------------------------------------


def _file(reading: Reading, document: Document) -> Iterator[Fault]:
    yield from (Fault("part-strict", Place(name)) for name in sorted(reading.package.strict))
    core = reading.package.core
    if core is None or core.findtext(f"{{{DC}}}title") != clean(document.title):
        yield Fault("title-missing", Place("docProps/core.xml"))


def _language(reading: Reading, document: Document) -> Iterator[Fault]:
    """The text's language and the theme's are the document's."""
    settings = reading.package.one("settings")
    theme = "" if settings is None else value(settings[1], "themeFontLang")
    for part, found in (("word/styles.xml", value(reading.styles.defaults, "lang")), ("word/settings.xml", theme)):
        if found != document.language:
            yield Fault("theme-language", Place(part), {"language": found})


def _status(reading: Reading, document: Document) -> Iterator[Fault]:
    """The status stands on the cover and at the edge of every other page, with the number of the page."""
    label, line = clean(document.status.label), clean(document.status.line)
    if not any(line in paragraph.text for paragraph in reading.body):
        yield Fault("status-missing", Place(reading.package.main), {"status": label})
    for name, root in reading.package.related("footer"):
        if label not in text_of(root):
            yield Fault("status-missing", Place(name), {"status": label})
        if not any(re.match(r"\s*PAGE\b", code.get(w("instr")) or code.text or "") for code in root.iter(w("instrText"), w("fldSimple"))):
            yield Fault("page-number-missing", Place(name))
    if not any(True for _ in reading.package.related("footer")):
        yield Fault("status-missing", Place(reading.package.main), {"status": label})


# --- the text ------------------------------------------------------------------------------------------------------------


def _contents(reading: Reading, document: Document) -> Iterator[Fault]:
    """The contents list names the headings, each with a link to it."""
    found = [text_of(link).partition("\t")[0] for each in reading.package.body.iter(w("sdt")) for link in each.iter(w("hyperlink"))]
    promised = [clean(plain(section.heading)) for section, _ in listed(document)]
    stale = next((promised[place] for place in range(len(promised)) if found[place : place + 1] != promised[place : place + 1]), None)
    if stale is not None:
        yield Fault("contents-stale", Place(reading.package.main), {"heading": quoted(stale)})


def _bookmarks(reading: Reading, document: Document) -> Iterator[Fault]:
    """Every section, definition and row that something may refer to has its bookmark, with a name that Word takes."""
    names = [start.get(w("name"), "") for start in reading.package.body.iter(w("bookmarkStart"))]
    yield from (Fault("bookmark-refused", Place(reading.package.main), {"name": name}) for name in names if not _BOOKMARK.fullmatch(name))
    lost = dict.fromkeys(bookmark(anchor) for anchor in _anchors(document) if anchor).keys() - set(names)
    yield from (Fault("bookmark-lost", Place(reading.package.main), {"name": name}) for name in sorted(lost))


def _anchors(document: Document) -> Iterator[str]:
    for section in document_sections(document):
        yield section.anchor
    for _, block in document_blocks(document):
        if isinstance(block, Table):
            yield from (row.anchor for row in block.rows)
        if isinstance(block, DefinitionList):
            yield from (item.anchor for item in block.items if plain(item.term).strip())


def _rows(reading: Reading, document: Document) -> Iterator[Fault]:
    """A row stays on one page, unless it is long; header rows are repeated, so they always do."""
    for row in reading.package.body.iter(w("tr")):
        whole = row.find(f"{w('trPr')}/{w('cantSplit')}") is not None
        length = sum(len(text.text or "") for text in row.iter(w("t")))
        if not whole and (is_header(row) or length <= WHOLE):
            yield Fault("row-splits", reading.place(reading.package.main, row))


def _notes(reading: Reading, document: Document) -> Iterator[Fault]:
    called = list(reading.package.body.iter(w("footnoteReference")))
    for one, other in pairwise(called):
        before, after = one.get(w("id"), ""), other.get(w("id"), "")
        first, second = number_of(before), number_of(after)
        if first is None or second is None or first >= second:
            yield Fault("notes-unordered", reading.place(reading.package.main, other), {"id": after, "before": before})


# --- the words -------------------------------------------------------------------------------------------------------


_TRACKED = (w("ins"), w("del"), w("moveFrom"), w("moveTo"))
_HEADING = re.compile(r"Heading\d")


def check_words(reading: Reading, document: Document) -> Iterator[Fault]:
    """Where the file's words part from the document's. A file with tracked changes says two things at a time, and is not asked."""
    if any(True for _ in reading.package.body.iter(*_TRACKED)):
        return
    flow = list(_flow(reading.package.body))
    notes = {note.get(w("id"), ""): note for kind, _, root in reading.parts if kind == "footnotes" for note in root}
    called = [notes[call.get(w("id"), "")] for part in flow for call in part.iter(w("footnoteReference")) if call.get(w("id"), "") in notes]
    in_file = Said("".join(map(_words_of, flow)), list(map(_words_of, called)))
    for key, facts in differences(in_file, said_by(document)):
        yield Fault(key, Place(reading.package.main), facts)


def _flow(body: Element) -> Iterator[Element]:
    """The children of the document's body from the first heading on, without the contents list, and the tables of the cover before it."""
    begun = False
    for child in body[0]:
        style = child.find(f"{w('pPr')}/{w('pStyle')}")
        begun = begun or (style is not None and _HEADING.fullmatch(style.get(w("val"), "")) is not None)
        if (begun or child.tag == w("tbl")) and child.tag not in (w("sdt"), w("sectPr")):
            yield child


def _words_of(element: Element) -> str:
    return "".join(text.text or "" for text in element.iter(w("t")))


CHECKS: tuple[Callable[[Reading, Document], Iterator[Fault]], ...]
CHECKS = (_file, _language, _status, _contents, _bookmarks, _rows, _notes, check_words)
"""What our files are held to beside the checks of planverk.word."""
