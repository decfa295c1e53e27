"""A function that exists no longer answers for a measure.

Municipalities reorganise. A function keeps its file, with ``valid.to`` and perhaps a ``successor``, so that earlier editions stay readable; the
measures must name the one that answers for them now.

Bad ``plan/functions/koordinator.yaml``::

    title: Folkehelsekoordinator
    kind: role
    valid:
      to: 2026-06-30

Bad ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator  # <-
    assignment: adopted
    deadline: 2027-06-30
    financing: Innenfor gjeldende ramme
    ---

    Tjenestene lager en felles rutine.

Good ``plan/functions/koordinator.yaml``::

    title: Folkehelsekoordinator
    kind: role
    valid:
      from: 2020-01-01
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planverk.diagnostics import Hint, Severity, did_you_mean
from planverk.model.data_entries import Function
from planverk.model.plan import Plan
from planverk.model.prose_entries import Measure
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "funksjonen «{title}» gjaldt bare til {date}",
    "nn": "funksjonen «{title}» galdt berre til {date}",
    "en": "the function “{title}” existed until {date} only",
}


def check_on(plan: Plan, day: date) -> Iterator[Hit]:
    """Hits where a measure in force names a function, as responsible or as participant, that ended before the day."""
    for reference in plan.references:
        function = plan.functions.get(reference.name) if reference.kind == "function" and reference.route else None
        if function is None or not isinstance(reference.entry, Measure) or reference.entry.withdrawn:
            continue
        if function.valid and function.valid.to and function.valid.to < day:
            yield hit(reference.location, *_remedies(plan, function), title=function.title or function.id, date=function.valid.to.isoformat())


def _remedies(plan: Plan, function: Function) -> tuple[Hint, ...]:
    if function.successor in plan.functions:
        return did_you_mean((str(function.successor),))
    return (Hint("name-function-of-today", {}),)
