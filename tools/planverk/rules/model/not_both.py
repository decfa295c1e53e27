"""Two fields stand together that rule each other out.

A measure has either a period or a deadline, and a figure either has data or says why its data is missing. With both, a reader cannot tell which
holds.

Bad ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    period:
      from: 2025-01-01
      to: 2026-12-31
    deadline: 2026-06-30  # <-
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
    "nb": "«{field}» og «{other}» kan ikke stå sammen",
    "nn": "«{field}» og «{other}» kan ikkje stå saman",
    "en": "“{field}” and “{other}” cannot stand together",
}
