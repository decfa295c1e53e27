"""A date or year is not written as one, or the calendar does not have it.

Dates are written year first, ``2026-06-30``, so that they sort and nobody takes the day for the month. The outputs print them as «30. juni 2026».

Bad ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    deadline: 30.6.2026  # <-
    ---

    Tjenestene lager en felles rutine.

Good ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    deadline: 2026-06-30
    ---

    Tjenestene lager en felles rutine.
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "her skal det stå {expected}, ikke «{value}»",
    "nn": "her skal det stå {expected}, ikkje «{value}»",
    "en": "what should stand here is {expected}, not “{value}”",
}
