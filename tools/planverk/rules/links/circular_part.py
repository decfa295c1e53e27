"""circular-part: see circular-part.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit


def circular_part(plan: Plan) -> Iterator[Hit]:
    """One hit a circle, at the chapter whose id comes first."""
    told: set[str] = set()
    for name in sorted(plan.chapters):
        circle = _circle(plan, name)
        if circle and told.isdisjoint(circle):
            told.update(circle)
            yield hit(plan.chapters[name].at("part_of"), Hint("break-circle", {}), circle=" → ".join((*circle, name)))


def _circle(plan: Plan, name: str) -> list[str]:
    """The chapters from `name` up to `name` again, [] where the way up ends or circles without it."""
    way = [name]
    while (above := plan.chapters[way[-1]].part_of) and above in plan.chapters and above not in way:
        way.append(above)
    return way if above == name else []
