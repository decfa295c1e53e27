"""A field holds a word that is none of those it may hold.

Where the contract gives a fixed set of words, the outputs print their Norwegian names and tables gather by them.

Bad ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: vedtatt  # <-
    ---

    Tjenestene lager en felles rutine.

Good ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    ---

    Tjenestene lager en felles rutine.
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "«{value}» kan ikke stå her",
    "nn": "«{value}» kan ikkje stå her",
    "en": "“{value}” cannot stand here",
}
