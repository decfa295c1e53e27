"""An item of a list is printed with another number than it is typed with.

A list counts up from its first number. Where every item has the same number, or one has a nought in front, the printed number is another than the
one that the author sees.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse).

    1. Vi møter flere.
    1. Vi lytter.  # <-

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

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "punktet «{typed}» blir trykt med nummer {printed}",
    "nn": "punktet «{typed}» blir trykt med nummer {printed}",
    "en": "the item “{typed}” will be printed as number {printed}",
}
