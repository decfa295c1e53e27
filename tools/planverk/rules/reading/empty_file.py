"""A file holds nothing, or nothing but comments.

An entry without fields cannot be printed. Perhaps it was made and forgotten, or its text was deleted by mistake.

Bad ``plan/functions/frivilligsentral.yaml``::

    # Her skal frivilligsentralen stå.  # <-

Good ``plan/functions/koordinator.yaml``::

    title: Folkehelsekoordinator
    kind: role
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "filen er tom",
    "nn": "fila er tom",
    "en": "the file is empty",
}
