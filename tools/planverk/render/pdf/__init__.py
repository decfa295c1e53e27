"""PDF: a Document typeset by Typst, finished and checked, as PDF/A-2a and PDF/UA-1 in one file."""

from __future__ import annotations

from planverk.render.pdf.build import render_pdf
from planverk.render.pdf.error import TypesettingError

__all__ = ["TypesettingError", "render_pdf"]
