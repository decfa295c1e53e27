"""pasted-list: see pasted-list.md beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint, Location
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import typed_paragraphs

_BULLET = re.compile(r"(?:^|(?<=\s))[•▪◦‣●○■□\uf0b7\uf0a7](?=\s)|^[ \t>]*(?:·(?=\s)|[o§Øüv](?=(?:\t|[ \u00a0]{2,})\S))", re.MULTILINE)
"""A bullet; or a letter that a word processor draws as one in a font of signs, with the gap behind it that came along."""

_DASHES = re.compile(r"^[ \t]*([–—o]|[a-zæøå]\))[ \t].*\n[ \t]*(?:[–—o]|[a-zæøå]\))[ \t]", re.MULTILINE)
"""One line with a dash is speech; two in a row are a list."""


def pasted_list(plan: Plan) -> Iterator[Hit]:
    """Hits at the first typed bullet of each paragraph."""
    for entry in plan.entries:
        for start, text in typed_paragraphs(entry):
            bullet, dashes = _BULLET.search(text), _DASHES.search(text)
            spans = [span for span in (bullet and bullet.span(), dashes and dashes.span(1)) if span]
            if spans:
                begins, ends = min(spans)
                place = Location(entry.path, entry.prose.lines.span(start + begins, start + ends))
                yield hit(place, Hint("list-form", {}), Hint("empty-line-above", {}), mark=text[begins:ends])
