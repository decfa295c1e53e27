"""The numbers of a list do not count up.

They are printed as they are typed, and what was one list is several. Perhaps an item is missing, or a line begins with a number and a full stop
without being an item.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse).

    1. Vi møter flere.
    3. Vi lytter.  # <-

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse).

    1. Vi møter flere.
    2. Vi lytter.
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.WARNING
LOSS = False
MESSAGES = {
    "nb": "nummer {number} kommer rett etter nummer {before}, så listen blir delt her",
    "nn": "nummer {number} kjem rett etter nummer {before}, så lista blir delt her",
    "en": "number {number} comes right after number {before}, so the list is parted here",
}
