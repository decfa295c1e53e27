"""Takes two headings with labels to one."""

from __future__ import annotations

from typing import Protocol

from planverk.document.blocks import Figure, Inlines, Table
from planverk.document.document import Section


class Merging(Protocol):
    """What is needed to merge two lines."""

    def line(self, before: Inlines, after: Inlines) -> Inlines: ...


Headed = Section | Table | Figure


def merged_heading(before: Headed, after: Headed, merge: Merging) -> tuple[str, Inlines]:
    """Label and words of two headings as one; where the label changed, or its words came or went, no label, and the whole heading as its words."""
    one, other = _words(before), _words(after)
    if before.label == after.label and bool(one) == bool(other):
        return after.label, merge.line(one, other)
    return "", merge.line(before.heading, after.heading)


def _words(thing: Headed) -> Inlines:
    return thing.title if isinstance(thing, Section) else thing.caption
