"""Counts letters, so that no text is lost between the Document and the PDF.

Typst has been seen to drop lines, without a word, from pages that notes of several paragraphs fill. What stands between a page's header and footer,
the cover apart, holds the letters of the Document, those of the contents list, and those of header rows that are repeated: never fewer of any kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from unicodedata import normalize

import pypdfium2  # type: ignore[import-untyped]

from planverk.document.blocks import Blocks, Document, Figure, Inlines, Note, Section, Text
from planverk.document.walk import every_block, every_inline, lines, plain

_HEAD, _FOOT = 65, 60
"""Points at the top and foot of a page that only header and footer reach; see the margins in template/main.typ and sections.typ."""


def lost_letters(pdf: bytes, document: Document) -> int:
    """How many letters and digits of the document the PDF's pages do not show; 0 where it shows all."""
    return (Counter(_letters(_texts(document))) - Counter(_letters(_pages(pdf)))).total()


def _letters(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from filter(str.isalnum, normalize("NFKC", text))


def _pages(pdf: bytes) -> Iterator[str]:
    """The text between header and footer of every page after the cover."""
    with pypdfium2.PdfDocument(pdf) as opened:
        for number in range(1, len(opened)):
            page = opened[number]
            yield page.get_textpage().get_text_bounded(bottom=_FOOT, top=page.get_height() - _HEAD)


def _texts(document: Document) -> Iterator[str]:
    yield document.words["contents"]
    for section in document.sections:
        yield from _in_contents(section)
    for section in (document.colophon, *document.sections):
        yield from _of_section(section)
    if document.help:
        yield from _of_blocks((document.help,))


def _in_contents(section: Section) -> Iterator[str]:
    """What the contents list says: two levels, without sections that have no name of their own outside theirs."""
    if section.level <= 2:
        yield plain(section.heading) if section.role != "part" else ""
        for below in section.sections:
            yield from _in_contents(below)


def _of_section(section: Section) -> Iterator[str]:
    yield from _of_inlines(section.heading)
    yield from _of_blocks(section.blocks)
    for below in section.sections:
        yield from _of_section(below)


def _of_blocks(blocks: Blocks) -> Iterator[str]:
    for block in every_block(blocks):
        for run in lines(block):
            yield from _of_inlines(run)
        if isinstance(block, Figure) and block.chart is None:
            yield block.alternative


def _of_inlines(inlines: Inlines) -> Iterator[str]:
    for inline in every_inline(inlines):
        if isinstance(inline, Text):
            yield inline.text
        elif isinstance(inline, Note):
            yield from _of_blocks(inline.blocks)
