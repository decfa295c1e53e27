"""A value begins with ``&`` or ``*``, which YAML takes for an abbreviation.

YAML lets a file name a value with ``&`` and repeat it with ``*``. A plan says everything where it stands, so that each file can be read alone, and
nobody can fill the memory with copies of copies. Most often a plain text was meant.

Bad ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    financing: &ramme Innenfor gjeldende ramme  # <-
    ---

    Tjenestene lager en felles rutine.

Good ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    financing: Innenfor gjeldende ramme
    ---

    Tjenestene lager en felles rutine.
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "«{name}» leses som en forkortelse i YAML, og planen bruker ikke slike",
    "nn": "«{name}» blir lese som ei forkorting i YAML, og planen bruker ikkje slike",
    "en": "“{name}” is read as an abbreviation of YAML, and a plan uses none",
}
