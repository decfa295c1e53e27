"""The contents list: a field that Word can bring up to date, filled already with links to the headings.

It has no page numbers until Word brings the field up to date (F9): only Word knows them, and a number that is wrong until then is worse than none.
Word can be told to do so when it opens the file, but asks the reader first, in words that sound like a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from planverk.document.blocks import Mark
from planverk.document.document import Document, Section
from planverk.formats.clean import clean
from planverk.formats.docx.changes import Changes
from planverk.formats.docx.lines import Stamp, line_runs
from planverk.formats.docx.ooxml import bookmark, field, make, run
from planverk.word.names import Element, w

DEPTH = 2
WHOLE = "_Planverk"
"""The bookmark around all that the contents list covers; no anchor's bookmark begins with an underscore."""


def add_contents(body: Element, document: Document, changes: Changes, stamp: Stamp | None) -> None:
    """Puts the contents list before the first section; nothing where the document has none. Lines that came in or went out join the changes."""
    if not document.sections:
        return
    name = bookmark(document.sections[0].anchor)
    first = next(start for start in body.iter(w("bookmarkStart")) if start.get(w("name")) == name).getparent()
    assert first is not None
    first.addprevious(_contents(document, changes, stamp))
    first.addprevious(make("bookmarkStart", id=0, name=WHOLE))
    body.append(make("bookmarkEnd", id=0))


def _contents(document: Document, changes: Changes, stamp: Stamp | None) -> Element:
    title = make("p", make("pPr", make("pStyle", val="TOCHeading")), run(clean(document.words["contents"])))
    entries = []
    for section, _ in listed(document):
        words = list(line_runs(section.heading, stamp))
        link = [make("hyperlink", *words, anchor=bookmark(section.anchor), history=1)] if words else []
        entries.append(make("p", make("pPr", make("pStyle", val=f"TOC{section.level}")), *link))
    changes.paragraphs.update((entry, mark) for entry, (_, mark) in zip(entries, listed(document), strict=True) if mark)
    begin, code, separate, _, end = field(f'TOC \\o "1-{DEPTH}" \\h \\z \\u \\b {WHOLE}', "")
    for place, piece in enumerate((begin, code, separate), start=1):
        entries[0].insert(place, piece)
    entries[-1].append(end)
    gallery = make("docPartObj", make("docPartGallery", val="Table of Contents"), make("docPartUnique"))
    return make("sdt", make("sdtPr", make("id", val=1), gallery), make("sdtContent", title, *entries))


def listed(document: Document) -> Iterator[tuple[Section, Mark | Literal[""]]]:
    """The sections that the contents list names, each with the mark that it or one above it came in or went out with."""
    waiting: list[tuple[Section, Mark | Literal[""]]] = [(section, "") for section in document.sections[::-1]]
    while waiting:
        section, above = waiting.pop()
        mark = above or section.mark
        if section.level <= DEPTH:
            yield section, mark
        waiting += [(below, mark) for below in section.sections[::-1]]
