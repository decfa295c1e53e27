"""What the file says of itself: its claims, title and language, bookmarks and page labels, and that it holds all it needs and nothing that acts."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Object, Pdf

from planverk.document.document import Document
from planverk.errors import UserError
from planverk.formats.pdf.error import fault
from planverk.formats.pdf.expected import Expected, letters

_CLAIMS = (
    ("PDF/A-2a", "{http://www.aiim.org/pdfa/ns/id/}part", "2"),
    ("PDF/A-2a", "{http://www.aiim.org/pdfa/ns/id/}conformance", "A"),
    ("PDF/UA-1", "{http://www.aiim.org/pdfua/ns/id/}part", "1"),
)
_A4 = (595, 842)
"""Points, rounded: 210 by 297 mm."""

_ACTING = ("/OpenAction", "/AA", "/AcroForm")
_ACTING_NAMES = ("/JavaScript", "/EmbeddedFiles")


def catalog_faults(pdf: Pdf, document: Document, expected: Expected) -> Iterator[UserError]:
    """Faults of the file as a whole."""
    yield from _metadata(pdf, document)
    if str(pdf.Root.get("/Lang", "")) != document.language:
        yield fault("language", wanted=document.language)
    intents = pdf.Root.get("/OutputIntents", Array([]))  # what the file's colours mean, which PDF/A asks
    if not any(intent.get("/S") == "/GTS_PDFA1" and "/DestOutputProfile" in intent for intent in intents):
        yield fault("output-intent")
    yield from (fault("acting", what=name[1:]) for name in _ACTING if name in pdf.Root)
    yield from (fault("acting", what=name[1:]) for name in _ACTING_NAMES if name in pdf.Root.get("/Names", Dictionary()))
    found = [letters(title) for title in _titles(pdf.Root.get("/Outlines"))]
    if found != expected.bookmarks:  # every heading has its bookmark, in order; the contents list has none
        yield fault("bookmarks", found=len(found), wanted=len(expected.bookmarks))
    yield from _pages(pdf)


def _metadata(pdf: Pdf, document: Document) -> Iterator[UserError]:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for claim in dict.fromkeys(claim for claim, key, value in _CLAIMS if metadata.get(key) != value):
            yield fault("claim", claim=claim)
        if metadata.get("dc:title") != document.title:
            yield fault("title")


def _titles(item: Object | None) -> Iterator[str]:
    """The titles of bookmarks, each before those below it."""
    waiting = [item.get("/First")] if isinstance(item, Dictionary) else []
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, Dictionary):
            yield str(entry.get("/Title", ""))
            waiting += [entry.get("/Next"), entry.get("/First")]


def _pages(pdf: Pdf) -> Iterator[UserError]:
    """Pages that lie otherwise than A4, or whose label is not their number."""
    labelled = "/PageLabels" in pdf.Root
    if not labelled:
        yield fault("page-labels")
    for number, page in enumerate(pdf.pages, 1):
        size = tuple(round(float(side)) for side in page.mediabox[2:])
        if sorted(size) != list(_A4):
            yield fault("page-size", page=number)
        if labelled and page.label != str(number):
            yield fault("page-label", page=number, label=page.label)
