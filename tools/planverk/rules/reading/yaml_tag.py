"""A value begins with ``!``, which YAML takes for a tag.

A tag tells a program to make something else of a value, up to running code. A plan holds text, numbers and dates; most often a plain text was meant.

Bad ``plan/measures/felles-rutine.md``::

    ---
    number: 1
    title: !viktig Felles rutine  # <-
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
    "nb": "«{tag}» leses som et merke i YAML, og planen bruker ikke slike",
    "nn": "«{tag}» blir lese som eit merke i YAML, og planen bruker ikkje slike",
    "en": "“{tag}” is read as a tag of YAML, and a plan uses none",
}
