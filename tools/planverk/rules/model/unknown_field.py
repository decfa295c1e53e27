"""A field has a name that entries of its kind do not know.

Most often it is a slip, and what stands under it would never be printed or checked. The names of fields are English, in the singular or plural as the
handbook writes them.

Bad ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    tittel: Felles rutine  # <-
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
    "nb": "feltet «{field}» finnes ikke her",
    "nn": "feltet «{field}» finst ikkje her",
    "en": "there is no field “{field}” here",
}
