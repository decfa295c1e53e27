"""The PDF's way: emit, typeset, finish, check."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from planverk.document.blocks import Chart
from planverk.document.document import Document
from planverk.formats.charts import chart_svg
from planverk.formats.pdf.bounds import check_size
from planverk.formats.pdf.emit import Emitted, Node, emit
from planverk.formats.pdf.error import fault, unmade
from planverk.formats.pdf.expected import contents_of
from planverk.formats.pdf.finish import finish
from planverk.formats.pdf.gate import check
from planverk.formats.pdf.lone_lines import lone_lines
from planverk.formats.pdf.overflow import overflowing
from planverk.formats.pdf.sparse_pages import loose_pages
from planverk.formats.pdf.typeset import typeset

_RUNS = 4
"""How often the pages are set anew at most."""


def render_pdf(document: Document, keep: Path | None = None) -> bytes:
    """The document as PDF/A-2a and PDF/UA-1, the same bytes for the same Document. Charts are kept in `keep`, see `cached`.

    UserError where the document is larger than a PDF may be, the typesetter fails or warns, or the file would not keep what it claims.
    """
    emitted, pdf = _with_room(document, keep)
    pdf = finish(_set_closer(pdf, emitted, document), emitted, contents_of(document), document.words["link-page"], document.provenance.facts())
    check(pdf, document)
    return pdf


def _with_room(document: Document, keep: Path | None) -> tuple[Emitted, bytes]:
    """The data and the pages, on which each run of signs has room: what had none may break anywhere."""
    broken, left = frozenset[str](), _RUNS
    while True:
        emitted, left = _emitted(document, keep, broken), left - 1
        check_size(emitted.data)
        pdf = typeset(emitted, document.look, document.created)
        over = overflowing(pdf, emitted.told)
        if over <= broken or not left:
            return emitted, pdf
        broken |= over


def _set_closer(best: bytes, emitted: Emitted, document: Document) -> bytes:
    """The pages. What leaves one nearly empty is set closer, where that helps, and a paragraph with a lone line is kept whole. That may leave
    another so, which a further run can mend."""
    least = loose = loose_pages(best, document)
    least_lone = lone = lone_lines(best)
    tight, joined, kept = loose.tails, loose.joined, lone
    for _ in range(_RUNS):
        if not loose.count and not lone:
            break
        closer: Node = {"tight": [*sorted(tight)], "joined": [*sorted(joined)], "kept": [*sorted(kept)]}
        pdf = typeset(replace(emitted, data=emitted.data | closer), document.look, document.created)
        loose, lone = loose_pages(pdf, document), lone_lines(pdf)
        if (len(lone), loose.pages, loose.count) < (len(least_lone), least.pages, least.count):
            best, least, least_lone = pdf, loose, lone
        if loose.tails <= tight and loose.joined <= joined and lone <= kept:
            break
        tight, joined, kept = tight | loose.tails, joined | loose.joined, kept | lone
    return best


def _emitted(document: Document, keep: Path | None, broken: frozenset[str]) -> Emitted:
    def draw(chart: Chart) -> bytes:
        return chart_svg(chart, document.look, document.language, keep)

    try:
        return emit(document, draw, broken)
    except ValueError as broken:
        raise unmade(fault("chart", said=broken)) from broken
