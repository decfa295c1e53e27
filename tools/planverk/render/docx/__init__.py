"""Word: a Document to a DOCX file through pandoc, finished and checked by us."""

from planverk.render.docx.convert import WordError



__all__ = ["WordError", "check_docx", "render_docx"]
