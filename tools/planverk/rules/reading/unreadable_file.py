"""A file or folder of the plan cannot be opened.

Either its owner has not let you read it, or it is no plain file but a pipe, a device or another repository, or it is plan/plan.yaml and is not there,
or only the pointer that Git LFS leaves for a file is here, and its content was not fetched. What stands in it is unknown, so nothing is said
about what refers to it. No example of one file can show this.
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "filen eller mappen kan ikke leses: {obstacle}",
    "nn": "fila eller mappa kan ikkje lesast: {obstacle}",
    "en": "the file or folder cannot be read: {obstacle}",
}
