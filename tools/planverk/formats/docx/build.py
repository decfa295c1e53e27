"""The whole way from a Document to the bytes of a DOCX file."""

from __future__ import annotations

from pathlib import Path

from planverk.document.document import Document
from planverk.formats.docx.assemble import assemble
from planverk.formats.docx.emit import emit
from planverk.formats.docx.gate import hold
from planverk.formats.docx.pictures import pictures
from planverk.formats.docx.template import design_of
from planverk.formats.pandoc import convert


def render_docx(document: Document, keep: Path | None = None) -> bytes:
    """The document as DOCX: the same document gives the same bytes. Charts drawn before are taken from `keep`.

    UserError where pandoc fails or the result does not pass the gate; it holds every fault.
    """
    design = design_of(document)
    data = assemble(document, convert(emit(document), document.created, "docx"), pictures(document, keep, design.sheet.text), design)
    hold(data, document)
    return data
