"""The plan names the decision that adopted it, but calls itself a draft or out for hearing.

Every page shows the status, and a reader who sees «høring» on an adopted plan takes it for something that may still change.

Bad ``plan/plan.yaml``::

    title: Handlingsplan mot ensomhet
    organisation:
      name: Eksempel kommune
      orgnr: "310000000"
    language: nb
    period:
      from: 2025
      to: 2028
    status: hearing  # <-
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
MESSAGES = {
    "nb": "statusen er «{status}», men planen er vedtatt {date}",
    "nn": "statusen er «{status}», men planen er vedteken {date}",
    "en": "the status is “{status}”, but the plan was adopted on {date}",
}


def check(plan: Plan) -> Iterator[Hit]:
    """A hit at `status` where it is draft or hearing and there is an `adoption`."""
    head = plan.head
    if head.adoption and head.status in ("draft", "hearing"):
        yield hit(head.at("status"), Hint("settle-status", {}), status=head.status, date=head.adoption.date.isoformat())
