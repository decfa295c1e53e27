"""The anchors of a document, and which of an earlier one's are called otherwise in a later one."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field

from planverk.document.document import Document
from planverk.document.transform import Transformer


def anchors_of(document: Document) -> frozenset[str]:
    """Every anchor of the document."""
    listed = _Listed()
    listed.document(document)
    return frozenset(listed.found - {""})


def renamed(before: Document, after: Document, live: Set[str]) -> dict[str, str]:
    """Anchor in the earlier document → what it is called in the later one, whose anchors are `live`, where either of the two tells another id."""
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
