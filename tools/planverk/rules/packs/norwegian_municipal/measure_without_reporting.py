"""A measure does not say to whom, and how often, its progress is reported.

A political body that adopted the measure must hear what became of it. ``reporting`` names the body and the months between two reports.

Bad ``plan/measures/felles-rutine.md``::

    ---  # <-
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    deadline: 2027-06-30
    financing: Innenfor gjeldende ramme
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
    "nb": "tiltaket sier ikke hvem det skal rapporteres til",
    "nn": "tiltaket seier ikkje kven det skal rapporterast til",
    "en": "the measure does not say to whom it is reported",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the top of measures in force without `reporting`."""
    for measure in plan.measures.values():
        if measure.reporting is None and measure.sound("reporting") and not measure.withdrawn:
            yield hit(measure.at_top(), Hint("write-reporting", {}))
