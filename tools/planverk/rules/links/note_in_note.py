"""note-in-note: see note-in-note.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.source.prose import FootnoteCall, walk_blocks


def note_in_note(plan: Plan) -> Iterator[Hit]:
    """Hits at every call that stands in a footnote and leads to one."""
    for entry in plan.entries:
        notes = entry.prose.footnotes
        for node in (node for note in notes.values() for node in walk_blocks(note.blocks)):
            if isinstance(node, FootnoteCall) and node.label in notes:
                yield hit(entry.within(node), Hint("note-in-brackets", {}), name=node.label)
