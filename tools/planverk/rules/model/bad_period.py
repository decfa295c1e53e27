"""A period ends before it begins.

Both ends of a period count. Either the two have changed places, or a digit is wrong.

Bad ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    period:
      from: 2026-01-01
      to: 2025-12-31  # <-
    ---

    Tjenestene lager en felles rutine.

Good ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    period:
      from: 2025-01-01
      to: 2026-12-31
    ---

    Tjenestene lager en felles rutine.
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "perioden slutter ({ends}) før den begynner ({begins})",
    "nn": "perioden sluttar ({ends}) før han byrjar ({begins})",
    "en": "the period ends ({ends}) before it begins ({begins})",
}
