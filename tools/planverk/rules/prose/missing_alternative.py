"""A figure has no text alternative, or one that tells nothing.

Somebody who cannot see the chart gets its text alternative read aloud instead (WCAG 2.1, 1.1.1). It tells what the figure shows, with the most
important numbers. A file's name, or the title over again, is no alternative.

Bad ``plan/figures/ensomme.yaml``::

    title: Andel som sier at de er ensomme
    kind: bar
    data: ensomme.csv
    x: År
    series:
      - Kommunen
    unit: prosent
    alternative: ensomme.png  # <-

Good ``plan/figures/ensomme.yaml``::

    title: Andel som sier at de er ensomme
    kind: bar
    data: ensomme.csv
    x: År
    series:
      - Kommunen
    unit: prosent
    alternative: Andelen går fra 21 prosent i 2020 til 24 prosent i 2024.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planverk.diagnostics import Hint, Severity
from planverk.model.data_entries import Figure
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit

SEVERITY = Severity.ERROR
MESSAGES = {
    "nb": "figuren mangler en tekst som sier hva den viser",
    "nn": "figuren manglar ein tekst som seier kva han viser",
    "en": "the figure lacks a text that tells what it shows",
}
LEAST_WORDS = 4
_FILE = re.compile(r"\S+\.[A-Za-z]{2,4}\Z")


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at figures without `alternative`, and at one that is a file's name, the title, or shorter than LEAST_WORDS."""
    for figure in plan.figures.values():
        if figure.sound("alternative") and not _tells(figure):
            place = figure.at("alternative") if figure.alternative else figure.at_top()
            yield hit(place, Hint("describe-figure", {}))


def _tells(figure: Figure) -> bool:
    text = figure.alternative or ""
    same = text.rstrip(".").casefold() == figure.title.rstrip(".").casefold()
    return len(text.split()) >= LEAST_WORDS and not _FILE.match(text) and not same
