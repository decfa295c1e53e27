"""A plan that this one builds on ends before this one does.

From that year on, the goals that this plan follows up are no longer in force, and a successor may set others. Find out whether there is one; if so,
add it to plan/references/plans and name it under ``successor``.

Bad ``plan/references/plans/folkehelse.yaml``::

    title: Folkehelsemelding
    level: national
    owner: Staten
    period:
      from: 2023
      to: 2026  # <-
    goals:
      - id: fellesskap
        number: 1
        title: Sterkere fellesskap
      - id: oversyn
        number: 2
        title: Bedre oversikt

Good ``plan/references/plans/folkehelse.yaml``::

    title: Folkehelsemelding
    level: national
    owner: Staten
    period:
      from: 2023
      to: 2030
    goals:
      - id: fellesskap
        number: 1
        title: Sterkere fellesskap
      - id: oversyn
        number: 2
        title: Bedre oversikt
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "planen «{title}» går ut i {year}, men denne planen gjelder til og med {end}",
    "nn": "planen «{title}» går ut i {year}, men denne planen gjeld til og med {end}",
    "en": "the plan “{title}” ends in {year}, but this plan runs until the end of {end}",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the last year of referenced plans that name no successor and end before this plan."""
    if plan.head.period is None:
        return
    end = plan.head.period.to
    for referenced in plan.plans.values():
        if referenced.period and referenced.period.to < end and referenced.successor is None and referenced.sound("successor"):
            facts = {"title": referenced.title or referenced.id, "year": str(referenced.period.to), "end": str(end)}
            yield Hit(referenced.at("period", "to"), facts, (Hint("look-for-successor", {}),))
