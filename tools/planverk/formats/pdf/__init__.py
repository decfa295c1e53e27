"""PDF: a Document typeset by Typst, finished and checked, as PDF/A-2a and PDF/UA-1 in one file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf

from planverk.document.blocks import Chart
from planverk.document.document import Document
from planverk.document.records import Image
from planverk.formats.charts import drawn
from planverk.formats.outputs import Download, whole
from planverk.formats.pdf.actual_text import set_actual_text
from planverk.formats.pdf.emit import Emitted, emit
from planverk.formats.pdf.error import fault, unmade
from planverk.formats.pdf.expected import contents_of
from planverk.formats.pdf.gate import check
from planverk.formats.pdf.pagination import lone_lines, overflowing, sparse_pages
from planverk.formats.pdf.provenance import read_back, with_provenance
from planverk.formats.pdf.tag_repairs import call_notes, head_columns, head_rows, name_links, take_captions
from planverk.formats.pdf.typeset import typeset

__all__ = ["gate", "read_back", "render"]


_RUNS = 4
"""How often the pages are set anew at most."""


def render(document: Document, keep: Path | None = None, downloads: Sequence[Download] = ()) -> bytes:
    """The document as PDF/A-2a and PDF/UA-1, the same bytes for the same Document. Charts are kept in `keep`, see `cached`; no downloads are offered.

    UserError where the document is larger than a PDF may be, the typesetter fails or warns, or the file would not keep what it claims.
    """
    emitted, pdf = _with_room(document, keep)
    pdf = _finished(_set_closer(pdf, emitted, document), emitted, document)
    check(pdf, document)
    return pdf


def gate(data: bytes | Mapping[str, bytes], document: Document) -> None:
    """Returns where a PDF keeps what it promises; else UserError."""
    check(whole(data), document)


def _with_room(document: Document, keep: Path | None) -> tuple[Emitted, bytes]:
    """The data and the pages, on which each run of signs has room: what had none may break anywhere."""

    def draw(shown: Chart | Image) -> Image:
        return drawn(shown, document.look, document.language, keep)

    broken, left = frozenset[str](), _RUNS
    while True:
        try:
            emitted, left = emit(document, draw, broken), left - 1
        except ValueError as undrawn:
            raise unmade(fault("chart", said=undrawn)) from undrawn
        pdf = typeset(emitted, document.look, document.created)
        over = overflowing(pdf, emitted.actual_texts)
        if over <= broken or not left:
            return emitted, pdf
        broken |= over


def _set_closer(best: bytes, emitted: Emitted, document: Document) -> bytes:
    """The pages. What leaves one nearly empty is set closer, where that helps, and a paragraph with a lone line is kept whole. That may leave
    another so, which a further run can mend."""
    least = sparse = sparse_pages(best, document)
    least_lone = lone = lone_lines(best)
    tight, joined, kept = sparse.tails, sparse.joined, lone
    for _ in range(_RUNS):
        if not sparse.count and not lone:
            break
        closer = {"tight": sorted(tight), "joined": sorted(joined), "kept": sorted(kept)}
        pdf = typeset(replace(emitted, closer=closer), document.look, document.created)
        sparse, lone = sparse_pages(pdf, document), lone_lines(pdf)
        if (len(lone), sparse.pages, sparse.count) < (len(least_lone), least.pages, least.count):
            best, least, least_lone = pdf, sparse, lone
        if sparse.tails <= tight and sparse.joined <= joined and lone <= kept:
            break
        tight, joined, kept = tight | sparse.tails, joined | sparse.joined, kept | lone
    return best


def _finished(typeset: bytes, emitted: Emitted, document: Document) -> bytes:
    """The PDF with all that Typst's Python API has no words for: row headers, captions, whole words, what links are called, page labels, its origin,
    and an id that follows from the content. UserError where the PDF's tables and links are not those of the document.
    """
    with Pdf.open(BytesIO(typeset)) as pdf:
        take_captions(pdf)
        head_columns(pdf)
        head_rows(pdf, emitted.headers)
        call_notes(pdf)
        set_actual_text(pdf, emitted.actual_texts)
        name_links(pdf, contents_of(document), emitted.links, document.words["link-page"])
        # Page n is labelled n, as it says itself; the typesetter writes that down page by page.
        pdf.Root.PageLabels = pdf.make_indirect(Dictionary(Nums=Array([0, Dictionary(S=Name.D)])))
        pdf.Root.Metadata.write(with_provenance(pdf.Root.Metadata.read_bytes(), document.provenance.facts()))
        result = BytesIO()
        pdf.save(result, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True, fix_metadata_version=False)
    return result.getvalue()
