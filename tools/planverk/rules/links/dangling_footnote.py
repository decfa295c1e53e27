"""dangling-footnote: see dangling-footnote.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.source.prose import FootnoteCall


def dangling_footnote(plan: Plan) -> Iterator[Hit]:
    """Hits at every call whose label no footnote of the file has."""
    for entry in plan.entries:
        for node in entry.prose.walk():
            if isinstance(node, FootnoteCall) and node.label not in entry.prose.footnotes:
                yield hit(entry.within(node), Hint("write-footnote", {"name": node.label}), name=node.label)
