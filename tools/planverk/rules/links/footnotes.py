"""Footnotes that are called and not there, there and not called, or called from another note."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.ids import nearest
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.source.prose import FootnoteCall, walk_blocks


def dangling_footnote(plan: Plan) -> Iterator[Hit]:
    """Hits at every call whose label no footnote of the file has."""
    for entry in plan.entries:
        for node in entry.prose.walk():
            if isinstance(node, FootnoteCall) and node.label not in entry.prose.footnotes:
                yield hit(entry.within(node), Hint("write-footnote", {"name": node.label}), name=node.label)


def unused_footnote(plan: Plan) -> Iterator[Hit]:
    """Hits at footnotes that no call names; not where a call leads nowhere and may mean this one."""
    for entry in plan.entries:
        for label in _unused(entry):
            yield hit(entry.within(entry.prose.footnotes[label]), Hint("call-footnote", {"name": label}), name=label)


def _unused(entry: Entry) -> list[str]:
    notes = entry.prose.footnotes
    called = {node.label for node in entry.prose.walk() if isinstance(node, FootnoteCall)} if notes else set()
    unused = [label for label in notes if label not in called]
    wrong = called - notes.keys()
    meant = {near for label in wrong for near in nearest(label, unused)}
    return [label for label in unused if label not in meant] if len(unused) > len(wrong) else []


def note_in_note(plan: Plan) -> Iterator[Hit]:
    """Hits at every call in a footnote that leads to one."""
    for entry in plan.entries:
        notes = entry.prose.footnotes
        for node in (node for note in notes.values() for node in walk_blocks(note.blocks)):
            if isinstance(node, FootnoteCall) and node.label in notes:
                yield hit(entry.within(node), Hint("note-in-brackets", {}), name=node.label)
