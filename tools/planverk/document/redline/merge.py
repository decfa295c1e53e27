"""Takes two Documents to one: its parts merged, its notes counted anew, the lines of its cover and edges with their marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count

from planverk.document.blocks import Blocks, Card, CrossReference, Inline, Inlines, Note, Text
from planverk.document.document import Document, Redline
from planverk.document.redline.blocks import Blockwise
from planverk.document.redline.deleted import DeletedContent
from planverk.document.redline.moves import with_moves
from planverk.document.redline.sections import merged_section, merged_sections
from planverk.document.transform import Transformer


def redline(before: Document, after: Document, author: str, when: datetime) -> Document:
    """The later document with marks on all that changed since the earlier one, by `author`, at a time in UTC.

    With what is marked as deleted left out, and the marks of the rest taken away, it is `after`; the other way about it is `before`, but for the
    notes' numbers, references in what was deleted to what is no longer there, the names of anchors, and what has no text: `after` alone gives that.
    """
    # Compared as they are, a note that is put in would change every paragraph with a note after it, and a measure with another id every reference to
    # it. So the notes lose their numbers before the comparison and get new ones after it, and the anchors get their later names first.
    live = anchors_of(after)
    old, new = _Comparable(_renamed(before, after, live)).document(before), _Comparable().document(after)
    merge = Blockwise(DeletedContent(live))
    help, beside = _help(old.help, new.help, merge)
    colophon = merged_section(old.colophon, new.colophon, merge)
    colophon = replace(colophon, blocks=(*colophon.blocks, *beside))
    cover = merge.blocks(old.cover, new.cover)
    merged = replace(new, cover=cover, colophon=colophon, help=help, sections=tuple(merged_sections(old.sections, new.sections, merge)))
    return replace(with_moves(_Numbered().document(merged), merge), redline=Redline(author, when, dict(_lines(before, after, merge))))


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


# --- anchors ---


def anchors_of(document: Document) -> frozenset[str]:
    """Every anchor of the document."""
    listed = _Listed()
    listed.document(document)
    return frozenset(listed.found - {""})


def _renamed(before: Document, after: Document, live: Set[str]) -> dict[str, str]:
    """Anchor in the earlier document → what it is called in the later one, whose anchors are `live`, where either of the two declares another id."""
    told = {moved.earlier: moved.anchor for moved in after.moved} | {moved.anchor: moved.earlier for moved in before.moved}
    changed = {one: other for one, other in told.items() if one not in live and other in live}
    old = anchors_of(before) if changed else frozenset()
    return {one: other for one, other in changed.items() if one in old and other not in old}


@dataclass(frozen=True)
class _Listed(Transformer):
    found: set[str] = field(default_factory=set)

    def anchor(self, anchor: str) -> str:
        self.found.add(anchor)
        return anchor

    place = anchor


# --- numbers of notes ---


@dataclass(frozen=True)
class _Comparable(Transformer):
    """Takes the numbers of notes away, and gives anchors the names that they have in the later document."""

    renamed: Mapping[str, str] = field(default_factory=dict)

    def inline(self, inline: Inline) -> Inlines:
        if isinstance(inline, CrossReference) and inline.anchor in self.renamed:
            inline = replace(inline, anchor=self.renamed[inline.anchor])
        (made,) = super().inline(inline)
        return (replace(made, number=0) if isinstance(made, Note) else made,)

    def anchor(self, anchor: str) -> str:
        return self.renamed.get(anchor, anchor)

    place = anchor


@dataclass(frozen=True)
class _Numbered(Transformer):
    """Gives each note the next number."""

    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def inline(self, inline: Inline) -> Inlines:
        if isinstance(inline, Note):
            number = next(self.numbers)
            (made,) = super().inline(inline)
            return (replace(made, number=number),) if isinstance(made, Note) else ()
        return super().inline(inline)
