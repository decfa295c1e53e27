"""unused-footnote: see unused-footnote.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.ids import nearest
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.source.prose import FootnoteCall


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
