"""What a PDF must keep before anyone gets it: both claims, language, title, header cells, alternatives, heading levels, and PDF/UA-1 itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise

import page
from pikepdf import Dictionary, Pdf, PdfError

from planverk.document.blocks import Document
from planverk.render.pdf.error import TypesettingError
from planverk.render.pdf.letters import lost_letters
from planverk.render.pdf.structure import children, elements

_CLAIMS = (
    ("PDF/A-2a", "{http://www.aiim.org/pdfa/ns/id/}part", "2"),
    ("PDF/A-2a", "{http://www.aiim.org/pdfa/ns/id/}conformance", "A"),
    ("PDF/UA-1", "{http://www.aiim.org/pdfua/ns/id/}part", "1"),
)
_FILE_NAME = re.compile(r"\S+\.(svg|png|jpe?g|gif|pdf|webp|csv)", re.IGNORECASE)
_SHOWN = 5


def check(pdf: bytes, document: Document) -> None:
    """Returns where the PDF keeps what it promises; else TypesettingError with every fault that was found."""
    try:
        with Pdf.open(BytesIO(pdf)) as opened:
            faults = [*_document_faults(opened, document), *_structure_faults(opened)]
        faults += _conformance_faults(pdf)
        faults += _lost_text(pdf, document)
    except (PdfError, page.PageError) as broken:
        raise TypesettingError(f"the PDF can't be read again: {broken}") from broken
    if faults:
        raise TypesettingError("; ".join(faults))


def _document_faults(pdf: Pdf, document: Document) -> Iterator[str]:
    """What the file says of itself."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for claim in dict.fromkeys(claim for claim, key, value in _CLAIMS if metadata.get(key) != value):
            yield f"the PDF does not claim {claim}"
        if metadata.get("dc:title") != document.title:
            yield "the PDF's metadata does not hold the title"
    if str(pdf.Root.get("/Lang", "")) != document.language:
        yield f"the PDF's language is not {document.language}"
    if not pdf.Root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle"):
        yield "the PDF does not ask for its title to be shown"


def _structure_faults(pdf: Pdf) -> Iterator[str]:
    every = list(elements(pdf))
    if not every:
        yield "the PDF has no tags"
    for number, table in enumerate((element for element in every if element.S == "/Table"), 1):
        if not _has_header_row(table):
            yield f"table {number} of the PDF has no header cells"
    for number, figure in enumerate((element for element in every if element.S == "/Figure"), 1):
        alternative = str(figure.get("/Alt", "")).strip()
        if not alternative or _FILE_NAME.fullmatch(alternative):
            yield f"figure {number} of the PDF has no alternative text"
    levels = [0, *(int(str(element.S)[2:]) for element in every if re.fullmatch("/H[1-6]", str(element.S)))]
    for number, (above, level) in enumerate(pairwise(levels), 1):
        if level > above + 1:
            yield f"heading {number} of the PDF is of level {level}, the one before it of level {above}"


def _has_header_row(table: Dictionary) -> bool:
    """Whether the table's first row has cells and all of them are header cells."""
    groups = [group for group in children(table) if group.S in ("/THead", "/TBody", "/TFoot")] or [table]
    first = next((row for group in groups for row in children(group) if row.S == "/TR"), None)
    cells = children(first) if first is not None else []
    return bool(cells) and all(cell.S == "/TH" for cell in cells)


def _lost_text(pdf: bytes, document: Document) -> Iterator[str]:
    lost = lost_letters(pdf, document)
    if lost:
        yield f"{lost} letters of the plan's text are missing in the PDF; notes of several paragraphs can press text off a page"


def _conformance_faults(pdf: bytes) -> list[str]:
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    if report.is_compliant:
        return []
    found = list(dict.fromkeys(f"PDF/UA-1 {failure.rule_id}: {failure.message}" for failure in report.failures))
    return found[:_SHOWN] or ["the PDF is not valid PDF/UA-1"]
