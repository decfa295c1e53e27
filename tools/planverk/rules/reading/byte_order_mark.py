r"""A file begins with a byte-order mark.

The mark is three invisible bytes that some editors put first. Other tools take it for a part of the first word: the first column of a spreadsheet
gets another name, and front matter is not found.

Bad ``plan/data/ensomme.csv`` as bytes::

    \xef\xbb\xbf\xc3\x85r,Kommunen  # <-\n2020,21\n2022,23\n2024,24\n

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
    "nb": "filen begynner med et usynlig merke (BOM)",
    "nn": "fila byrjar med eit usynleg merke (BOM)",
    "en": "the file begins with an invisible mark (BOM)",
}
