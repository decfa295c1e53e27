"""The plan uses a word that one of its definitions advises against.

A definition's ``discouraged`` lists words for the same thing that the plan does not use, each with the reason. One word for one thing keeps the plan
clear. Quotations keep their words.

Bad ``plan/definitions/ensomhet.md``::

    ---
    term:
      nb: Ensomhet
      nn: Einsemd
    discouraged:
      - term: asosial
        why: Legger skylden på personen.
    source: undersokelse
    ---

    En følelse av å mangle samvær som en ønsker seg.

Bad ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse). Ingen blir asosiale fordi de vil det.  # <-

Good ``plan/chapters/innledning.md``::

    ---
    title: Innledning
    ---

    Planen bygger på [folkehelsemeldingen](plan:folkehelse). Ingen blir ensomme fordi de vil det.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from planverk.diagnostics import Hint, Severity
from planverk.model.plan import Plan
from planverk.rules.hits import Hit, hit
from planverk.rules.passages import Passage, outside_quotes, passages

SEVERITY = Severity.WARNING
MESSAGES = {
    "nb": "planen bruker ikke «{word}»: {reason}",
    "nn": "planen bruker ikkje «{word}»: {reason}",
    "en": "the plan does not use “{word}”: {reason}",
}
_ENDING = r"(?:e|s|a|n|t|r|en|et|er|ne|te|de|ene|ane|ens|ets|ar|est|este|ere)?"


class _Discouraged(NamedTuple):
    pattern: re.Pattern[str]
    why: str
    instead: str
    definition: str


def check(plan: Plan) -> Iterator[Hit]:
    """Hits at discouraged words, with the usual endings, in the plan's own words outside quotations."""
    words = list(_words(plan))
    if not words:
        return
    for entry in plan.entries:
        for passage in passages(entry):
            yield from (found for word in words if word.definition != entry.key for found in _uses(passage, word))


def _words(plan: Plan) -> Iterator[_Discouraged]:
    for definition in plan.definitions.values():
        for item in definition.discouraged:
            pattern = re.compile(rf"(?<!\w){re.escape(item.term)}{_ENDING}(?!\w)", re.IGNORECASE)
            yield _Discouraged(pattern, item.why.rstrip("."), definition.term_in(plan.head.language), definition.key)


def _uses(passage: Passage, word: _Discouraged) -> Iterator[Hit]:
    for found in word.pattern.finditer(passage.text):
        if outside_quotes(passage, found.start()):
            why = word.why[:1].lower() + word.why[1:]
            yield hit(passage.at(*found.span()), Hint("write-instead", {"word": word.instead.lower()}), word=found[0], reason=why)
