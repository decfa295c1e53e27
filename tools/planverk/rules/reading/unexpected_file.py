"""A file in plan/ is of no kind that a plan has.

The folder and the ending say what a file is: a measure is ``plan/measures/ID.md``, a function ``plan/functions/ID.yaml``. A file elsewhere would
never be printed, and nobody would notice.

Programs that share files lay copies beside the original: "rutine - Kopi.md", "rutine (1).md" or "rutine-KARI-PC.md". Two files would then be one
measure. The check says which file it is a copy of, and which lines differ.

Bad ``plan/measures/ny-moteplass.yaml``::

    number: 2  # <-
    title: Ny møteplass

Good ``plan/measures/ny-moteplass.md``::

    ---
    number: 2
    title: Ny møteplass
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    ---

    Kommunen åpner en møteplass.
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "filen hører ikke hjemme her",
    "nn": "fila høyrer ikkje heime her",
    "en": "the file does not belong here",
}
