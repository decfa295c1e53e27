"""A text still holds what was put there until somebody writes it: ``TODO``, ``???``, ``[fyll inn]``.

It would be printed as it stands, in the official edition too.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse). TODO: skriv mer om historien.  # <-

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse). Historien begynner i 2015.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import all_passages, outside_quotes, texts_of

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "«{text}» står i stedet for en tekst som ikke er skrevet",
    "nn": "«{text}» står i staden for ein tekst som ikkje er skriven",
    "en": "“{text}” stands for a text that is not written",
}
PLACEHOLDER = re.compile(
    r"\?{3,}|\b(?:TODO|TBD|TBA|FIXME|XXX+|xxx+)\b|\blorem ipsum\b|\[(?:fyll|sett|set|skriv|legg|navn|namn|tekst|dato)\b[^\[\]]{0,80}\]"
)


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the signs and words by which writers mark what is not written yet, outside quotations."""
    for entry in texts_of(plan):
        for passage in all_passages(entry):
            for found in PLACEHOLDER.finditer(passage.text):
                if outside_quotes(passage, found.start()):
                    yield hit(passage.at(*found.span()), Hint("write-or-leave-out", {}), text=found[0])
