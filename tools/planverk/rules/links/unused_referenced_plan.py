"""Nothing refers to a referenced plan.

A plan that this one builds on shows up where a goal is related to its goals, where a measure follows it, or where the text links to it.

Bad ``plan/references/plans/boligplan.yaml``::

    title: Boligplan  # <-
    level: municipal
    owner: Eksempel kommune
    period:
      from: 2024
      to: 2034
    goals:
      - id: naermiljo
        title: Gode nærmiljøer

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

from planverk.diagnostics import Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.parts import uses_are_known

SEVERITY = Severity.INFO
MESSAGES = {
    "nb": "ingenting i denne planen viser til planen «{title}»",
    "nn": "ingenting i denne planen viser til planen «{title}»",
    "en": "nothing in this plan refers to the plan “{title}”",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at referenced plans of which nothing names the plan, a goal or a measure."""
    for referenced in plan.plans.values() if uses_are_known(plan) else ():
        users = plan.referrers.get(("plan", referenced.id), ())
        if not any(found.entry is not referenced for found in users):
            yield hit(referenced.at_top(), title=referenced.title or referenced.id)
