"""Two people changed the same lines, and Git has left both versions in the file.

Nobody but those two knows which one holds, so nothing more is said about the file until one is chosen.

Bad ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    <<<<<<< HEAD  # <-
    title: Felles rutine
    =======
    title: Felles rutiner
    >>>>>>> endring-av-tittel
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    ---

    Tjenestene lager en felles rutine.

Good ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutiner
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    ---

    Tjenestene lager en felles rutine.
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "to har endret de samme linjene, og Git har latt begge versjonene stå",
    "nn": "to har endra dei same linjene, og Git har late begge versjonane stå",
    "en": "two people changed the same lines, and Git has left both versions",
}
