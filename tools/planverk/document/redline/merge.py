"""Takes two Documents to one: its parts merged, its notes counted anew, the lines of its cover and edges with their marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from planverk.document.blocks import Blocks, Card, Inlines, Text
from planverk.document.document import Document, Redline
from planverk.document.redline.anchors import anchors_of, renamed
from planverk.document.redline.blocks import Blockwise
from planverk.document.redline.deleted import DeletedContent
from planverk.document.redline.notes import Comparable, Numbered
from planverk.document.redline.sections import merged_section, merged_sections


def redline(before: Document, after: Document, author: str, when: datetime) -> Document:
    """The later document with marks on all that changed since the earlier one, by `author`, at a time in UTC.

    With what is marked as deleted left out, and the marks of the rest taken away, it is `after`; the other way about it is `before`, but for the
    notes' numbers, references in what went out to what is gone, the names of anchors, and what has no text: `after` alone gives that.
    """
    live = anchors_of(after)
    old, new = Comparable(renamed(before, after, live)).document(before), Comparable().document(after)
    merge = Blockwise(DeletedContent(live))
    help, beside = _help(old.help, new.help, merge)
    colophon = merged_section(old.colophon, new.colophon, merge)
    colophon = replace(colophon, blocks=(*colophon.blocks, *beside))
    merged = replace(new, colophon=colophon, help=help, sections=tuple(merged_sections(old.sections, new.sections, merge)))
    return replace(Numbered().document(merged), redline=Redline(author, when, dict(_lines(before, after, merge))))


def _help(before: Card | None, after: Card | None, merge: Blockwise) -> tuple[Card | None, Blocks]:
    """The card of helplines; where only one of the two has one, or they are too different, none, and what stands in its place after the colophon."""
    if before == after:
        return after, ()
    merged = merge.block(before, after) if before and after else None
    return (merged, ()) if isinstance(merged, Card) else (None, tuple(merge.pair(before, after)))


def _lines(before: Document, after: Document, merge: Blockwise) -> Iterator[tuple[str, Inlines]]:
    """The lines outside the sections that changed, by their names."""
    old, new = _outside(before), _outside(after)
    yield from ((name, merge.line(old[name], line)) for name, line in new.items() if old[name] != line)


def _outside(document: Document) -> dict[str, Inlines]:
    named = {name: getattr(document, name) for name in ("publisher", "title", "period", "cover_line", "version", "footer")}
    texts = named | {"status": document.status.line, "label": document.status.label}
    return {name: (Text(text),) if text else () for name, text in texts.items()}
