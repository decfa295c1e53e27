"""empty-heading: see empty-heading.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import prose_passages
from planverk.source.prose import Heading


def empty_heading(plan: Plan) -> Iterator[Hit]:
    """Hits at headings without a visible character."""
    for entry in plan.entries:
        for passage in prose_passages(entry):
            if isinstance(passage.block, Heading) and not passage.text.strip():
                yield hit(passage.at(0, passage.block.level), Hint("write-heading", {}))
