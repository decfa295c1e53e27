"""Two files have names that some computers cannot tell apart.

Windows and macOS take capitals and small letters for the same, and å has two spellings that look alike. On such a machine one of the two files would
overwrite the other.

Bad ``plan/data/Ensomme.csv``::

    År,Kommunen  # <-
    2020,19

Good ``plan/data/ensomme.csv``::

    År,Kommunen
    2020,21
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "noen datamaskiner ser ingen forskjell på dette navnet og {other}",
    "nn": "nokre datamaskiner ser ingen skilnad på dette namnet og {other}",
    "en": "some computers see no difference between this name and {other}",
}
