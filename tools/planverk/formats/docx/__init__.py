"""Word: a Document to a DOCX file through pandoc, finished and checked by us."""

from __future__ import annotations

from collections.abc import Mapping

from planverk.document.document import Document
from planverk.document.transform import ungrouped
from planverk.formats.docx.assemble import render
from planverk.formats.docx.gate import check_docx, hold
from planverk.formats.docx.properties import read_back
from planverk.formats.outputs import whole

__all__ = ["check_docx", "gate", "read_back", "render"]


def gate(data: bytes | Mapping[str, bytes], document: Document) -> None:
    """Returns where a Word file keeps what it promises; else UserError."""
    hold(whole(data), ungrouped(document))
