"""A chapter is part of itself, directly or through others.

``part_of`` names the chapter that this one stands under. In a circle no chapter stands on top, so there is no place to print any of them.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    part_of: innledning  # <-
    ---

    Planen gjelder fra 2025 og bygger på [folkehelsemeldingen](plan:folkehelse).

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    part_of: kunnskap
    ---

    Planen gjelder fra 2025 og bygger på [folkehelsemeldingen](plan:folkehelse).
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.ERROR
LOSS = True
MESSAGES = {
    "nb": "kapittelet er en del av seg selv: {circle}",
    "nn": "kapittelet er ein del av seg sjølv: {circle}",
    "en": "the chapter is part of itself: {circle}",
}


def check(plan: Plan) -> Iterator[Hit]:
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
