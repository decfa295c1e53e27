"""A measure does not say how it is paid for.

Those who adopt the plan ask what it costs, and what has no place in the municipality's budget has not begun. ``financing`` tells it in a few words:
within the current frame, from a grant, or with which sum in which year.

Bad ``plan/measures/felles-rutine.md``::

    ---  # <-
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    deadline: 2027-06-30
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

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "tiltaket sier ikke hvordan det er finansiert",
    "nn": "tiltaket seier ikkje korleis det er finansiert",
    "en": "the measure does not say how it is financed",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the top of measures in force without `financing`."""
    for measure in plan.measures.values():
        if measure.financing is None and measure.sound("financing") and not measure.withdrawn:
            yield hit(measure.at_top(), Hint("write-financing", {}))
