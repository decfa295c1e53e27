"""A measure has no responsible function.

A measure that nobody answers for is not carried out, and a committee asks first who does it. The function stands in plan/functions; it is an office
or a role, never a person. Where the adopted plan names none, a proposal with its basis shows as such in every output.

Bad ``plan/measures/felles-rutine.md``::

    ---  # <-
    number: 1
    title: Felles rutine
    goal: felles-innsats
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
    assignment: proposed
    basis: Kapittelet om samordning legger oversikten til denne funksjonen.
    deadline: 2027-06-30
    financing: Innenfor gjeldende ramme
    ---

    Tjenestene lager en felles rutine.
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.parts import untold

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "tiltaket har ingen ansvarlig funksjon",
    "nn": "tiltaket har ingen ansvarleg funksjon",
    "en": "the measure has no responsible function",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the top of measures in force that name nobody."""
    for measure in plan.measures.values():
        if measure.responsible is None and measure.sound("responsible") and not measure.withdrawn and not untold(measure):
            yield hit(measure.at_top(), Hint("name-a-function", {}))
