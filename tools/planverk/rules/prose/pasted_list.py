"""A list was pasted from a word processor, with its bullets as signs.

They are no list here: the items run together in one paragraph, and a screen reader does not say that a list begins, or how long it is. A list has a
hyphen and a space before each item.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse). Vi vil:

    • møte flere  # <-
    • høre på dem

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse). Vi vil:

    - møte flere
    - høre på dem
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint, Location, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import typed_paragraphs

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "«{mark}» gir ingen liste: punktene blir stående i ett avsnitt",
    "nn": "«{mark}» gir inga liste: punkta blir ståande i eitt avsnitt",
    "en": "“{mark}” makes no list: the items will stand in one paragraph",
}
_BULLET = re.compile(r"(?:^|(?<=\s))[•▪◦‣●○■□\uf0b7\uf0a7](?=\s)|^[ \t>]*(?:·(?=\s)|[o§Øüv](?=(?:\t|[ \u00a0]{2,})\S))", re.MULTILINE)
"""A bullet; or a letter that a word processor draws as one in a font of signs, with the gap behind it that came along."""

_DASHES = re.compile(r"^[ \t]*([–—o]|[a-zæøå]\))[ \t].*\n[ \t]*(?:[–—o]|[a-zæøå]\))[ \t]", re.MULTILINE)
"""One line with a dash is speech; two in a row are a list."""


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at the first typed bullet of each paragraph."""
    for entry in plan.entries:
        for start, text in typed_paragraphs(entry):
            bullet, dashes = _BULLET.search(text), _DASHES.search(text)
            spans = [span for span in (bullet and bullet.span(), dashes and dashes.span(1)) if span]
            if spans:
                begins, ends = min(spans)
                place = Location(entry.path, entry.prose.lines.span(start + begins, start + ends))
                yield hit(place, Hint("list-form", {}), Hint("empty-line-above", {}), mark=text[begins:ends])
