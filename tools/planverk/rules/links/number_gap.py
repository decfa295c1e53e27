"""A number is missing in the row of goals or of measures.

A reader who meets tiltak 1, 2 and 4 looks for the third and asks what became of it. A measure that was withdrawn stays in the plan with the field
``withdrawn``, so its number is not missing.

Bad ``plan/goals/felles-innsats.md``::

    ---
    number: 2  # <-
    title: Felles innsats
    related:
      - folkehelse#fellesskap
      - folkehelse#oversyn
    ---

    Tjenestene skal arbeide sammen.

Good ``plan/goals/felles-innsats.md``::

    ---
    number: 1
    title: Felles innsats
    related:
      - folkehelse#fellesskap
      - folkehelse#oversyn
    ---

    Tjenestene skal arbeide sammen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.model.prose_entries import Goal, Measure
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "nummer {numbers} mangler blant {kind}",
    "nn": "nummer {numbers} manglar blant {kind}",
    "en": "number {numbers} is missing among {kind}",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the number after each gap; none while a number of the same kind is missing, wrong or repeated."""
    yield from _gaps(plan.goals_in_order, "the-goals", Hint("gap-in-goals", {}))
    yield from _gaps(plan.measures_in_order, "the-measures", Hint("gap-in-measures", {}))


def _gaps(entries: Sequence[Goal | Measure], kind: str, remedy: Hint) -> Iterator[Hit]:
    numbers = [entry.number or 0 for entry in entries]
    if 0 in numbers or len(set(numbers)) < len(numbers):
        return
    for entry, number, before in zip(entries, numbers, [0, *numbers], strict=False):
        if number > before + 1:
            missing = str(before + 1) if number == before + 2 else f"{before + 1}–{number - 1}"
            yield hit(entry.at("number"), remedy, kind=kind, numbers=missing)
