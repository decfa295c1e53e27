"""A measure's responsible function is a proposal.

The adopted plan does not say who answers for the measure, so somebody has proposed a function and told the basis. Readers see that it is a proposal.
This finding counts what the municipality has still to decide.

Bad ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: proposed  # <-
    basis: Kapittelet om samordning legger oversikten til denne funksjonen.
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
    "nb": "ansvaret er et forslag: {function}",
    "nn": "ansvaret er eit forslag: {function}",
    "en": "the responsibility is a proposal: {function}",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at `assignment` of measures in force whose function is there and proposed."""
    for measure in plan.measures.values():
        function = plan.functions.get(measure.responsible or "")
        if measure.assignment == "proposed" and function and not measure.withdrawn:
            yield hit(measure.at("assignment"), Hint("confirm-responsible", {}), function=function.title or function.id)
