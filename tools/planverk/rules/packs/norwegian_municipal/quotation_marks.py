"""Quotation marks are not the Norwegian ones.

Norwegian quotes stand between « and »; straight and English marks look like slips beside them.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse) og på ordet "sammen".  # <-

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse) og på ordet «sammen».
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Severity
from planverk.model.plan import Plan
from planverk.rules.corrections import Pattern, corrections
from planverk.rules.hits import Hit

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "anførselstegnene i {text} er ikke norske",
    "nn": "hermeteikna i {text} er ikkje norske",
    "en": "the quotation marks in {text} are not Norwegian",
}


def _norwegian(found: re.Match[str]) -> str:
    if found["inside"] is not None:
        return f"«{found['inside']}»"
    opens = found.start() == 0 or found.string[found.start() - 1].isspace()
    return "«" if opens else "»"


_PATTERNS: tuple[Pattern, ...] = ((re.compile(r'(?<!\w)["“”„](?P<inside>[^"“”„]{0,200})["“”](?!\w)|["“”„]'), _norwegian),)


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at each pair of straight or English double marks, and at one that stands alone."""
    return corrections(plan, _PATTERNS, '"“”„', sure=lambda found: found["inside"] is not None)
