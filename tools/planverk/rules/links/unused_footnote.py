"""A footnote is never called, so nobody reads it.

``[^1]`` in the text calls the footnote that begins with ``[^1]:``.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen gjelder fra 2025 og bygger på [folkehelsemeldingen](plan:folkehelse).

    [^1]: Kommunen spør innbyggerne annethvert år.  # <-

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen gjelder fra 2025 og bygger på [folkehelsemeldingen](plan:folkehelse).[^1]

    [^1]: Kommunen spør innbyggerne annethvert år.
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.ids import nearest
from planverk.model.entry import Entry
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.source.prose import FootnoteCall

SEVERITY = Severity.WARNING
LOSS = True
LOSS = True
MESSAGES = {
    "nb": "ingen viser til fotnoten «{name}», så den kommer ikke med",
    "nn": "ingen viser til fotnoten «{name}», så han kjem ikkje med",
    "en": "nothing calls the footnote “{name}”, so it is left out",
}


def check(plan: Plan) -> Iterator[Hit]:
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
