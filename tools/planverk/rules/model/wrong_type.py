"""A field holds another sort of value than it should.

A number is digits alone, a list has a hyphen before each item, and fields that hold other fields have them on lines of their own below.

Bad ``plan/measures/felles-rutine.md``::

    ---
    number: første  # <-
    title: Felles rutine
    goal: felles-innsats
    responsible: koordinator
    assignment: adopted
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
    "nb": "her skal det stå {expected}",
    "nn": "her skal det stå {expected}",
    "en": "what should stand here is {expected}",
}
