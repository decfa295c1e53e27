"""A text holds HTML, code or a picture.

Prose in a plan is headings, paragraphs, lists, quotations, tables, footnotes and links: what reads well aloud, on paper and on a screen. HTML and
code would show as they stand in one format and be gone in another, and could bring something foreign into the published plan.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen gjelder fra <b>2025</b> og bygger på [folkehelsemeldingen](plan:folkehelse).  # <-

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen gjelder fra **2025** og bygger på [folkehelsemeldingen](plan:folkehelse).
"""

from __future__ import annotations

from planverk.diagnostics import Severity

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "«{text}» kan ikke stå i en plantekst",
    "nn": "«{text}» kan ikkje stå i ein plantekst",
    "en": "“{text}” cannot stand in the text of a plan",
}
