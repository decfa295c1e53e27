"""missing-alternative: see missing-alternative.md beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint
from planverk.model.data_entries import Figure
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit

LEAST_WORDS = 4
_FILE = re.compile(r"\S+\.[A-Za-z]{2,4}\Z")


def missing_alternative(plan: Plan) -> Iterator[Hit]:
    """Hits at figures without `alternative`, and at one that is a file's name, the title, or shorter than LEAST_WORDS."""
    for figure in plan.figures.values():
        if figure.sound("alternative") and not _tells(figure):
            place = figure.at("alternative") if figure.alternative else figure.at_top()
            yield hit(place, Hint("describe-figure", {}))


def _tells(figure: Figure) -> bool:
    text = figure.alternative or ""
    same = text.rstrip(".").casefold() == figure.title.rstrip(".").casefold()
    return len(text.split()) >= LEAST_WORDS and not _FILE.match(text) and not same
