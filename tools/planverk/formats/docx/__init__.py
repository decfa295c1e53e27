"""Word: a Document to a DOCX file through pandoc, finished and checked by us."""

from planverk.formats.docx.gate import check_docx
from planverk.formats.docx.render import render_docx

__all__ = ["check_docx", "render_docx"]
