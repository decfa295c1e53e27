"""A heading holds no text.

Screen readers list the headings of a page; an empty one is read as nothing, and the contents would hold an empty line.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen gjelder fra 2025 og bygger på [folkehelsemeldingen](plan:folkehelse).

    ##  # <-

    Kommunen spør innbyggerne annethvert år.

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen gjelder fra 2025 og bygger på [folkehelsemeldingen](plan:folkehelse).

    ## Spørsmål til innbyggerne

    Kommunen spør innbyggerne annethvert år.
"""

from __future__ import annotations

from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import prose_passages
from planverk.source.prose import Heading

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "overskriften er tom",
    "nn": "overskrifta er tom",
    "en": "the heading is empty",
}


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at headings without a visible character."""
    for entry in plan.entries:
        for passage in prose_passages(entry):
            if isinstance(passage.block, Heading) and not passage.text.strip():
                yield hit(passage.at(0, passage.block.level), Hint("write-heading", {}))
