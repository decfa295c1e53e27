"""Word: a Document to a DOCX file through pandoc, finished and checked by us."""

from planverk.render.docx.error import WordError
from planverk.render.docx.gate import check_docx
from planverk.render.docx.word import render_docx

__all__ = ["WordError", "check_docx", "render_docx"]
