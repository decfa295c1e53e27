"""The plan still refers to a plan that another has taken over from.

The register names the successor, but goals, measures or chapters lead to the old plan. Look whether the successor's goals fit, and refer to those.

Bad ``plan/references/plans/folkehelse.yaml``::

    title: Folkehelsemelding
    level: national
    owner: Staten
    period:
      from: 2023
      to: 2026
    successor: folkehelse-2026  # <-
    goals:
      - id: fellesskap
        number: 1
        title: Sterkere fellesskap
      - id: oversyn
        number: 2
        title: Bedre oversikt

Bad ``plan/references/plans/folkehelse-2026.yaml``::

    title: Ny folkehelsemelding
    level: national
    owner: Staten
    period:
      from: 2026
      to: 2034
    goals:
      - id: naerhet
        number: 1
        title: Nærhet til tjenestene

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
from datetime import date

from planverk.diagnostics import Hint, Location, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "planen er avløst av «{successor}», men denne planen viser fortsatt til den (antall steder: {times})",
    "nn": "planen er avløyst av «{successor}», men denne planen viser framleis til han (tal på stader: {times})",
    "en": "“{successor}” has taken over from this plan, but the plan still refers to it (places: {times})",
}


def check_on(plan: Plan, day: date) -> Iterator[Hit]:
    """Hits at `successor` of plans that something still refers to, once the successor's period has begun."""
    for referenced in plan.plans.values():
        successor = plan.plans.get(referenced.successor or "")
        users = [found for found in plan.referrers.get(("plan", referenced.id), ()) if found.entry.kind != "plan"]
        if successor and users and (successor.period is None or successor.period.from_ <= day.year):
            facts = {"successor": successor.title or successor.id, "times": str(len(users))}
            yield Hit(referenced.at("successor"), facts, (Hint("refer-to-successor", {"place": _place(users[0].location)}),))


def _place(location: Location) -> str:
    return f"{location.path}:{location.span.start.line}"
