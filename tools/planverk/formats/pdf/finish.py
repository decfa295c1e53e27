"""Finishes what Typst wrote: row headers, captions, whole words, what links are called, page labels, and an id that follows from the content."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf

from planverk.formats.pdf.actual_text import set_words
from planverk.formats.pdf.emit import Emitted
from planverk.formats.pdf.links import call_notes, name_links
from planverk.formats.pdf.provenance import with_provenance
from planverk.formats.pdf.tag_repairs import head_columns, head_rows, take_captions


def finish(typeset: bytes, emitted: Emitted, contents: tuple[str, ...], link_page: str, provenance: Mapping[str, str]) -> bytes:
    """The PDF with all that Typst's Python API can't be told. The same bytes give the same bytes.

    `contents` are the entries of the contents list, `link_page` the words for a link to a page; `provenance` goes into the metadata.
    UserError where the PDF's tables and links are not those of the document.
    """
    with Pdf.open(BytesIO(typeset)) as pdf:
        take_captions(pdf)
        head_columns(pdf)
        head_rows(pdf, emitted.headers)
        call_notes(pdf)
        set_words(pdf, emitted.told)
        name_links(pdf, contents, emitted.links, link_page)
        # Page n is labelled n, as it says itself; the typesetter writes that down page by page.
        pdf.Root.PageLabels = pdf.make_indirect(Dictionary(Nums=Array([0, Dictionary(S=Name.D)])))
        pdf.Root.Metadata.write(with_provenance(pdf.Root.Metadata.read_bytes(), provenance))
        result = BytesIO()
        pdf.save(result, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True, fix_metadata_version=False)
    return result.getvalue()
