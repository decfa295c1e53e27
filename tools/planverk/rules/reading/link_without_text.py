"""A link out of the plan has no text.

The reader sees nothing, and a screen reader has nothing to say. Only a link to something in the plan may do without: it is printed with the label
and the number of what it leads to.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse). Se også [](https://www.helsenorge.no/).  # <-

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse). Se også [Helsenorge](https://www.helsenorge.no/).
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "lenken til «{target}» har ingen tekst, så den blir ikke synlig",
    "nn": "lenkja til «{target}» har ingen tekst, så ho blir ikkje synleg",
    "en": "the link to “{target}” has no text, so nobody will see it",
}
