"""part-not-in-contents: see part-not-in-contents.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit


def part_not_in_contents(plan: Plan) -> Iterator[Hit]:
    """Hits at the key `contents`, one a part that has entries and is not named."""
    if not plan.head.sound("contents"):
        return
    entries = {
        "definitions": len(plan.definitions),
        "goals": len(plan.goals) + len(plan.measures),
        "resources": len(plan.resources),
        "references": len(plan.plans) + len(plan.sources),
    }
    for part, count in entries.items():
        if count and part not in plan.head.contents:
            yield hit(plan.head.at_key("contents"), Hint("add-part-to-contents", {"name": part}), part=part, count=str(count))
