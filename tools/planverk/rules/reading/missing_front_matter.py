"""A Markdown file does not begin with its fields.

Every chapter, goal, measure and definition begins with its fields, such as the title and the number, between two lines of three hyphens. Without them
nobody knows what the text below is. Nothing may stand above the first line of hyphens, not even an empty line.

Bad ``plan/goals/felles-innsats.md``::

    Tjenestene skal arbeide sammen.  # <-

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

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "filen begynner ikke med felt mellom to linjer med tre bindestreker",
    "nn": "fila byrjar ikkje med felt mellom to linjer med tre bindestrekar",
    "en": "the file does not begin with fields between two lines of three hyphens",
}
