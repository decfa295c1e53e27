"""The fields at the beginning of a file have no end.

The fields stand between two lines of three hyphens, and the second line is not there. The text below would be read as fields.

Bad ``plan/goals/felles-innsats.md``::

    ---  # <-
    number: 1
    title: Felles innsats
    related:
      - folkehelse#fellesskap
      - folkehelse#oversyn

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
    "nb": "feltene som begynner her, slutter aldri: den andre linjen med tre bindestreker mangler",
    "nn": "felta som byrjar her, sluttar aldri: den andre linja med tre bindestrekar manglar",
    "en": "the fields that begin here never end: the second line of three hyphens is missing",
}
