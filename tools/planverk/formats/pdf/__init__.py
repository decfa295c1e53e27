"""PDF: a Document typeset by Typst, finished and checked, as PDF/A-2a and PDF/UA-1 in one file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from planverk.document.document import Document
from planverk.formats.outputs import Download, whole
from planverk.formats.pdf.build import render_pdf
from planverk.formats.pdf.gate import check
from planverk.formats.pdf.provenance import read_back

__all__ = ["gate", "read_back", "render", "render_pdf"]


def render(document: Document, keep: Path | None, downloads: Sequence[Download]) -> bytes:
    """The PDF; it offers no downloads."""
    return render_pdf(document, keep)


def gate(data: bytes | Mapping[str, bytes], document: Document) -> None:
    """Returns where a PDF keeps what it promises; else UserError."""
    check(whole(data), document)
