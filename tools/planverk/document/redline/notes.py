"""Numbers of notes: taken away so that notes are compared by what they say, and given anew in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from planverk.document.blocks import CrossReference, Inline, Inlines, Note
from planverk.document.transform import Transformer


@dataclass(frozen=True)
class Comparable(Transformer):
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
class Numbered(Transformer):
    """Gives each note the next number."""

    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def inline(self, inline: Inline) -> Inlines:
        if isinstance(inline, Note):
            number = next(self.numbers)
            (made,) = super().inline(inline)
            return (replace(made, number=number),) if isinstance(made, Note) else ()
        return super().inline(inline)
