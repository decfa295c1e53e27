"""Counts letters, so that no text is lost between the Document and the PDF.

Typst has been seen to drop lines, without a word, from pages that notes of several paragraphs fill. What the cover shows, and every other page
between its header and footer, holds the letters of the Document, those of the contents list, and those of header rows that are repeated: never
fewer of any kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pypdfium2  # type: ignore[import-untyped]

from planverk.document.document import Document
from planverk.render.pdf.promise import Promise, contents_of, letters

HEAD, FOOT = 65, 60
"""Points at the top and foot of a page that only header and footer reach; see the margins in template/main.typ and sections.typ."""


def lost_letters(pdf: bytes, document: Document, promise: Promise) -> int:
    """How many letters and digits of the document the PDF's pages do not show; 0 where it shows all."""
    wanted = (promise.text, *promise.notes, *map(letters, contents_of(document)))
    return (Counter("".join(wanted)) - Counter(letters("".join(_pages(pdf))))).total()


def _pages(pdf: bytes) -> Iterator[str]:
    """The text of the cover, and that between header and footer of every page after it."""
    with pypdfium2.PdfDocument(pdf) as opened:
        for number, page in enumerate(opened):
            text = page.get_textpage()
            yield text.get_text_bounded(bottom=FOOT, top=page.get_height() - HEAD) if number else text.get_text_bounded()
