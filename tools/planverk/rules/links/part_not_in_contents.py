"""A part that the plan has content for is not in the contents.

Definitions, goals with their measures, resources, and referenced plans with sources each stand where ``contents`` in plan.yaml says. A part that is
not named there is left out of every edition, although its files are written.

Bad ``plan/plan.yaml``::

    title: Handlingsplan mot ensomhet
    organisation:
      name: Eksempel kommune
      orgnr: "310000000"
    language: nb
    period:
      from: 2025
      to: 2028
    status: hearing
    contact: postmottak@eksempel.example
    contents:  # <-
      - chapter:innledning
      - chapter:kunnskap
      - goals
      - resources
      - references

Good ``plan/plan.yaml``::

    title: Handlingsplan mot ensomhet
    organisation:
      name: Eksempel kommune
      orgnr: "310000000"
    language: nb
    period:
      from: 2025
      to: 2028
    status: hearing
    contact: postmottak@eksempel.example
    contents:
      - chapter:innledning
      - chapter:kunnskap
      - definitions
      - goals
      - resources
      - references
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.ERROR
LOSS = True
MESSAGES = {
    "nb": "«{part}» står ikke i innholdet, så {count} av planens filer kommer ikke med",
    "nn": "«{part}» står ikkje i innhaldet, så {count} av filene i planen kjem ikkje med",
    "en": "“{part}” is not in the contents, so {count} of the plan's files are left out",
}


def check(plan: Plan) -> Iterator[Hit]:
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
