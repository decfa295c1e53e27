"""entry-without-text: see entry-without-text.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit


def entry_without_text(plan: Plan) -> Iterator[Hit]:
    """Hits at the top of entries with nothing below their fields, but for those that say why."""
    for group in (plan.chapters, plan.goals, plan.measures, plan.definitions):
        for entry in group.values():
            below = entry.prose.lines.text.rpartition("\n---")[2]
            if not entry.prose.blocks and not below.strip() and not entry.incomplete and entry.sound("title", "term"):
                yield hit(entry.at_top(), Hint("write-text", {}), kind=f"the-{entry.kind}")
