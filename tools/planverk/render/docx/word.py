"""The whole way from a Document to the bytes of a DOCX file."""

from __future__ import annotations

from pathlib import Path

from planverk.document.document import Document
from planverk.render.docx.convert import convert
from planverk.render.docx.emit import emit
from planverk.render.docx.error import WordError
from planverk.render.docx.finish import finish
from planverk.render.docx.gate import check_docx
from planverk.render.docx.pictures import pictures
from planverk.render.docx.template import design_of


def render_docx(document: Document, keep: Path | None = None) -> bytes:
    """The document as DOCX: the same document gives the same bytes. Charts drawn before are taken from `keep`.

    WordError where pandoc fails or the result does not pass the gate; it holds every fault.
    """
    design = design_of(document)
    data = finish(document, convert(emit(document), document.created), pictures(document, keep, design.sheet.text), design)
    if faults := check_docx(data, document):
        raise WordError("word-gate", faults)
    return data
