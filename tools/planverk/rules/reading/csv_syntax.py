"""A data file cannot be read, because a quote in it is missing or misplaced.

A cell that holds a comma stands in quotes. If one of the two quotes is missing, all rows below run into one cell.

Bad ``plan/data/ensomme.csv``::

    År,Kommunen
    2020,21
    2022,"23  # <-
    2024,24

Good ``plan/data/ensomme.csv``::

    År,Kommunen
    2020,21
    2022,"23"
    2024,24
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "raden kan ikke leses: et anførselstegn mangler eller står feil",
    "nn": "rada kan ikkje lesast: eit hermeteikn manglar eller står feil",
    "en": "the row cannot be read: a quote is missing or misplaced",
}
