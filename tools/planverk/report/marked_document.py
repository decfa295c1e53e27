"""A redline as a document of its own: the whole plan, its changes in brackets, with a card that says what the brackets mean."""

from __future__ import annotations

from dataclasses import replace

from planverk.catalogue import load_words
from planverk.document.blocks import Card, Paragraph, Text
from planverk.document.document import Document
from planverk.document.redline.bracketed import bracketed
from planverk.document.typography import typeset
from planverk.report.changes_document import legend


def marked_document(redline: Document, before: str, after: str, language: str) -> Document:
    """The redline with its marks as text. `before` and `after` are what readers see the editions called; every page has them."""
    words = load_words("report", language)
    title, version = (typeset(words[key].format(before=before, after=after)) for key in ("changes-from-to", "from-to"))
    card = Card("notice", (Text(title),), (Paragraph(legend(words)), Paragraph((Text(typeset(words["legend-whole"])),))))
    made = bracketed(redline)
    lines = {name: line for name, line in made.redline.lines.items() if name != "version"} if made.redline else {}
    colophon = replace(made.colophon, blocks=(card, *made.colophon.blocks))
    return replace(made, colophon=colophon, version=version, redline=made.redline and replace(made.redline, lines=lines))
