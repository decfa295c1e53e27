"""A field stands twice in the same place.

Only one of the two can hold, and a reader of the file cannot tell which. planverk keeps the first.

Bad ``plan/goals/felles-innsats.md``::

    ---
    number: 1
    title: Felles innsats
    title: Felles arbeid  # <-
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

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "feltet «{key}» står allerede på linje {line}",
    "nn": "feltet «{key}» står alt på linje {line}",
    "en": "the field “{key}” stands on line {line} already",
}
