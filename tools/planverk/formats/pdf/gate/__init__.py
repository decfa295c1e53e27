"""What a PDF must keep before anyone gets it: both claims, tags that say what the document says, every letter, and PDF/UA-1 itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO

import page
from pikepdf import Pdf, PdfError

from planverk.document.document import Document
from planverk.document.said import codes, parting
from planverk.errors import UserError
from planverk.formats.pdf.error import fault, unmade
from planverk.formats.pdf.expected import Expected, contents_of, expected_content, letters
from planverk.formats.pdf.gate.catalog import catalog_faults
from planverk.formats.pdf.gate.content import content_faults
from planverk.formats.pdf.gate.tags import link_faults, tag_faults
from planverk.formats.pdf.reading_order import reading_order
from planverk.formats.pdf.typeset import MOST_PARTS

_SHOWN = 5
"""Failures of PDF/UA-1 that are reported; the rest is mostly more of the same."""

_LIMITS = page.SafetyLimits(max_reference_depth=MOST_PARTS, max_table_grid_rows=MOST_PARTS, max_table_grid_columns=MOST_PARTS)
"""The validator's own bounds are for files from elsewhere: 256 bookmarks in a row, 1,024 rows. Ours have as many as a document has parts."""


def check(pdf: bytes, document: Document) -> None:
    """Returns where the PDF keeps what it promises; else UserError with every fault that was found."""
    try:
        with Pdf.open(BytesIO(pdf)) as opened:
            faults = [*_own_faults(opened, pdf, document), *_conformance_faults(pdf)]
    except (PdfError, page.PageError) as broken:
        raise unmade(fault("unreadable", said=broken)) from broken
    if faults:
        raise unmade(*{str(each): each for each in faults}.values())


def _own_faults(opened: Pdf, pdf: bytes, document: Document) -> Iterator[UserError]:
    expected, contents = expected_content(document), len(contents_of(document))
    yield from catalog_faults(opened, document, expected)
    yield from tag_faults(opened, expected, contents)
    yield from content_faults(opened)
    yield from link_faults(opened, expected.links + contents)
    yield from word_faults(opened, pdf, document, expected)


def _conformance_faults(pdf: bytes) -> Iterator[UserError]:
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1, limits=_LIMITS)
    if not report.is_compliant:
        found = dict.fromkeys((failure.rule_id, failure.message) for failure in report.failures)
        yield from (fault("conformance", rule=rule, said=said) for rule, said in (*found,)[:_SHOWN] or (("PDF/UA-1", "–"),))


# --- every sign of the document stands in the PDF's tags, in the document's order, in its language, and no other, on its pages ---


def word_faults(pdf: Pdf, data: bytes, document: Document, expected: Expected) -> Iterator[UserError]:
    """Faults of the text; `data` are the PDF's bytes."""
    found = reading_order(pdf, data)
    for one, other in ((found.text, expected.text), ("\n".join(found.notes), "\n".join(expected.notes))):
        if facts := parting(one, other):
            yield fault("text-differs", **facts)
    own = {language: text for language, text in expected.languages.items() if language != document.language}
    if found.languages != own:
        yield fault("foreign-words", found=", ".join(sorted(found.languages)) or "–", wanted=", ".join(sorted(own)) or "–")
    strange = found.unseen - expected.unseen
    if strange:
        yield fault("unseen-signs", codes=codes(sorted(strange)))
    unlisted = Counter(letters("".join(contents_of(document)))) - Counter(letters(found.contents))
    if lost := found.beyond + unlisted.total():
        yield fault("lost-text", count=lost)
