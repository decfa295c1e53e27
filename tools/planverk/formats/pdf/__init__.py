"""PDF: a Document typeset by Typst, finished and checked, as PDF/A-2a and PDF/UA-1 in one file."""

from __future__ import annotations

from planverk.formats.pdf.build import render_pdf

__all__ = ["render_pdf"]
