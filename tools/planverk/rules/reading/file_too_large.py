"""A file, or the plan as a whole, is larger than a plan can be.

A file of a plan is text or numbers that people wrote; the largest known one has 40 kB. A file of more than a megabyte has come to the wrong folder,
and reading it would slow down every check.

Bad ``plan/data/ensomme.csv``::

    År,Kommunen  # <-
    2020,21  # x 125000

Good ``plan/data/ensomme.csv``::

    År,Kommunen
    2020,21
    2022,23
    2024,24
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "for stor til å være en del av planen: {size} kB, og grensen er {limit} kB",
    "nn": "for stor til å vere ein del av planen: {size} kB, og grensa er {limit} kB",
    "en": "too large for a part of the plan: {size} kB, and the limit is {limit} kB",
}
