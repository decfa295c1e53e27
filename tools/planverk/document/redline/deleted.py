"""What was deleted, as it stands among the text that is: without references to what is no longer there, under anchors that nothing else has."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

from planverk.document.blocks import CrossReference, Inline, Inlines
from planverk.document.document import Section
from planverk.document.redline.tokens import joined
from planverk.document.transform import Transformer

_BEFORE = "utgatt-"


@dataclass(frozen=True)
class DeletedContent(Transformer):
    """Makes what was deleted fit to stand there. `live` are the anchors of the later document."""

    live: Set[str]

    def inlines(self, inlines: Inlines) -> Inlines:
        made = super().inlines(inlines)
        return made if made is inlines else joined(made)

    def inline(self, inline: Inline) -> Inlines:
        return self.inlines(inline.children) if isinstance(inline, CrossReference) and self.dangles(inline) else super().inline(inline)

    def dangles(self, reference: CrossReference) -> bool:
        """Whether a reference leads to nothing any more."""
        return reference.anchor not in self.live

    def anchor(self, anchor: str) -> str:
        return "" if anchor in self.live else anchor

    def place(self, anchor: str) -> str:
        while anchor in self.live:
            anchor = _BEFORE + anchor
        return anchor

    def page(self, page: str) -> str:
        return ""

    def section(self, section: Section) -> Section:
        """On the first level with a page of its own, as all sections have there."""
        made = super().section(section)
        return replace(made, page=f"utgatt/{made.anchor}/") if section.level == 1 else made
