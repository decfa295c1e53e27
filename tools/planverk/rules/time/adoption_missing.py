"""The plan says that it is adopted, but not by whom, when and in which case.

A reader must be able to find the decision. ``adoption`` holds the body, the date and the case number, and every edition prints them.

Bad ``plan/plan.yaml``::

    title: Handlingsplan mot ensomhet
    organisation:
      name: Eksempel kommune
      orgnr: "310000000"
    language: nb
    period:
      from: 2025
      to: 2028
    status: adopted  # <-
    contact: postmottak@eksempel.example
    contents:
      - chapter:innledning
      - chapter:kunnskap
      - definitions
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
    status: adopted
    adoption:
      body: kommunestyret
      date: 2024-12-10
      case: 80/24
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
MESSAGES = {
    "nb": "planen er vedtatt, men vedtaket er ikke oppgitt",
    "nn": "planen er vedteken, men vedtaket er ikkje oppgitt",
    "en": "the plan is adopted, but the decision is not given",
}


def check(plan: Plan) -> Iterator[Hit]:
    """A hit at `status` where it is adopted and there is no `adoption`."""
    head = plan.head
    if head.status == "adopted" and head.adoption is None and head.sound("status", "adoption"):
        yield hit(head.at("status"), Hint("write-adoption", {}))
