"""A line stands straight under a table, a quotation, a list or a note, and becomes part of it.

The sentence is then printed as a row of the table, as the words of the one who is quoted, or as part of the last item. An empty line above it keeps
it apart.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse).

    > Jeg har det fint.
    Kommunen mener noe annet.  # <-

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse).

    > Jeg har det fint.

    Kommunen mener noe annet.
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.WARNING
LOSS = False
MESSAGES = {
    "nb": "linjen blir en del av {kind} over",
    "nn": "linja blir ein del av {kind} over",
    "en": "the line becomes part of {kind} above it",
}
