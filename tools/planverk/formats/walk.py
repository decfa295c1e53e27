"""Walks a document in the order in which a file in one flow holds its headings, tables and pictures."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.document.accept_reject import inlines_without
from planverk.document.blocks import Block, Card, Text
from planverk.document.document import Document, Section
from planverk.document.walk import every_block, plain


def document_sections(document: Document) -> Iterator[Section]:
    """Every section, the colophon first."""
    for top in (document.colophon, *document.sections):
        yield from sections(top)


def sections(section: Section) -> Iterator[Section]:
    """The section, then all below it."""
    yield section
    for below in section.sections:
        yield from sections(below)


def document_blocks(document: Document) -> Iterator[tuple[str, Block]]:
    """Every block but those inside notes, each before the blocks that it holds, with the plain text of the heading or title it stands under.

    Where the text has marks, it is that of the later edition.
    """
    title = (Text(document.title),)
    for part in document.flow:
        for each in sections(part) if isinstance(part, Section) else (part,):
            heading, blocks = (each.heading, each.blocks) if isinstance(each, Section) else (each.title if isinstance(each, Card) else title, (each,))
            yield from ((plain(inlines_without("deleted", heading)), block) for block in every_block(blocks))
