"""A field that every entry of its kind needs is not there.

Without a title nothing can be printed; without a goal a measure belongs nowhere. Where the plan's original does not tell the value, write
``incomplete: true`` and what it does tell under ``known``; a value is never made up to fill a field.

Bad ``plan/measures/felles-rutine.md``::

    ---  # <-
    number: 1
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
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
    "nb": "feltet «{field}» mangler",
    "nn": "feltet «{field}» manglar",
    "en": "the field “{field}” is missing",
}
