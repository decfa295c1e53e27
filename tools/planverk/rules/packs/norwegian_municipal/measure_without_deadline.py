"""A measure does not say when it is to be done.

Without a deadline, or a period of its own, the measure runs as long as the plan does, and nobody can say that it is late.

Bad ``plan/measures/felles-rutine.md``::

    ---  # <-
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    financing: Innenfor gjeldende ramme
    reporting:
      to: Hovedutvalg for helse
      interval_months: 12
    ---

    Tjenestene lager en felles rutine.

Good ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    deadline: 2027-06-30
    financing: Innenfor gjeldende ramme
    reporting:
      to: Hovedutvalg for helse
      interval_months: 12
    ---

    Tjenestene lager en felles rutine.
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.INFO
MESSAGES = {
    "nb": "tiltaket har verken frist eller periode",
    "nn": "tiltaket har verken frist eller periode",
    "en": "the measure has neither a deadline nor a period",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the top of measures in force without `deadline` and `period`."""
    for measure in plan.measures.values():
        told = measure.deadline or measure.period or measure.withdrawn
        if not told and measure.sound("deadline", "period"):
            yield hit(measure.at_top(), Hint("write-deadline", {}))
