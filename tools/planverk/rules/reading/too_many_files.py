"""The folder plan/ holds more files than any plan.

Something has been unpacked or copied there. Reading stops at the limit, so that a check always ends. No example of one file can show this.
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "mappen har mer enn {limit} filer; resten er ikke lest",
    "nn": "mappa har meir enn {limit} filer; resten er ikkje lesne",
    "en": "the folder holds more than {limit} files; the others were not read",
}
