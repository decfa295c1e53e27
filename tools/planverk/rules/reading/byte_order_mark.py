r"""A file begins with a byte-order mark.

The mark is three invisible bytes that some editors put first. Other tools take it for a part of the first word: front matter and the first field are
not found. In a CSV file the mark is right, since Excel puts it there and reads the file by it.

Bad ``plan/functions/koordinator.yaml`` as bytes::

    \xef\xbb\xbftitle: Koordinator  # <-\nkind: role\n

Good ``plan/functions/koordinator.yaml``::

    title: Koordinator
    kind: role

Good ``plan/data/ensomme.csv`` as bytes::

    \xef\xbb\xbf\xc3\x85r;Kommunen\r\n2020;21\r\n2022;23\r\n2024;24\r\n
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "filen begynner med et usynlig merke (BOM)",
    "nn": "fila byrjar med eit usynleg merke (BOM)",
    "en": "the file begins with an invisible mark (BOM)",
}
