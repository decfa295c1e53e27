"""Walks a document in the order in which a file in one flow holds its headings, tables and pictures."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.document.accept_reject import inlines_without
from planverk.document.blocks import Block
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
    yield from _of_section(document.colophon)
    if document.help:
        for block in every_block((document.help,)):
            yield plain(inlines_without("deleted", document.help.title)), block
    for section in document.sections:
        yield from _of_section(section)


def _of_section(top: Section) -> Iterator[tuple[str, Block]]:
    for section in sections(top):
        for block in every_block(section.blocks):
            yield plain(inlines_without("deleted", section.heading)), block
