"""The plan is superseded, but does not say by which plan.

Whoever finds an old plan wants the one that holds now. ``successor`` holds its title and, where it has one, its web address. The cover and the page
about the edition name it.

Bad ``plan/plan.yaml``::

    title: Handlingsplan mot ensomhet
    organisation:
      name: Eksempel kommune
      orgnr: "310000000"
    language: nb
    period:
      from: 2025
      to: 2028
    status: superseded  # <-
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
    status: superseded
    successor:
      title: Handlingsplan for fellesskap
      url: https://www.eksempel.example/fellesskap
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

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "planen er erstattet, men det står ikke av hvilken plan",
    "nn": "planen er erstatta, men det står ikkje av kva plan",
    "en": "the plan is superseded, but it does not say by which plan",
}


def check(plan: Plan) -> Iterator[Hit]:
    """A hit at `status` where it is superseded and there is no `successor`."""
    head = plan.head
    if head.status == "superseded" and head.successor is None and head.sound("status", "successor"):
        yield hit(head.at("status"), Hint("write-successor", {}))
