"""A value goes on with ``#`` after a space, and YAML drops what follows as a comment.

Nothing else tells the author: ``title: Tiltak #1`` is read as ``Tiltak``, and so it would be printed. A text with ``#`` in it stands in quotes. A
comment that is meant has a space after the sign, or a line of its own.

Bad ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine #1  # <-
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    ---

    Tjenestene lager en felles rutine.

Good ``plan/measures/felles-rutine.md``::

    ---
    # Avklart med helse.
    number: 1
    title: "Felles rutine #1"
    goal: felles-innsats
    responsible: koordinator # fra 2027 kanskje en annen
    assignment: adopted
    ---

    Tjenestene lager en felles rutine.
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "«{text}» blir ikke med: YAML leser det som en kommentar",
    "nn": "«{text}» blir ikkje med: YAML les det som ein kommentar",
    "en": "“{text}” is left out: YAML reads it as a comment",
}
