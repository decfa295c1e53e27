"""A data file has more rows than a figure can show.

A table of thousands of rows helps no reader, and a chart of them is a smear. Sum the numbers up, by year for example, and point to the full data set.

Bad ``plan/data/ensomme.csv``::

    År,Kommunen
    2020,21  # x 2000
    2024,24  # <-

Good ``plan/data/ensomme.csv``::

    År,Kommunen
    2020,21
    2024,24
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "filen har mer enn {limit} rader under overskriften",
    "nn": "fila har meir enn {limit} rader under overskrifta",
    "en": "the file has more than {limit} rows below its header",
}
