"""An adopted plan should have been revised by now.

The plan says after how many years it is revised (``review``), and its period has an end. When the day has come, readers must not take an old plan for
one in force: revise it, prolong it by a decision, or set ``status: superseded``.

Bad ``plan/plan.yaml``::

    title: Handlingsplan mot ensomhet
    organisation:
      name: Eksempel kommune
      orgnr: "310000000"
    language: nb
    period:
      from: 2020
      to: 2028
    status: adopted
    adoption:
      body: kommunestyret
      date: 2019-12-10
      case: 80/19
    contact: postmottak@eksempel.example
    contents:
      - chapter:innledning
      - chapter:kunnskap
      - definitions
      - goals
      - resources
      - references
    review:
      interval_years: 4  # <-
      how: Tiltakene vurderes hvert år.

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
    review:
      interval_years: 4
      how: Tiltakene vurderes hvert år.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "planen skulle vært revidert innen utgangen av {year}",
    "nn": "planen skulle ha vore revidert innan utgangen av {year}",
    "en": "the plan should have been revised by the end of {year}",
}


def check_on(plan: Plan, day: date) -> Iterator[Hit]:
    """A hit where an adopted plan's review or end lies in an earlier year than the day: at the interval, or at the period's last year."""
    head = plan.head
    if head.status != "adopted" or head.period is None:
        return
    review = head.period.from_ + head.review.interval_years - 1 if head.review else head.period.to
    due, route = min((review, ("review", "interval_years")), (head.period.to, ("period", "to")))
    if day.year > due:
        yield hit(head.at(*route), Hint("revise-plan", {}), year=str(due))
