"""A field holds more text than a field can.

Fields are for names and short sentences. Longer text belongs below the fields, in paragraphs.

Bad ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    financing:
      Innenfor gjeldende ramme,  # <-
      og med midler fra fylket,  # x 500
    ---

    Tjenestene lager en felles rutine.

Good ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    financing: Innenfor gjeldende ramme
    ---

    Tjenestene lager en felles rutine.
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "teksten har {size} tegn; grensen for et felt er {limit}",
    "nn": "teksten har {size} teikn; grensa for eit felt er {limit}",
    "en": "the text has {size} characters; the limit for a field is {limit}",
}
