"""Where on the site a finding belongs: the page and the anchor of what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from planverk.diagnostics import Diagnostic, Position
from planverk.document.anchors import entry_anchor, heading_anchors
from planverk.document.document import Document
from planverk.formats.html.pages import Place, site_of
from planverk.model.data_entries import Figure
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.paths import DATA_FOLDER, HELP_FILE, PLAN_FILE
from planverk.source.prose import Heading

__all__ = ["Place", "places_of"]


def places_of(diagnostics: Iterable[Diagnostic], plan: Plan, document: Document | None) -> tuple[Place | None, ...]:
    """The place of each finding on the site of a document, None for one that is about nothing that is shown.

    The anchor of a place is that of the thing itself, also where the place is a page of its own.
    """
    if document is None:
        return tuple(None for _ in diagnostics)
    anchors = _Anchors(plan, document.words)
    places = site_of(document).places
    return tuple(_place(anchors, places, diagnostic) for diagnostic in diagnostics)


def _place(anchors: _Anchors, places: Mapping[str, Place], diagnostic: Diagnostic) -> Place | None:
    if diagnostic.location.path == PLAN_FILE:
        return Place("")
    for anchor in anchors.of(diagnostic):
        if anchor in places:
            return Place(places[anchor].address, anchor)
    return None


class _Anchors:
    """The anchors under which a finding may stand, the nearest first."""

    def __init__(self, plan: Plan, words: Mapping[str, str]) -> None:
        self.words = words
        self.entries = {entry.path: entry for entry in plan.entries}
        self.drawn: dict[str, list[Figure]] = {}
        for figure in plan.figures.values():
            if figure.data:
                self.drawn.setdefault(f"{DATA_FOLDER}/{figure.data}", []).append(figure)

    def of(self, diagnostic: Diagnostic) -> Iterator[str]:
        path, (start, _) = diagnostic.location
        if path == HELP_FILE:
            yield self.words["anchor-help"]
        yield from (entry_anchor(self.words, "figure", figure.id) for figure in self.drawn.get(path, ()))
        entry = self.entries.get(path)
        if entry is None:
            return
        part = _part(entry, start)
        if part:
            yield heading_anchors(self.words, entry)[part - 1]
        kind = "measure" if entry.kind == "progress" else entry.kind
        if f"anchor-{kind}" in self.words:
            yield entry_anchor(self.words, kind, entry.id)


def _part(entry: Entry, start: Position) -> int:
    """Which of the entry's headings the line stands under, counted from 1; 0 for none."""
    lines = entry.prose.lines
    headings = (block for block in entry.prose.blocks if isinstance(block, Heading))
    return sum(1 for heading in headings if lines.position(heading.start).line <= start.line)
