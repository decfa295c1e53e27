"""What a PDF must keep before anyone gets it: both claims, tags that say what the document says, every letter, and PDF/UA-1 itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO

import page as validator
from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfError, parse_content_stream

from planverk.document.document import Document
from planverk.document.said import codes, parting
from planverk.errors import UserError
from planverk.formats.pdf.error import fault, unmade
from planverk.formats.pdf.expected import Expected, contents_of, expected_content, letters
from planverk.formats.pdf.gate.catalog import catalog_faults
from planverk.formats.pdf.gate.tags import link_faults, tag_faults
from planverk.formats.pdf.reading_order import reading_order
from planverk.formats.pdf.structure import elements, marks_of, parent_tree
from planverk.formats.pdf.typeset import MOST_PARTS

_SHOWN = 5
"""Failures of PDF/UA-1 that are reported; the rest is mostly more of the same."""

_LIMITS = validator.SafetyLimits(max_reference_depth=MOST_PARTS, max_table_grid_rows=MOST_PARTS, max_table_grid_columns=MOST_PARTS)
"""The validator's own bounds are for files from elsewhere: 256 bookmarks in a row, 1,024 rows. Ours have as many as a document has parts."""


def check(pdf: bytes, document: Document) -> None:
    """Returns where the PDF keeps what it promises; else UserError with every fault that was found."""
    try:
        with Pdf.open(BytesIO(pdf)) as opened:
            faults = [*_own_faults(opened, pdf, document), *_conformance_faults(pdf)]
    except (PdfError, validator.PageError) as broken:
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
    report = validator.validate_pdf_bytes(pdf, profile=validator.ValidationProfile.PDF_UA_1, limits=_LIMITS)
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


# --- what the pages show is tied to tags or marked as furniture ---


_SHOWS = frozenset(("Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "INLINE IMAGE"))
"""The operators that put something on a page."""

_BEGIN, _END = ("BDC", "BMC"), "EMC"
Place = tuple[tuple[int, int], int]
"""A page and the number of a piece of marked content on it."""


def content_faults(pdf: Pdf) -> Iterator[UserError]:
    """Faults of the pages' contents."""
    tied, parents = {place: element for element in elements(pdf) for place in marks_of(element)}, parent_tree(pdf)
    seen: set[Place] = set()
    for number, page in enumerate(pdf.pages, 1):
        marks, loose = _marks(page.obj)
        places = {(page.obj.objgen, mark) for mark in marks}
        if loose:
            yield fault("untagged", page=number)
        if len(marks) != len(places) or not places <= tied.keys():
            yield fault("unknown-content", page=number)
        own = parents.get(int(page.obj.get("/StructParents", -1)))
        if any(not _leads_back(own, mark, tied[place]) for mark in marks if (place := (page.obj.objgen, mark)) in tied):
            yield fault("parent-tree", page=number)
        seen |= places
    if tied.keys() - seen:
        yield fault("lost-content", count=len(tied.keys() - seen))


def _marks(page: Object) -> tuple[list[int], bool]:
    """The numbers of the marked content that a page begins, and whether anything is shown outside all marks or inside two."""
    marks: list[int] = []
    open_marks: list[bool] = []  # for each mark that is open: whether it ties what it holds to tags or makes it furniture
    loose = False
    for instruction in parse_content_stream(page):
        operands, name = instruction.operands, str(instruction.operator)
        if name in _BEGIN:
            properties = operands[1] if len(operands) > 1 else None
            identity = properties.get("/MCID") if isinstance(properties, Dictionary) else None
            ties = identity is not None or operands[0] == Name.Artifact
            loose = loose or (ties and any(open_marks))
            open_marks.append(ties)
            marks += [] if identity is None else [int(identity)]
        elif name == _END and open_marks:
            open_marks.pop()
        elif name in _SHOWS and not any(open_marks):
            loose = True
    return marks, loose


def _leads_back(parents: Object | None, mark: int, element: Dictionary) -> bool:
    """Whether a page's parents lead from a piece of its content to the element that holds it."""
    return isinstance(parents, Array) and mark < len(parents) and isinstance(parents[mark], Dictionary) and parents[mark].objgen == element.objgen
