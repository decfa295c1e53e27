"""A field stands there without a value.

An empty field says nothing to a reader, and a checker cannot know whether something is still to come. A text that begins with ``#`` reads as empty,
since the rest of such a line is a comment.

Bad ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
    financing:  # <-
    ---

    Tjenestene lager en felles rutine.

Good ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: Felles rutine
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
    "nb": "feltet «{field}» er tomt",
    "nn": "feltet «{field}» er tomt",
    "en": "the field “{field}” is empty",
}
