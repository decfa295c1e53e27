"""The helplines were last checked more than a year ago.

Somebody in a crisis reads the help box. A number that is no longer answered can cost a life, so each one is called or looked up at least once a year,
and ``checked`` in plan/help.yaml says when.

Bad ``plan/help.yaml``::

    checked: 2025-10-01  # <-
    lines:
      - name: Legevakt
        number: 116 117
        hours: hele døgnet

Good ``plan/help.yaml``::

    checked: 2026-10-01
    lines:
      - name: Legevakt
        number: 116 117
        hours: hele døgnet
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.dates import months_after
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "hjelpetelefonene er ikke sjekket siden {date}",
    "nn": "hjelpetelefonane er ikkje sjekka sidan {date}",
    "en": "the helplines have not been checked since {date}",
}
MONTHS = 12


def check_on(plan: Plan, day: date) -> Iterator[Hit]:
    """A hit at `checked` where it lies more than MONTHS before the day."""
    if plan.help and plan.help.checked and months_after(plan.help.checked, MONTHS) < day:
        yield hit(plan.help.at("checked"), Hint("check-helplines", {}), date=plan.help.checked.isoformat())
