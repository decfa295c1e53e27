"""A file or a folder has a name that Windows cannot have.

Windows keeps some names for devices, whatever their ending: con, prn, aux, nul, com1 to com9 and lpt1 to lpt9. The signs < > : " | ? * \\ cannot
stand in a name there, none can end in a full stop or a space, and no path can be much longer than 200 characters. Who fetches the plan with Windows
then gets none of it, or all but this file.

Bad ``plan/data/aux.csv``::

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
    "nb": "navnet «{name}» går ikke på Windows: {obstacle}",
    "nn": "namnet «{name}» går ikkje på Windows: {obstacle}",
    "en": "the name “{name}” does not work on Windows: {obstacle}",
}
