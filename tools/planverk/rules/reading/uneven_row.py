"""A row of a data file has more or fewer cells than the first row.

It is not certain which number belongs to which column, so the figure cannot be drawn. A decimal comma is the usual cause: ``2020,2,5`` has three
cells.

Bad ``plan/data/ensomme.csv``::

    År,Kommunen
    2020,21
    2022,23,5  # <-
    2024,24

Good ``plan/data/ensomme.csv``::

    År,Kommunen
    2020,21
    2022,"23,5"
    2024,24
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "antallet ruter i raden er {found}; i den øverste raden er det {header}",
    "nn": "talet på ruter i rada er {found}; i den øvste rada er det {header}",
    "en": "the number of cells in this row is {found}; in the first row it is {header}",
}
