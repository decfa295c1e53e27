"""A line of hyphens or equals signs makes a heading of the text above it.

Markdown reads it so, and it is seldom meant: the line is left from a merge, from another program, or was to part two paragraphs. The whole
paragraph then stands as a heading in all outputs and in the contents.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse).

    Vi lytter.
    ----------  # <-

    Vi møter flere.

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse).

    ## Vi lytter

    Vi møter flere.
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.WARNING
LOSS = False
MESSAGES = {
    "nb": "denne linjen gjør «{text}» til en overskrift",
    "nn": "denne linja gjer «{text}» til ei overskrift",
    "en": "this line makes a heading of “{text}”",
}
