"""helpline-unchecked: see helpline-unchecked.md beside this file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planverk.diagnostics import Hint
from planverk.model.plan import Plan
from planverk.rules.dates import months_after
from planverk.rules.hits import Hit, hit

MONTHS = 12


def helpline_unchecked(plan: Plan, day: date) -> Iterator[Hit]:
    """A hit at `checked` where it lies more than MONTHS before the day."""
    if plan.help and plan.help.checked and months_after(plan.help.checked, MONTHS) < day:
        yield hit(plan.help.at("checked"), Hint("check-helplines", {}), date=plan.help.checked.isoformat())
